"""Whose case a staff event is about, and what in it: what it names, else the case in which something of the kind waits."""

from collections.abc import Callable, Mapping

from bot.scenarios.schema import StaffEvent, SystemEvent
from bot.scenarios.words import DoesWord
from bot.scenarios.world import Case, Seen, World
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Incident


def case_meant(world: World, event: StaffEvent) -> Case:
    """The case of the deed."""
    if event.accounts:
        return world.case_of(event.accounts[0])
    named = [world.case_of(seen.event.account) for seen in named_items(world, event)]
    if named:
        return next((case for case in named if _confirmed(case)), named[-1])
    waiting = [case for case in world.cases.values() if WAITS.get(event.does, _nothing)(case.file)]
    return _preferred(world, waiting) or _preferred(world, list(world.cases.values())) or world.case(world.customer)


def named_items(world: World, event: StaffEvent | SystemEvent) -> tuple[Seen, ...]:
    """The interactions it names; where it names something that staff did, those that was about."""
    found = [seen for number in event.about for seen in _named(world, number)]
    return tuple({seen.number: seen for seen in found}.values())


def _named(world: World, number: int) -> tuple[Seen, ...]:
    event = world.scenario.events[number - 1]
    if isinstance(event, StaffEvent):
        return named_items(world, event)
    return (world.seen[number],)


def items_meant(world: World, event: StaffEvent) -> tuple[Seen, ...]:
    """The interactions it names, else the one heard last in the case."""
    case = case_meant(world, event)
    theirs = [seen for seen in world.seen.values() if world.case_of(seen.event.account) is case]
    return named_items(world, event) or tuple(theirs[-1:])


def refs_meant(world: World, event: StaffEvent) -> tuple[str, ...]:
    """The refs of what it names, else of everything in the case that counts."""
    named = tuple(seen.ref for seen in named_items(world, event))
    return named or tuple(incident.ref for incident in case_meant(world, event).file.counting)


def relied_on(world: World, event: StaffEvent, case: Case) -> tuple[Incident, ...]:
    """Incidents of other cases that the deed relies on: it is judged with them, on what is known of their accounts."""
    refs = {seen.ref for seen in named_items(world, event)}
    others = (other.file.incidents for other in world.cases.values() if other is not case)
    return tuple(incident for incidents in others for incident in incidents if incident.ref in refs)


def _preferred(world: World, cases: list[Case]) -> Case | None:
    """The customer's case, else that of whoever was heard last, else the only one."""
    latest = world.of_account.get(world.latest)
    by_id = {case.id: case for case in cases}
    return by_id.get(world.customer) or by_id.get(latest or "") or next(iter(cases), None)


def _confirmed(case: Case) -> bool:
    return Assurance.VERIFIED in case.file.links.values()


def _nothing(_file: Casefile) -> bool:
    return False


def _pending(file: Casefile) -> bool:
    return file.pending is not None


def _restricted(file: Casefile) -> bool:
    return any(restriction.lifted_at is None for restriction in file.restrictions)


def _appealable(file: Casefile) -> bool:
    """A decision of it was appealed, or could be."""
    return any(appeal.made.about for appeal in file.appeals) or bool(file.restrictions or file.measures)


def _duty(file: Casefile) -> bool:
    return bool(file.counting) and not file.police


WAITS: Mapping[DoesWord, Callable[[Casefile], bool]] = {
    DoesWord.APPROVES_RESTRICTION: _pending,
    DoesWord.DECLINES: _pending,
    DoesWord.SENDS_DECISION_NOTICE: lambda file: bool(file.restrictions or file.measures or file.pending),
    DoesWord.DECIDES_APPEAL_STANDS: _appealable,
    DoesWord.DECIDES_APPEAL_OVERTURNED: _appealable,
    DoesWord.APPOINTS_REVIEWER: _restricted,
    DoesWord.COMPLETES_REVIEW_EXTEND: _restricted,
    DoesWord.COMPLETES_REVIEW_CEASE: _restricted,
    DoesWord.AGREES_LONGER_PERIOD: _restricted,
    DoesWord.SIGNS_LONGER_PERIOD: _restricted,
    DoesWord.DECIDES_REFERRAL_WARNING_LETTER: lambda file: bool(file.referrals),
    DoesWord.REPORTS_TO_POLICE: _duty,
    DoesWord.RECORDS_NO_POLICE_REPORT: _duty,
}
"""Deeds that name no interaction, and what must stand in a case for them to be about it."""
