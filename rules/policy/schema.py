"""What a policy pack is: a landlord's dated policy as data. `Pack.model_json_schema()` is the published JSON Schema.

Everything in which landlords differ is a field here; no code knows a landlord's name. `rules.policy.coherence` holds what
must be true across fields (clauses that exist, ladders without holes).
"""

from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field, field_validator

from rules.model.decision import Citation
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.model.measure import MeasureKind
from rules.model.staff import Role
from rules.policy.casework import Casework
from rules.policy.detection import Threshold, twice
from rules.policy.judging import Authorities, Automatic, BehaviourRule, NeedRule, Rung, Volume
from rules.policy.part import ClauseId, Days, Line, Part, Words
from rules.policy.process import Appeal, Approval, OwnReview, Review, Setting


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


class Bearing(Part):
    """Clauses that bear on a comment for what it is rather than for what was found in it."""

    needs: tuple[ClauseId, ...] = ()
    adjustments: tuple[ClauseId, ...] = ()
    unverified: tuple[ClauseId, ...] = ()
    forms: tuple[ClauseId, ...] = ()
    criticism: tuple[ClauseId, ...] = ()


class Pack(Part):
    """A landlord's dated policy. `roles` maps the landlord's own posts onto ours; `notices` are its approved fixed texts.

    `exact_words` are words that a platform's own filter may tell us of; such a filter never hides or blocks.
    `warnings_last_days` is how long a warning or an incident counts. `summary` is what the policy is for, in one line.
    `detection` holds the landlord's own thresholds for what only the model found, where it wants other ones.
    To change a pack, read it again: the tables below are kept with it, and a copy would keep the old ones.
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
    own_review: OwnReview | None = None
    settings: tuple[Setting, ...] = ()
    volume: Volume | None = None
    authorities: tuple[Authorities, ...] = ()
    bearing: Bearing = Bearing()
    exact_words: tuple[Line, ...] = ()
    casework: Casework | None = None
    detection: tuple[Threshold, ...] = ()

    @field_validator("detection")
    @classmethod
    def _once(cls, thresholds: tuple[Threshold, ...]) -> tuple[Threshold, ...]:
        if again := twice(thresholds):
            raise ValueError(f"{again.value} is there twice")
        return thresholds

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

    @cached_property
    def ladder_kinds(self) -> frozenset[MeasureKind]:
        """Every measure that some rung offers."""
        return frozenset(kind for rung in self.ladder for kind in rung.measures)

    def cite(self, clause: ClauseId) -> Citation:
        """The citation of one of this pack's clauses."""
        return Citation(self.id, self.version, clause)

    def rung(self, behaviour: Behaviour, severity: Severity, warnings: int, earlier: int = 0) -> Rung | None:
        """The first rung of the policy itself that holds, or None where it offers nothing."""
        return self._first(False, behaviour, severity, warnings, earlier)

    def rungs(self, behaviour: Behaviour, severity: Severity, warnings: int, earlier: int = 0) -> tuple[Rung, ...]:
        """The first rung of the policy and the first of the rules of the page that hold: they stand side by side."""
        both = (self._first(own, behaviour, severity, warnings, earlier) for own in (False, True))
        return tuple(rung for rung in both if rung is not None)

    def _first(self, own: bool, behaviour: Behaviour, severity: Severity, warnings: int, earlier: int) -> Rung | None:
        return next(
            (r for r in self.ladder if r.house_rule is own and r.holds(behaviour, severity, warnings, earlier)), None
        )


def schema() -> dict[str, object]:
    """The published JSON Schema of a pack (all its files together)."""
    return Pack.model_json_schema()
