"""One step of a history, as the fifteen rules look at it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from rules.casework import Heard, Office
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import Deed
from rules.model.case.orders import Order, Verdict
from rules.model.case.words import OrderKind
from rules.model.decision import Decision

F = TypeVar("F")


@dataclass(frozen=True)
class Step:
    """What was done (a deed), heard (a comment) or what had become due, with the case before and after it.

    `facts` are all facts of the case so far; the verdict's own come last. `unknown` is what would have been decided had
    nothing been known of the person's vulnerability or support.
    """

    office: Office
    now: datetime
    before: Casefile
    after: Casefile
    facts: tuple[f.Fact, ...]
    verdict: Verdict
    deed: Deed | None = None
    heard: Heard | None = None
    due: tuple[Order, ...] = ()
    unknown: Decision | None = None

    def new(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one kind that this step made."""
        return tuple(fact for fact in self.verdict.facts if isinstance(fact, kind))

    def past(self, kind: type[F]) -> tuple[F, ...]:
        """All facts of one kind, this step's own included."""
        return tuple(fact for fact in self.facts if isinstance(fact, kind))

    def orders(self, *kinds: OrderKind) -> tuple[Order, ...]:
        return tuple(order for order in self.verdict.orders if order.kind in kinds)
