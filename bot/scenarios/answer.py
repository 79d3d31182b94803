"""Everything that came back after one event, as the rules gave it. The tokens are read off this and nothing else."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.scenarios.schema import Event
from bot.scenarios.world import Seen
from rules.casework.office import Office
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Fact
from rules.model.case.orders import Order, Verdict
from rules.model.case.standing import Standing
from rules.model.decision import Decision, Given
from rules.model.finding import NeedKind
from rules.routing import Routed


@dataclass(frozen=True, slots=True)
class CaseNow:
    """One case after the event: what stands in it, how it stands, and what it looked like before."""

    id: str
    before: Casefile
    file: Casefile
    was: Standing
    standing: Standing
    due: tuple[Order, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine gave in answer to one event, and the state after it.

    `cases` are those the event was about: one, or all of them when only time passed. `needs` are the kinds in the item,
    `routed` the rows of those that got a reference, `attached` the rows of those already open. `items` are the
    interactions spoken of, `unsupported` a measure that the platform cannot do there, `configured` the setting of an
    approver accepted, `called` that a person is called because something urgent could not be done.
    """

    number: int
    event: Event
    at: datetime
    office: Office
    cases: tuple[CaseNow, ...] = ()
    assurance: Assurance = Assurance.NONE
    given: Given | None = None
    decision: Decision | None = None
    needs: frozenset[NeedKind] = frozenset()
    routed: tuple[Routed, ...] = ()
    attached: tuple[Routed, ...] = ()
    verdict: Verdict = field(default_factory=Verdict)
    items: tuple[Seen, ...] = ()
    unsupported: bool = False
    configured: bool = False
    called: bool = False

    @property
    def orders(self) -> tuple[Order, ...]:
        """What is to be done now: what followed from the event, and what the diary says."""
        return self.verdict.orders + tuple(order for case in self.cases for order in case.due)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What happened by it."""
        return self.verdict.facts
