"""What a pack wants recorded, told and marked at a moment, as orders."""

from rules.model.case.orders import Order
from rules.model.case.words import OrderKind
from rules.policy.casework import Casework, Moment


def follows(casework: Casework, moment: Moment, about: str = "", *, known: bool = True) -> tuple[Order, ...]:
    """Everything the pack wants recorded and everybody it wants told then."""
    return (*records(casework, moment, about, known=known), *tells(casework, moment, about))


def records(casework: Casework, moment: Moment, about: str = "", *, known: bool = True) -> tuple[Order, ...]:
    """What a person records on the landlord's systems then. Those of an incident the decision on the comment asks for.

    `known`: somebody confirmed who it is; without that there is no customer's record to write on (domain §7 rule 1).
    """
    return tuple(
        Order(OrderKind.RECORD, label=rule.system, about=about, clause=rule.clause)
        for rule in casework.records
        if moment in rule.at and (known or not rule.about_customer)
    )


def tells(casework: Casework, moment: Moment, about: str = "") -> tuple[Order, ...]:
    """Who is told then."""
    return tuple(
        Order(OrderKind.TELL, post=rule.whom, about=about, clause=rule.clause)
        for rule in casework.tells
        if moment in rule.at
    )


def markers(casework: Casework, about: str) -> tuple[Order, ...]:
    """The markers a decision sets by itself; those to be considered are a task of their own."""
    return tuple(
        Order(OrderKind.SET_MARKER, marker.set_by or "", marker.code, about=about, clause=marker.clause)
        for marker in casework.markers
        if not marker.consider
    )
