"""What a policy pack is: a landlord's dated policy as data. `Pack.model_json_schema()` is the published JSON Schema.

Everything in which landlords differ is a field here; no code knows a landlord's name. `rules.policy.coherence` holds what
must be true across fields (clauses that exist, ladders without holes).
"""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rules.model.decision import Citation, Course
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.model.measure import MeasureKind
from rules.model.staff import Role

Score = Annotated[int, Field(ge=0, le=1000, strict=True)]
Days = Annotated[int, Field(ge=1, le=3660, strict=True)]
ClauseId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*-[A-Z0-9-]+$", max_length=24)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Line = Annotated[str, Field(min_length=1, max_length=300)]


class Part(BaseModel):
    """A part of a pack: never changed once read, and a field we do not know is an error, not a shrug."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class InForce(Part):
    """From the first day to the last (None: no end known). A case stays on the version in force when it was decided."""

    start: date = Field(alias="from")
    until: date | None = None


class Clause(Part):
    """The smallest citable part. `number` is the document's own, `summary` is in our words, `source` says where to read it.

    `wording` is the landlord's official text, where it chose to add it.
    """

    id: ClauseId
    number: Line
    summary: Words
    source: Line
    wording: Words | None = None


class Stance(StrEnum):
    """What the policy makes of a behaviour."""

    AGAINST = "against"
    """It goes against the policy; a breach when the finding is sure enough."""
    HOUSE_RULE = "house_rule"
    """Against the page's house rules only: measures on the comment, never held against anybody."""
    PROTECT = "protect"
    """Acted on to protect somebody, kindly told; never a breach, never counted."""
    TEST_EVIDENCE = "test_evidence"
    """A person must look at what it rests on; the machine neither warns nor hides."""
    NOTICED = "noticed"
    """Noticed and left alone."""


class BehaviourRule(Part):
    """How one behaviour is judged. `course`: for each severity, the most it may lead to; one left out is left alone.

    A finding below `review_at` is nothing, from there a person looks, from `act_at` the course holds (scores 0 to 1000).
    `harm_test`: whether it does harm is a named person's record with figures, so the machine never gets past a person.
    """

    behaviour: Behaviour
    stance: Stance
    clauses: tuple[ClauseId, ...] = Field(min_length=1)
    course: dict[Severity, Course] = Field(default_factory=dict)
    review_at: Score = 300
    act_at: Score = 700
    harm_test: bool = False
    why: Line


class Rung(Part):
    """One step of the ladder: for these behaviours, at these severities, after so many warnings, these measures are offered.

    `warnings_to` is the last number of earlier warnings it holds for; None means any number from `warnings_from` up.
    """

    behaviours: tuple[Behaviour, ...] = Field(min_length=1)
    severities: tuple[Severity, ...] = Field(min_length=1)
    warnings_from: Annotated[int, Field(ge=0, strict=True)] = 0
    warnings_to: Annotated[int, Field(ge=0, strict=True)] | None = None
    measures: tuple[MeasureKind, ...] = Field(min_length=1)
    clause: ClauseId

    def holds(self, behaviour: Behaviour, severity: Severity, warnings: int) -> bool:
        """Whether this is the rung for a behaviour of that severity after that many warnings."""
        within = self.warnings_from <= warnings and (self.warnings_to is None or warnings <= self.warnings_to)
        return within and behaviour in self.behaviours and severity in self.severities


class Automatic(Part):
    """What the pack allows without a person, in `auto` mode. The design allows no others than these four kinds of deed.

    `needs_notice`: a hide demands a notice that can be delivered, else it is proposed. `notice_by`: ways, best first.
    """

    measures: tuple[
        Literal[MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH, MeasureKind.REMINDER, MeasureKind.ACKNOWLEDGE],
        ...,
    ] = ()
    needs_notice: bool = True
    notice_by: tuple[Literal["message", "reply"], ...] = ("message", "reply")
    clause: ClauseId


class Approval(Part):
    """Who approves an access measure: a post the policy names or, where it names none, a setting of the landlord."""

    post: str | None = None
    setting: str | None = None
    clause: ClauseId


class Authorities(Part):
    """When a person must (or may) consider telling the police or another authority. The software never tells them itself."""

    behaviours: tuple[Behaviour, ...]
    severities: tuple[Severity, ...]
    duty: Literal["may", "must"]
    clause: ClauseId


class NeedRule(Part):
    """The fixed acknowledgement of a need (a notice id), and whether it may be sent without a person."""

    need: NeedKind
    acknowledge: str
    automatic: bool = True


class Condition(StrEnum):
    """A condition of the formal route."""

    BREACH_FOUND = "breach_found"
    IDENTITY_VERIFIED = "identity_verified"
    APPROVER_CONFIGURED = "approver_configured"
    WARNING_GIVEN = "warning_given"
    REPEATED = "repeated"
    CIRCUMSTANCES_CHECKED = "circumstances_checked"
    SUPPORT_WORKER_SPOKEN_TO = "support_worker_spoken_to"


class FormalCondition(Part):
    """One condition of the formal route and the clause that makes it one."""

    condition: Condition
    clause: ClauseId


class Volume(Part):
    """Whether the number of posts counts towards an unacceptable level of contact."""

    counted: bool
    clause: ClauseId


class Appeal(Part):
    """The right to have a decision looked at again. Day counts are working days; None where the policy sets no limit."""

    any_decision: bool
    within: Days | None
    sent_to: Line
    decided_by: Line
    decided_within: Days | None
    restriction_continues: bool | None
    ombudsman: Line
    clause: ClauseId


class Review(Part):
    """How often a restriction is looked at again, in months from its start."""

    months: Annotated[int, Field(ge=1, le=120, strict=True)] | None
    clause: ClauseId


class Setting(Part):
    """Something only the landlord can say, and why the policy needs it."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    reason: Line
    clause: ClauseId | None = None


class Bearing(Part):
    """Clauses that bear on a comment for what it is rather than for what was found in it."""

    needs: tuple[ClauseId, ...] = ()
    unverified: tuple[ClauseId, ...] = ()
    forms: tuple[ClauseId, ...] = ()
    criticism: tuple[ClauseId, ...] = ()


class Pack(Part):
    """A landlord's dated policy. `roles` maps the landlord's own posts onto ours; `notices` are its approved fixed texts.

    `warnings_last_days` is how long a warning counts. `summary` is what the policy is for, in one line.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    title: Line
    version: Annotated[str, Field(pattern=r"^\d{4}(\.\d{1,3}){1,2}$")]
    landlord: Line
    summary: Line
    in_force: InForce
    clauses: tuple[Clause, ...] = Field(min_length=1)
    behaviours: tuple[BehaviourRule, ...] = Field(min_length=1)
    ladder: tuple[Rung, ...] = Field(min_length=1)
    warnings_last_days: Days = 365
    needs: tuple[NeedRule, ...]
    automatic: Automatic
    block: Approval
    roles: dict[str, Role]
    notices: dict[str, Words]
    appeal: Appeal
    review: Review
    settings: tuple[Setting, ...] = ()
    volume: Volume | None = None
    authorities: tuple[Authorities, ...] = ()
    formal: tuple[FormalCondition, ...] = ()
    bearing: Bearing = Bearing()

    @cached_property
    def by_behaviour(self) -> dict[Behaviour, BehaviourRule]:
        """The rule for each behaviour the policy speaks of."""
        return {rule.behaviour: rule for rule in self.behaviours}

    @cached_property
    def by_clause(self) -> dict[str, Clause]:
        """Clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def by_need(self) -> dict[NeedKind, NeedRule]:
        """Acknowledgements by need."""
        return {rule.need: rule for rule in self.needs}

    def cite(self, clause: ClauseId) -> Citation:
        """The citation of one of this pack's clauses."""
        return Citation(self.id, self.version, clause)

    def rung(self, behaviour: Behaviour, severity: Severity, warnings: int) -> Rung | None:
        """The first rung of the ladder that holds, or None where the policy offers nothing."""
        return next((rung for rung in self.ladder if rung.holds(behaviour, severity, warnings)), None)


def schema() -> dict[str, object]:
    """The published JSON Schema of a pack (all its files together)."""
    return Pack.model_json_schema()
