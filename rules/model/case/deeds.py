# long: one closed vocabulary, read as a list
"""What a member of staff does in a case. A deed is accepted (facts and orders follow) or refused with every unmet condition.

`about` are refs of incidents. Reasons and other free words are not here: they stand in evidence as erasable content; a
deed only says whether a reason was given.
"""

from dataclasses import dataclass

from rules.model.account import Assurance
from rules.model.case.words import Check, Exemption, Outcome, Person, RestrictionKind, Says, WarningForm
from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind

PERMANENT = -1
"""What somebody asks for who wants no end; always refused."""


@dataclass(frozen=True, slots=True)
class Warn:
    """Give a warning that counts. `sent` is false where its words have yet to go out: it counts once they have."""

    id: str
    by: Person
    form: WarningForm
    about: tuple[str, ...]
    says: frozenset[Says]
    sent: bool = True


@dataclass(frozen=True, slots=True)
class RecordOnSystem:
    """Say that it was recorded on one of the landlord's systems. An empty `system` means the pack's own for incidents."""

    by: Person
    about: tuple[str, ...]
    system: str = ""


@dataclass(frozen=True, slots=True)
class RecordVolume:
    """Record, with figures, how much contact there was by other ways than social media."""

    by: Person


@dataclass(frozen=True, slots=True)
class RecordHarm:
    """Record, with figures, that the harm test of the policy `pack` (the one the comment `ref` was decided under) is met.

    `overdue`: it chases a matter that the landlord has left overdue.
    """

    by: Person
    ref: str
    behaviour: Behaviour
    pack: str
    has_figures: bool
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class RecordExhausted:
    """Record that the complaints procedure has ended."""

    by: Person


@dataclass(frozen=True, slots=True)
class RecordAdjustment:
    """Record an adjustment agreed with the person."""

    by: Person
    rules_out: frozenset[RestrictionKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Liaise:
    """Record the talk with the support worker."""

    by: Person


@dataclass(frozen=True, slots=True)
class Link:
    """Say, after a documented check in a private channel, who holds these accounts."""

    by: Person
    accounts: tuple[str, ...]
    assurance: Assurance = Assurance.VERIFIED


@dataclass(frozen=True, slots=True)
class Unlink:
    """Take a link back."""

    by: Person
    account: str


@dataclass(frozen=True, slots=True)
class Refer:
    """Send the referral form."""

    by: Person
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecideReferral:
    """Choose a warning letter for a referral."""

    by: Person


@dataclass(frozen=True, slots=True)
class Propose:
    """Propose a restriction. `months` of None leaves it to the pack, PERMANENT is what it must not be. `has_reason` is about
    the exemption's reason."""

    id: str
    by: Person
    restriction: RestrictionKind
    about: tuple[str, ...]
    months: int | None = None
    review_months: int | None = None
    checked: frozenset[Check] = frozenset()
    exemption: Exemption | None = None
    has_reason: bool = False


@dataclass(frozen=True, slots=True)
class Approve:
    """Agree to the proposal that is pending."""

    by: Person


@dataclass(frozen=True, slots=True)
class Decline:
    """Decline the proposal that is pending."""

    by: Person
    has_reason: bool = True


@dataclass(frozen=True, slots=True)
class Vary:
    """Change the terms of the pending proposal. Whoever varies it proposes it anew; approvals given so far fall away."""

    id: str
    by: Person
    restriction: RestrictionKind | None = None
    months: int | None = None
    review_months: int | None = None


@dataclass(frozen=True, slots=True)
class SendNotice:
    """Say that the notice went out. `about` None: the latest restriction's notice (its decision, or the latest review)."""

    by: Person
    about: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmMarker:
    """Say that a marker was set on, or taken off, the landlord's system."""

    by: Person
    marker: str
    on: bool


@dataclass(frozen=True, slots=True)
class AgreeLonger:
    """Agree to a longer period than the standard one."""

    by: Person


@dataclass(frozen=True, slots=True)
class SignLonger:
    """Sign the longer period."""

    by: Person
    months: int
    has_reason: bool = False


@dataclass(frozen=True, slots=True)
class AppointReviewer:
    """Name who carries out the review. `restriction` None: the one whose review comes first."""

    by: Person
    reviewer: str
    restriction: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Say what should become of the restriction: EXTEND or CEASE. `restriction` None: the one whose review comes first."""

    by: Person
    outcome: Outcome
    says: frozenset[Says] = frozenset()
    restriction: str | None = None


@dataclass(frozen=True, slots=True)
class DecideAppeal:
    """Decide an appeal: STANDS or OVERTURNED. `appeal` None: the latest one open, or the latest decision if none is."""

    by: Person
    outcome: Outcome
    appeal: str | None = None


@dataclass(frozen=True, slots=True)
class TakeMeasure:
    """Take a measure on the platform: HIDE or REPORT about a comment, BLOCK about an account."""

    id: str
    by: Person
    kind: MeasureKind
    account: str
    ref: str | None = None
    months: int | None = None
    has_reason: bool = True


@dataclass(frozen=True, slots=True)
class ConsiderPolice:
    """Say that the police were told, or that they were not and why."""

    by: Person
    about: tuple[str, ...]
    reported: bool
    has_reason: bool


@dataclass(frozen=True, slots=True)
class AskRegister:
    """Ask for a register entry for somebody who helped; always refused."""

    by: Person


@dataclass(frozen=True, slots=True)
class AskPropertyMarker:
    """Ask for a marker on an address or a household for one person's words; always refused."""

    by: Person


Deed = (
    Warn
    | RecordOnSystem
    | RecordVolume
    | RecordHarm
    | RecordExhausted
    | RecordAdjustment
    | Liaise
    | Link
    | Unlink
    | Refer
    | DecideReferral
    | Propose
    | Approve
    | Decline
    | Vary
    | SendNotice
    | ConfirmMarker
    | AgreeLonger
    | SignLonger
    | AppointReviewer
    | Review
    | DecideAppeal
    | TakeMeasure
    | ConsiderPolice
    | AskRegister
    | AskPropertyMarker
)
"""Everything that staff can do in a case."""
