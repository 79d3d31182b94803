"""What `decide` is given and what it answers. Nothing here holds the words said: a decision replays after erasure."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rules.model.account import AccountMark, Identity
from rules.model.circumstances import Circumstances
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
    `house_rule`: logged under the rules of the page, not as a sanction under the policy. `says_why`: the policy wants a
    message with it that says what is done and why.
    """

    kind: MeasureKind
    why: str
    citations: tuple[Citation, ...]
    automatic: bool
    role: Role = Role.MODERATOR
    gates: tuple[Gate, ...] = ()
    notice: str | None = None
    protective: bool = False
    house_rule: bool = False
    says_why: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """A measure considered and not chosen, and why not. `unsupported`: the place or the platform does not allow it."""

    kind: MeasureKind
    why_not: str
    unsupported: bool = False


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
    ASK_IDENTITY = "ask_identity"
    SPEAK_DIRECTLY = "speak_directly"
    REFER = "refer"
    LINE_MANAGER_REPLIES = "line_manager_replies"
    LIAISE = "liaise"
    CONSIDER_POLICE = "consider_police"
    REPORT_TO_POLICE = "report_to_police"
    CONSIDER_MARKER = "consider_marker"
    RECORD = "record"
    TELL = "tell"
    PASS_ON_ALLEGATION = "pass_on_allegation"  # noqa: S105 - a kind of task, no password
    CASEWORK = "casework"


@dataclass(frozen=True, slots=True)
class PersonTask:
    """Something a person must do, with the role it goes to and how soon.

    `post` is the landlord's own post (or group of people), where the policy names one; `label` the system, marker or need.
    """

    kind: TaskKind
    role: Role
    urgency: Urgency
    why: str
    citations: tuple[Citation, ...] = ()
    post: str = ""
    label: str = ""


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
    """Whether formal action could be opened by a person. The engine never recommends it.

    `unmet` are the conditions known and not met; with any, the route is not open. `to_do` is what a person must still do
    before it is proposed. `needs_approval` is the quorum that would have to agree; empty where the landlord named nobody.
    """

    open: bool
    unmet: tuple[Gate, ...] = ()
    less_restrictive: tuple[MeasureKind, ...] = ()
    to_do: tuple[Gate, ...] = ()
    needs_approval: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What policy says about one interaction. `shielded` names the needs that kept it from being hidden.

    `needs` are all that were found, whatever else was: each goes to a person, and none is ever held against anybody.
    `attached` are those already open, which keep their reference. `in_breach_of` is the id of the restriction that this
    contact goes against. `ask_identity`: somebody asks privately who it is.
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
    attached: tuple[NeedKind, ...] = ()
    in_breach_of: str | None = None
    ask_identity: bool = False
