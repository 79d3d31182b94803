"""What a pack wants recorded, and whom told, at a moment of the process. Every transition asks here, so none forgets."""

from rules.model.case.orders import Order
from rules.model.case.words import OrderKind
from rules.model.finding import Behaviour, Severity
from rules.policy.casework import Moment, RecordRule
from rules.policy.schema import Pack

NEED_TO_KNOW = "officers_need_to_know"
"""Whoever was told of a restriction: colleagues who deal with the person. A group of the landlord's, not a list."""


def at(pack: Pack, moment: Moment, about: str = "") -> tuple[Order, ...]:
    """What is recorded and who is told at `moment`."""
    return records(pack, moment, about) + tells(pack, moment, about)


def records(pack: Pack, moment: Moment, about: str = "") -> tuple[Order, ...]:
    """What a person records on the landlord's own systems. An incident's records depend on it: see `incident_records`."""
    rules = pack.casework.records if pack.casework else ()
    return tuple(_record(rule, about) for rule in rules if moment in rule.at)


def incident_records(pack: Pack, behaviours: tuple[tuple[Behaviour, Severity], ...], about: str) -> tuple[Order, ...]:
    """The records that an incident of such behaviours calls for."""
    rules = pack.casework.records if pack.casework else ()
    wanted = (rule for rule in rules if Moment.INCIDENT in rule.at)
    return tuple(_record(rule, about) for rule in wanted if _grave_enough(rule, behaviours))


def _grave_enough(rule: RecordRule, behaviours: tuple[tuple[Behaviour, Severity], ...]) -> bool:
    return any(
        (not rule.behaviours or behaviour in rule.behaviours) and severity.rank >= rule.severity.rank
        for behaviour, severity in behaviours
    )


def _record(rule: RecordRule, about: str) -> Order:
    return Order(OrderKind.RECORD, label=rule.system, about=about, clause=rule.clause)


def tells(pack: Pack, moment: Moment, about: str = "") -> tuple[Order, ...]:
    """Who is told."""
    rules = pack.casework.tells if pack.casework else ()
    return tuple(
        Order(OrderKind.TELL, post=rule.whom, label=moment, about=about, clause=rule.clause)
        for rule in rules
        if moment in rule.at
    )


def tells_again(pack: Pack, moments: tuple[Moment, ...], about: str) -> tuple[Order, ...]:
    """Everybody who was told of a restriction is told again when it ends; and always those who need to know (§7 rule 12)."""
    found = [order for moment in (*moments, Moment.RESTRICTED, Moment.BREACH) for order in tells(pack, moment, about)]
    found.append(Order(OrderKind.TELL, post=NEED_TO_KNOW, label=moments[0], about=about))
    return tuple({order.post: order for order in reversed(found)}.values())[::-1]
