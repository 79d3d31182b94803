"""`route`: each need to a destination, with how soon, by when, and under what kind of reference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rules.calendar import calendar_of
from rules.model.finding import Need, NeedKind, Urgency
from rules.routing.clocks import CLOCKS, Clock, due

_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a need goes unless the landlord says otherwise, the letters its reference starts with, and how soon at least."""

    destination: str
    prefix: str
    urgency: Urgency


DESKS: Mapping[NeedKind, Desk] = {
    NeedKind.EMERGENCY: Desk("on_duty", "EM", Urgency.NOW),
    NeedKind.SAFEGUARDING: Desk("safeguarding", "SG", Urgency.SOON),
    NeedKind.HAZARD: Desk("healthy_homes", "HZ", Urgency.SOON),
    NeedKind.REPAIR: Desk("repairs", "RP", Urgency.ROUTINE),
    NeedKind.COMPLAINT: Desk("complaints", "CP", Urgency.ROUTINE),
    NeedKind.COMPLAINT_STAGE_2: Desk("complaints", "CS", Urgency.ROUTINE),
    NeedKind.ADJUSTMENT: Desk("customer_support", "AJ", Urgency.ROUTINE),
    NeedKind.INFORMATION_REQUEST: Desk("information", "IR", Urgency.ROUTINE),
    NeedKind.DATA_REQUEST: Desk("data_protection", "DR", Urgency.ROUTINE),
    NeedKind.DATA_BREACH: Desk("data_protection", "DB", Urgency.SOON),
    NeedKind.APPEAL: Desk("appeals", "AP", Urgency.ROUTINE),
}
"""Every kind of need has a desk; a test holds the table to the vocabulary."""


@dataclass(frozen=True, slots=True)
class Routed:
    """A need on its way: to whom, how soon, by when (UTC), by which clock and whose rule, and its reference's prefix."""

    kind: NeedKind
    destination: str
    urgency: Urgency
    due_at: datetime
    clock: str
    prefix: str
    source: str


def route(
    needs: Iterable[Need], known_from: datetime, now: datetime, settings: Mapping[str, str]
) -> tuple[Routed, ...]:
    """One row for each kind of need, most urgent and soonest due first. Total: a need is never lost for want of a date.

    `known_from` starts the clocks: the earliest time the landlord could provably know; a later `now` never moves them, and
    a `known_from` in the future counts as `now`. `settings` may name another desk (`destination.repair: repairs-east`) and
    the landlord's own days (`repair_working_days`, `adjustment_working_days`, `appeal_working_days`; 1 to 366, else unused),
    and where its bank holidays are (`rules.calendar.calendar_of`). Raises BadCalendar, which no settings read by bot do.
    """
    start = min(known_from, now)
    urgency: dict[NeedKind, Urgency] = {}
    for need in needs:
        urgency[need.kind] = _sooner(need.urgency, urgency.get(need.kind, DESKS[need.kind].urgency))
    rows = [_routed(kind, soon, start, settings) for kind, soon in urgency.items()]
    return tuple(sorted(rows, key=lambda row: (_ORDER[row.urgency], row.due_at, row.kind)))


def _routed(kind: NeedKind, urgency: Urgency, start: datetime, settings: Mapping[str, str]) -> Routed:
    desk, clock = DESKS[kind], CLOCKS[kind]
    due_at, source = due(clock, start, _length(clock, settings), calendar_of(settings))
    destination = settings.get(f"destination.{kind.value}") or desk.destination
    return Routed(kind, destination, urgency, due_at, clock.name, desk.prefix, source)


def _length(clock: Clock, settings: Mapping[str, str]) -> int:
    own = settings.get(clock.setting, "") if clock.setting else ""
    return int(own) if own.isdecimal() and own.isascii() and 0 < int(own) <= 366 else clock.length


def _sooner(one: Urgency, other: Urgency) -> Urgency:
    return one if _ORDER[one] <= _ORDER[other] else other
