"""Whoever was told of a restriction is told of its end, too."""

from rules.casework.follow import tells
from rules.model.case.orders import Order
from rules.model.case.words import OrderKind
from rules.policy.casework import Casework, Moment

NEED_TO_KNOW = "officers_need_to_know"
"""Whoever was told of a restriction: colleagues who deal with the person. A group of the landlord's, not a list."""


def tells_again(casework: Casework, moments: tuple[Moment, ...], about: str) -> tuple[Order, ...]:
    """Everybody who was told of a restriction hears when it ends; always those who need to know (domain §7 rule 12)."""
    found = [
        order for moment in (*moments, Moment.RESTRICTED, Moment.BREACH) for order in tells(casework, moment, about)
    ]
    found.append(Order(OrderKind.TELL, post=NEED_TO_KNOW, about=about))
    first: dict[str, Order] = {}
    for order in found:
        first.setdefault(order.post, order)
    return tuple(first.values())
