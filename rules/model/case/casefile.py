"""What stands in a case at a moment: the fold of its facts (`rules.casework.fold`), added up and not decided."""

from dataclasses import dataclass, field
from datetime import date, datetime

from rules.model.account import Assurance
from rules.model.case.facts import (
    AdjustmentRecorded,
    AppealMade,
    Approved,
    Began,
    HarmRecorded,
    Incident,
    MeasureTaken,
    PoliceConsidered,
    Proposed,
    Recorded,
    Referred,
    Warned,
)
from rules.model.case.words import Outcome, Person, Says
from rules.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal waiting for its quorum."""

    proposal: Proposed
    approvals: tuple[Approved, ...] = ()


@dataclass(frozen=True, slots=True)
class Restriction:
    """A restriction and all that became of it.

    `ends` is the date it was last notified or decided to end. `reviews` counts those done. `noticed_at` is when its latest
    decision was told, None until it is; `lifted_at` when a decision ended it. `markers_on` are confirmed by hand;
    `markers_wanted` should be on. `agreed_longer` counts towards a longer period; `review_says` towards a review that
    several must do. `deciders`: who decided about it since it began (reviewed it, made it longer).
    """

    began: Began
    ends: date
    review_months: int
    reviews: int = 0
    noticed_at: datetime | None = None
    lifted_at: datetime | None = None
    lifted_why: Outcome | None = None
    markers_wanted: frozenset[str] = frozenset()
    markers_on: frozenset[str] = frozenset()
    agreed_longer: tuple[Person, ...] = ()
    longer_signed: bool = False
    reviewer: str | None = None
    review_agreed: tuple[tuple[Person, Outcome], ...] = ()
    review_says: frozenset[Says] = frozenset()
    told_ends: date | None = None
    deciders: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The restriction's own id."""
        return self.began.id

    @property
    def involved(self) -> frozenset[str]:
        """Everybody who proposed, approved, reviewed or lengthened it: none of them decides an appeal against it."""
        return self.began.approved_by | self.began.involved | self.deciders | {self.began.proposed_by}


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal and what came of it."""

    made: AppealMade
    outcome: Outcome | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Casefile:
    """One person's (or one unlinked account's) case. Tuples are in the order things happened.

    `links` says how sure we are of each account; accounts not in it are unknown. `struck` are ids and refs that no
    longer count, `uncaptured` refs whose evidence could not be captured. `volume_at`: when volume was last recorded.
    """

    links: dict[str, Assurance] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    warnings: tuple[Warned, ...] = ()
    measures: tuple[MeasureTaken, ...] = ()
    undone: frozenset[str] = frozenset()
    recorded: tuple[Recorded, ...] = ()
    volume_recorded: bool = False
    volume_at: datetime | None = None
    harms: tuple[HarmRecorded, ...] = ()
    exhausted: bool = False
    vulnerable: bool | None = None
    support_worker: bool | None = None
    liaised_at: datetime | None = None
    adjustments: tuple[AdjustmentRecorded, ...] = ()
    referrals: tuple[Referred, ...] = ()
    pending: Pending | None = None
    restrictions: tuple[Restriction, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    notices: tuple[tuple[str, datetime], ...] = ()
    police: tuple[PoliceConsidered, ...] = ()
    removed: frozenset[str] = frozenset()
    uncaptured: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()

    @property
    def counting(self) -> tuple[Incident, ...]:
        """Incidents that count and have not been struck."""
        return tuple(i for i in self.incidents if i.counts and i.ref not in self.struck)

    @property
    def standing_warnings(self) -> tuple[Warned, ...]:
        """Warnings that were sent and have not been struck by an appeal."""
        return tuple(w for w in self.warnings if w.sent and w.id not in self.struck)

    @property
    def unsent_warnings(self) -> tuple[Warned, ...]:
        """Warnings whose letter has yet to go out."""
        return tuple(w for w in self.warnings if not w.sent and w.id not in self.struck)

    def worst(self, refs: tuple[str, ...]) -> Severity:
        """The gravest severity among the incidents named."""
        found = [severity for i in self.incidents if i.ref in refs for _, severity in i.behaviours]
        return max(found, key=lambda severity: severity.rank, default=Severity.NONE)
