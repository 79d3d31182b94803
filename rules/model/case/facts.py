# long: one closed vocabulary, read as a list
"""What happened in a case. Facts stand in evidence in this shape; the casefile is a fold over them and nothing else.

`at` is UTC. `ref` is the opaque id of an interaction, `account` that of an account, `by` who did it. Nothing here holds
words said or names: those stand in erasable content under the same entry.
"""

from dataclasses import dataclass
from datetime import date, datetime

from rules.model.account import Assurance
from rules.model.case.words import Check, Exemption, Outcome, Person, RestrictionKind, Says, WarningForm
from rules.model.finding import Behaviour, Severity
from rules.model.measure import MeasureKind


@dataclass(frozen=True, slots=True)
class Incident:
    """Something an account did that may go against the policy. `counts` is false for what the pack does not hold against
    anybody (the number of social posts in some); `public` for words others can see; `captured` once the evidence is
    committed. `replaces` is the ref of an earlier wording of the same comment, which then counts no more: editing is not a
    second incident, unless a warning about the earlier wording lies between.
    """

    ref: str
    account: str
    at: datetime
    pack: str
    behaviours: tuple[tuple[Behaviour, Severity], ...]
    counts: bool = True
    public: bool = True
    captured: bool = True
    in_breach: bool = False
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning about incidents, by a named person, saying these parts. It counts from when it was `sent`: at once, or with
    the NoticeSent about it.
    """

    id: str
    at: datetime
    by: Person
    form: WarningForm
    about: tuple[str, ...]
    says: frozenset[Says]
    pack: str
    sent: bool = True


@dataclass(frozen=True, slots=True)
class Recorded:
    """A person recorded it on one of the landlord's own systems, by hand."""

    at: datetime
    by: Person
    system: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VolumeRecorded:
    """A person recorded how much contact there was by other ways than social media, with figures: a harm test's record."""

    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class HarmRecorded:
    """A person recorded, with figures, that what a comment is part of meets the policy's harm test for a behaviour."""

    at: datetime
    by: Person
    ref: str
    behaviour: Behaviour
    pack: str


@dataclass(frozen=True, slots=True)
class ComplaintExhausted:
    """A person recorded that the complaints procedure has come to its end."""

    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class Known:
    """What the landlord knows of the person: vulnerability and a support worker. None is not known."""

    at: datetime
    vulnerable: bool | None
    support_worker: bool | None


@dataclass(frozen=True, slots=True)
class AdjustmentRecorded:
    """An adjustment agreed with the person, and the restrictions it rules out."""

    at: datetime
    by: Person
    rules_out: frozenset[RestrictionKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Liaised:
    """Somebody spoke to the known support worker."""

    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class Linked:
    """How sure we are that these accounts are this customer's, from now on."""

    at: datetime
    accounts: tuple[str, ...]
    assurance: Assurance
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A link was taken back. What relied on it is opened again."""

    at: datetime
    account: str
    by: Person


@dataclass(frozen=True, slots=True)
class Referred:
    """The referral form was sent."""

    at: datetime
    by: Person
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferralDecided:
    """Those it was referred to chose a warning letter rather than formal action."""

    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class Proposed:
    """A person proposes a restriction. It replaces the proposal before it. `months` of None: the pack's own."""

    id: str
    at: datetime
    by: Person
    pack: str
    version: str
    restriction: RestrictionKind
    about: tuple[str, ...]
    months: int
    review_months: int | None
    longer: bool
    checked: frozenset[Check]
    exemption: Exemption | None = None
    involved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Approved:
    """One person of the quorum agreed to a proposal."""

    proposal: str
    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class Declined:
    """A proposal was declined."""

    proposal: str
    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class Began:
    """The approval that completed the quorum: a restriction starts on this London date and ends on that one.

    `wanted_months`: the longer period that was proposed, where `longer`. `involved`: who else had a part in the proposal.
    """

    id: str
    at: datetime
    pack: str
    version: str
    kind: RestrictionKind
    start: date
    ends: date
    months: int
    review_months: int
    proposed_by: str
    approved_by: frozenset[str]
    about: tuple[str, ...]
    markers: tuple[str, ...] = ()
    on_platform: bool = False
    longer: bool = False
    wanted_months: int | None = None
    involved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MeasureTaken:
    """A person took a measure about a comment (`ref`) or an account: a hide, a report, a block. It counts as a decision."""

    id: str
    at: datetime
    by: Person
    kind: MeasureKind
    account: str
    ref: str | None
    pack: str
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class MeasureUndone:
    """A measure was taken back."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """The person was told of a decision (`about`: a restriction's or a measure's id). Day 0 of the appeal window."""

    about: str
    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class MarkerConfirmed:
    """A person confirmed by hand that a marker was set on (or taken off) the landlord's system."""

    restriction: str
    marker: str
    on: bool
    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class LongerAgreed:
    """One person agreed that a restriction may last longer than the pack's standard."""

    restriction: str
    at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class Lengthened:
    """The longer period was signed."""

    restriction: str
    at: datetime
    by: Person
    months: int
    ends: date


@dataclass(frozen=True, slots=True)
class ReviewerAppointed:
    """A named person is to carry out the review."""

    restriction: str
    at: datetime
    by: Person
    reviewer: str


@dataclass(frozen=True, slots=True)
class ReviewAgreed:
    """One of those who must review said what should happen."""

    restriction: str
    at: datetime
    by: Person
    outcome: Outcome
    says: frozenset[Says] = frozenset()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review is done. `number` counts the anchored review dates that lie behind; `ends` moves only where the restriction
    goes on past its end.
    """

    restriction: str
    at: datetime
    outcome: Outcome
    number: int
    ends: date


@dataclass(frozen=True, slots=True)
class Lifted:
    """A restriction ended before or at its end by a decision (a review, an appeal)."""

    restriction: str
    at: datetime
    why: Outcome


@dataclass(frozen=True, slots=True)
class AppealMade:
    """Somebody asked for a decision to be looked at again. `about` is None until a person says which decision."""

    id: str
    at: datetime
    account: str
    about: str | None
    late: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """A decision stands or is overturned. Overturned: its incidents, warnings and measures no longer count (`struck`)."""

    id: str
    at: datetime
    by: Person
    about: str
    outcome: Outcome
    struck: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PoliceConsidered:
    """A named person told the police about incidents, or decided not to."""

    at: datetime
    by: Person
    about: tuple[str, ...]
    reported: bool


@dataclass(frozen=True, slots=True)
class RemovedByAuthor:
    """The author took the comments away; what was captured stays."""

    at: datetime
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaptureFailed:
    """The evidence of these could not be captured: nothing may rest on it until it is."""

    at: datetime
    refs: tuple[str, ...]


Fact = (
    Incident
    | Warned
    | Recorded
    | VolumeRecorded
    | HarmRecorded
    | ComplaintExhausted
    | Known
    | AdjustmentRecorded
    | Liaised
    | Linked
    | Unlinked
    | Referred
    | ReferralDecided
    | Proposed
    | Approved
    | Declined
    | Began
    | MeasureTaken
    | MeasureUndone
    | NoticeSent
    | MarkerConfirmed
    | LongerAgreed
    | Lengthened
    | ReviewerAppointed
    | ReviewAgreed
    | Reviewed
    | Lifted
    | AppealMade
    | AppealDecided
    | PoliceConsidered
    | RemovedByAuthor
    | CaptureFailed
)
"""Everything that can have happened in a case."""
