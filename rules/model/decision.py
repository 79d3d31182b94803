"""What `decide` is given and what it answers. Nothing here holds the words said: a decision replays after erasure."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rules.model.account import AccountMark, Identity
from rules.model.finding import Found, NeedKind, Severity, Urgency
from rules.model.history import History
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Abilities, MeasureKind
from rules.model.staff import Role


@dataclass(frozen=True, slots=True)
class Item:
    """The interaction as `decide` sees it: codes and times, no words and no handles."""

    channel: str
    platform: str
    kind: InteractionKind
    where: Where
    at: datetime
    heard_at: datetime
    edited: bool = False
    rating: int | None = None
    marks: frozenset[AccountMark] = frozenset()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known about the person and the moment. None means not known, which is not the same as no.

    `sensitive` is the sensitive-incident switch (fire, death) on the thread or everywhere.
    """

    vulnerable: bool | None = None
    adjustments: tuple[str, ...] = ()
    support_worker: bool | None = None
    overdue_matter: bool | None = None
    restriction: str | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Everything a decision rests on, besides the pack; recorded with it so that it can be replayed.

    `settings` are the landlord's own for this pack (approver roles, house-rules link, contact words).
    """

    item: Item
    found: Found
    now: datetime
    history: History = field(default_factory=History)
    identity: Identity = field(default_factory=Identity)
    circumstances: Circumstances = field(default_factory=Circumstances)
    abilities: Abilities | None = None
    settings: dict[str, str] = field(default_factory=dict)


class Course(StrEnum):
    """The most that findings support for one interaction, in rising order; `urgent` calls a person now."""

    LEAVE = "leave"
    REVIEW = "review"
    HIDE = "hide"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Citation:
    """Pack, version and clause a decision rests on."""

    pack: str
    version: str
    clause: str

    def __str__(self) -> str:
        return f"{self.pack}@{self.version} {self.clause}"


class Met(StrEnum):
    """Whether a condition holds; `unknown` when it could not be computed, which always means: do less, ask a person."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition on a measure, and whether it is met. `name` is a code, `why` a sentence."""

    name: str
    met: Met
    why: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing policy calls for. `automatic` says policy and design allow it without a person in `auto` mode.

    `role` is who must approve it otherwise. `notice` is the pack's text for it (a notice id), if it says anything.
    """

    kind: MeasureKind
    why: str
    citations: tuple[Citation, ...]
    automatic: bool
    role: Role = Role.MODERATOR
    gates: tuple[Gate, ...] = ()
    notice: str | None = None
    protective: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """A measure considered and not chosen, and why not."""

    kind: MeasureKind
    why_not: str


class TaskKind(StrEnum):
    """What a person is asked to do."""

    LOOK = "look"
    CALL = "call"
    WARN = "warn"
    ANSWER = "answer"
    TEST_EVIDENCE = "test_evidence"
    APPROVE = "approve"
    CHECK_CIRCUMSTANCES = "check_circumstances"
    TELL_WORKER = "tell_worker"
    BY_HAND = "by_hand"
    UNTRANSLATED = "untranslated"
    UNDECIDED = "undecided"
    UNKNOWN_OUTCOME = "unknown_outcome"
    CONFIRM_HIDE = "confirm_hide"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class PersonTask:
    """Something a person must do, with the role it goes to and how soon."""

    kind: TaskKind
    role: Role
    urgency: Urgency
    why: str
    citations: tuple[Citation, ...] = ()


class ClauseResult(StrEnum):
    """What became of one clause."""

    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    DEGRADED = "degraded"


@dataclass(frozen=True, slots=True)
class Considered:
    """One clause considered, what became of it, and why, in plain words."""

    citation: Citation
    result: ClauseResult
    why: str


@dataclass(frozen=True, slots=True)
class FormalRoute:
    """Whether formal action could be opened by a person. The engine never recommends it."""

    open: bool
    unmet: tuple[Gate, ...] = ()
    less_restrictive: tuple[MeasureKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What policy says about one interaction. `shielded` names the needs that kept it from being hidden.

    `needs` are all that were found, whatever else was: each goes to a person, and none is ever held against anybody.
    """

    pack: str
    version: str
    course: Course
    severity: Severity
    measures: tuple[Measure, ...] = ()
    tasks: tuple[PersonTask, ...] = ()
    considered: tuple[Considered, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    formal: FormalRoute = field(default_factory=lambda: FormalRoute(open=False))
    shielded: tuple[NeedKind, ...] = ()
    degraded: tuple[str, ...] = ()
    breach: bool = False
    needs: tuple[NeedKind, ...] = ()
