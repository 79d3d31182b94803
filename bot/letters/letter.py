"""What a letter is made of. Every date in it was worked out before; nothing here reads a clock or the store."""

from dataclasses import dataclass
from datetime import date, datetime

from rules.model.case.words import LetterKind, Outcome, RestrictionKind, Says
from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind

LARGE_PRINT = "large print"


@dataclass(frozen=True, slots=True)
class Landlord:
    """Who writes, and the ways to reach them that a restriction never closes (domain §7 rule 9).

    `contact` is how to answer this letter in another way; `how_to_appeal` works for somebody who is blocked or unknown.
    """

    name: str
    address: tuple[str, ...]
    contact: str
    emergency_repairs: str
    safeguarding: str
    complaints: str
    how_to_appeal: str
    policy_copy: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom: the name as it stands in the letter, and the lines of the address."""

    name: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, in which post."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was said or done: when (UTC), where, what it came under, and the very words."""

    at: datetime
    where: str
    behaviours: tuple[Behaviour, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause relied on: the document's own number and our summary of it."""

    number: str
    summary: str


@dataclass(frozen=True, slots=True)
class RightOfAppeal:
    """How a decision is looked at again. `until` is the last date, printed as a date; None: the policy sets none.

    Somebody in one of the posts of `decided_by` decides, `decided_within` working days. `continues`: the restriction stays
    while the appeal is looked at (None: the policy does not say).
    """

    sent_to: str
    decided_by: tuple[str, ...]
    until: date | None = None
    decided_within: int | None = None
    continues: bool | None = None
    representative: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy this letter is written under, the clauses cited, the right of appeal, and the ombudsman there is today."""

    title: str
    clauses: tuple[CitedClause, ...]
    appeal: RightOfAppeal
    ombudsman: str


@dataclass(frozen=True, slots=True)
class Terms:
    """A restriction as the person has to live with it: what stays open (`leaves`), from when, until when, looked at when.

    `details` are the particulars: who the named contact is, which ways, days and times.
    """

    kind: RestrictionKind
    leaves: str
    start: date
    ends: date
    review_on: date
    details: str = ""


@dataclass(frozen=True, slots=True)
class TakenMeasure:
    """What was done on the platform, when, and until when where it ends."""

    kind: MeasureKind
    on: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class AppealReceived:
    """An appeal: the day it came, and the day it is decided by (None where the policy sets no time)."""

    on: date
    decide_by: date | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the record said when the letter was written: entries, the root over them, the key's fingerprint (digits)."""

    size: int
    root: str
    key: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `parts` are those its draft demands; which fields each needs is in `bot.letters.parts`.

    `formats` are what the person asked for as an adjustment ("large print", "audio"); `possible` is what may follow, for a
    warning; `sanction` what is proposed if it goes on; `figures` how much contact there was, and of what nature.
    """

    kind: LetterKind
    parts: frozenset[Says]
    reference: str
    date: date
    landlord: Landlord
    to: Recipient
    signed: Signatory
    policy: Policy
    said: tuple[Said, ...] = ()
    reason: str = ""
    sanction: str = ""
    possible: tuple[RestrictionKind, ...] = ()
    terms: Terms | None = None
    measure: TakenMeasure | None = None
    appeal: AppealReceived | None = None
    outcome: Outcome | None = None
    figures: str = ""
    formats: tuple[str, ...] = ()
    language: str = "en"
    sealed: Sealed | None = None

    @property
    def large(self) -> bool:
        """Whether the person asked for large print."""
        return any(LARGE_PRINT in asked.casefold() for asked in self.formats)

    @property
    def other_formats(self) -> tuple[str, ...]:
        """What they asked for that no program makes: a person arranges it, and the cover task names it."""
        return tuple(asked for asked in self.formats if LARGE_PRINT not in asked.casefold())
