"""Ending a restriction: everything that belonged to it is taken back everywhere, and everybody told of it is told."""

from rules.casework.follow import records
from rules.casework.retold import tells_again
from rules.model.case.casefile import Restriction
from rules.model.case.orders import Order
from rules.model.case.words import OrderKind
from rules.policy.casework import Casework, Moment


def ending(casework: Casework, one: Restriction, moments: tuple[Moment, ...]) -> tuple[Order, ...]:
    """What a person and the outbox do when a restriction ends. Markers wanted but never confirmed are looked for too."""
    clauses = {marker.code: marker.clause for marker in casework.markers}
    markers = sorted(one.markers_on | one.markers_wanted)
    return (
        Order(OrderKind.LIFT, about=one.id),
        Order(OrderKind.UNDO_ON_PLATFORM, about=one.id),
        *(Order(OrderKind.REMOVE_MARKER, label=code, about=one.id, clause=clauses.get(code)) for code in markers),
        *_recorded(casework, one, moments),
        *tells_again(casework, moments, one.id),
    )


def _recorded(casework: Casework, one: Restriction, moments: tuple[Moment, ...]) -> tuple[Order, ...]:
    """Each system once, though several moments name it."""
    found: dict[str, Order] = {}
    for order in (order for moment in moments for order in records(casework, moment, one.id)):
        found.setdefault(order.label, order)
    return tuple(found.values())
