"""How a case stands at a moment: what follows from its file, the pack and the date. Shown on pages; never stored."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.model.case.words import RestrictionKind


class State(StrEnum):
    """How a restriction stands."""

    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    """Its notified end has passed and nobody told the person that it goes on."""
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class RestrictionStanding:
    """One restriction at a moment. `review_due` is the calendar date, anchored to the start; `review_task_due` the
    working day on or before it. `appeal_until` is None before the notice and where the pack sets no limit. `overdue`:
    the review date has passed with no decision, the senior owner sees it. `markers_on`/`markers_wanted`: see Restriction.
    """

    id: str
    pack: str
    kind: RestrictionKind
    state: State
    start: date
    ends: date
    review_due: date
    review_task_due: date
    review_open: bool
    overdue: bool
    appeal_until: date | None
    under_appeal: bool
    markers_on: frozenset[str]
    markers_wanted: frozenset[str]
    longer_wanted: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole case at a moment. `approvals` of `seats` counted for the pending proposal; `missing` names the posts
    still to sign.

    `formal_closed_unverified`: something counts but nobody has confirmed who holds the account(s).
    `police_outstanding`: refs a policy says must be reported and that no person has settled.
    """

    restrictions: tuple[RestrictionStanding, ...]
    pending: bool
    approvals: int
    seats: int
    missing: tuple[str, ...]
    warnings: int
    counting: int
    formal_closed_unverified: bool
    police_outstanding: tuple[str, ...]
