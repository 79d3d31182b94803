"""Moments at which what a pack wants depends on more than the moment: an incident's gravity, and who was told before."""

from rules.casework.follow import tells
from rules.model.case.orders import Order
from rules.model.case.words import OrderKind
from rules.model.finding import Behaviour, Severity
from rules.policy.casework import Casework, Moment, RecordRule

NEED_TO_KNOW = "officers_need_to_know"
"""Whoever was told of a restriction: colleagues who deal with the person. A group of the landlord's, not a list."""


def incident_records(
    casework: Casework, behaviours: tuple[tuple[Behaviour, Severity], ...], about: str
) -> tuple[Order, ...]:
    """What a person records on the landlord's systems of an incident of such behaviours."""
    return tuple(
        Order(OrderKind.RECORD, label=rule.system, about=about, clause=rule.clause)
        for rule in casework.records
        if Moment.INCIDENT in rule.at and _grave_enough(rule, behaviours)
    )


def _grave_enough(rule: RecordRule, behaviours: tuple[tuple[Behaviour, Severity], ...]) -> bool:
    return any(
        (not rule.behaviours or behaviour in rule.behaviours) and severity.rank >= rule.severity.rank
        for behaviour, severity in behaviours
    )


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
