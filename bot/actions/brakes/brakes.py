"""The brakes as the pipeline feels them: counted in ledger order, so that any batch size gives the same answer."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.actions.brakes import limits as named
from bot.actions.brakes.limits import BUSY, GRAVE, Limits, names_on
from bot.actions.brakes.past import hits_before, queued_since
from bot.actions.brakes.rates import Rates
from bot.actions.brakes.switch import Trip
from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind

HOUR = timedelta(hours=1)
_HIDING = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})


@dataclass(frozen=True, slots=True)
class Doing:
    """What one comment's automatic measures rest on."""

    channel: str
    thread: str | None
    rule: str
    behaviours: Collection[Behaviour]
    now: datetime


@dataclass(slots=True)
class Brakes:
    """`on` mirrors the brake rows; `trips` are what tripped since they were last taken, to be recorded with the batch."""

    limits: Limits = field(default_factory=Limits)
    on: frozenset[str] = frozenset()
    trips: list[Trip] = field(default_factory=list)
    _spent: dict[str, deque[datetime]] = field(default_factory=dict)
    _rates: Rates = field(default_factory=Rates)
    _ready: bool = False

    def look(self, tx: Connection, now: datetime) -> None:
        """Read which are on. What was lifted counts afresh. The first look counts what the last hour brought."""
        on = names_on(tx)
        if not self._ready:
            self._spent = queued_since(tx, now - HOUR)
            self._rates = hits_before(tx, self.limits.recent)
            self._ready = True
        for name in self.on - on:
            self._spent.pop(name, None)
            self._rates.settle(name)
        self.on = on

    def forget(self) -> None:
        """What was counted was not recorded: count again from the rows at the next look."""
        self._ready = False
        self.on = frozenset()
        self.trips.clear()

    def taken(self) -> list[Trip]:
        """What tripped, handed over for recording."""
        trips, self.trips = self.trips, []
        return trips

    def heard(self, channel: str, hit: str) -> None:
        """Count one comment, and the rule that would have acted on it without a person (empty for none)."""
        tripped = self._rates.count(channel, hit, self.limits)
        if tripped is not None and named.rule(channel, hit) not in self.on:
            count, limit = tripped
            why = f"the rule {hit} hit {count} of the last {self.limits.recent} comments, far more than usual"
            self._trip(Trip(named.rule(channel, hit), why, channel, count, limit))

    def hold(self, kind: MeasureKind, doing: Doing) -> str:
        """Why this measure is held for a person, or empty: then it is counted as done."""
        why = named.standing(self.on, doing.thread, doing.channel, doing.rule) or self._busy(kind, doing)
        return why or self._spend(kind, doing)

    def _busy(self, kind: MeasureKind, doing: Doing) -> str:
        if BUSY not in self.on or kind is MeasureKind.ACKNOWLEDGE:
            return ""
        if kind in _HIDING and not GRAVE.isdisjoint(doing.behaviours):
            return ""
        return "busy mode: only threats, private details and scams are hidden without a person"

    def _spend(self, kind: MeasureKind, doing: Doing) -> str:
        limit = self.limits.quotas.get(kind.value)
        if limit is None:
            return ""
        name = named.quota(doing.channel, kind.value)
        spent = self._spent.setdefault(name, deque())
        while spent and spent[0] <= doing.now - HOUR:
            spent.popleft()
        if name not in self.on and len(spent) >= limit:
            why = f"{len(spent)} automatic measures ({kind.value}) within an hour"
            self._trip(Trip(name, why, doing.channel, len(spent), limit))
        if name in self.on:
            return f"the quota of {limit} an hour for this measure is used up: a person looks first"
        spent.append(doing.now)
        return ""

    def _trip(self, trip: Trip) -> None:
        self.trips.append(trip)
        self.on |= {trip.name}
