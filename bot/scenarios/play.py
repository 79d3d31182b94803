"""Plays a scenario event by event through the functions that the product uses; nothing is decided here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.scenarios.answer import Answer, CaseNow
from bot.scenarios.deeds import deed_id
from bot.scenarios.givens import given
from bot.scenarios.opening import open_world
from bot.scenarios.schema import BadScenario, ClockEvent, Event, InteractionEvent, Scenario, StaffEvent, SystemEvent
from bot.scenarios.staff import do
from bot.scenarios.target import named_items
from bot.scenarios.words import SystemWord
from bot.scenarios.world import Case, Seen, Sight, World, utc
from rules.calendar import BeyondHorizon, london_date
from rules.casework import Heard, NoPolicy, due, hear, standing
from rules.casework.sentences import refusal
from rules.decide import decide
from rules.model.case.casefile import Casefile
from rules.model.case.facts import CaptureFailed, Fact, RemovedByAuthor
from rules.model.case.orders import Verdict
from rules.model.case.words import Unmet
from rules.model.decision import Course, Decision, Given
from rules.model.interaction import InteractionKind
from rules.policy.schema import Pack
from rules.routing import route

SIGHTS: Mapping[SystemWord, Sight] = {
    SystemWord.HIDE_FAILED: Sight.HIDE_FAILED,
    SystemWord.REPORT_DECLINED: Sight.REPORT_DECLINED,
    SystemWord.AUTHOR_DELETED: Sight.REMOVED_BY_AUTHOR,
}
"""What the platform said, where it changes what can be seen."""


def answers(scenario: Scenario, packs: Mapping[str, Pack]) -> Iterator[Answer]:
    """The answer to each event, in order. Raises BadScenario."""
    world = open_world(scenario, packs)
    for number, event in enumerate(scenario.events, 1):
        try:
            yield answer(world, number, event)
        except (NoPolicy, BeyondHorizon) as error:
            raise BadScenario(f"{scenario.id}: event {number}: {error}") from None


def answer(world: World, number: int, event: Event) -> Answer:
    """What the engine gives in answer to one event, and how it stands afterwards."""
    if isinstance(event, InteractionEvent):
        return _said(world, number, event)
    if isinstance(event, StaffEvent):
        return _done(world, number, event)
    if isinstance(event, SystemEvent):
        return _told(world, number, event)
    return _passed(world, number, event)


def _said(world: World, number: int, event: InteractionEvent) -> Answer:
    """Decide, route, and let the case hear of it, in the order of the pipeline."""
    case, at = world.case_of(event.account), utc(event.at)
    before = {case.id: case.file}
    weighed = given(world, case, event)
    decision = decide(world.office.on(london_date(at)), weighed)
    new = [need for need in weighed.found.needs if need.kind not in decision.attached]
    rows = route(new, at, at, world.office.settings)
    attached = tuple(case.needs[kind] for kind in decision.attached)
    case.needs.update({row.kind: row for row in rows})
    seen = Seen(number, event, f"e{number}", decision)
    world.seen[number], world.latest = seen, event.account
    verdict = hear(world.office, case.file, _heard(seen, weighed, decision), at)
    case.take(verdict.facts)
    return Answer(
        number,
        event,
        at,
        world.office,
        _now(world, [case], before, at),
        weighed.identity.assurance,
        weighed,
        decision,
        frozenset(need.kind for need in weighed.found.needs),
        rows,
        attached,
        verdict,
        (seen,),
    )


def _heard(seen: Seen, weighed: Given, decision: Decision) -> Heard:
    item = weighed.item
    return Heard(
        ref=seen.ref,
        account=seen.event.account,
        at=item.at,
        kind=item.kind,
        private=item.kind is InteractionKind.DIRECT_MESSAGE,
        where=item.where,
        decision=decision,
        findings=weighed.found.findings,
        needs=decision.needs,
    )


def _done(world: World, number: int, event: StaffEvent) -> Answer:
    """A person does something: judged, and if it was accepted it stands."""
    before = {name: case.file for name, case in world.cases.items()}
    done = do(world, event, deed_id(number))
    return Answer(
        number,
        event,
        utc(event.at),
        world.office,
        _now(world, [done.case], before, utc(event.at)),
        verdict=done.verdict,
        items=done.items,
        unsupported=done.unsupported,
        configured=done.configured,
    )


def _told(world: World, number: int, event: SystemEvent) -> Answer:
    """A platform or the evidence store answered: what can be seen changes, or what may be relied on."""
    at, items = utc(event.at), named_items(world, event)
    cases = list({case.id: case for case in (world.case_of(item.event.account) for item in items)}.values())
    before = {case.id: case.file for case in cases}
    facts: list[Fact] = []
    for case in cases:
        theirs = tuple(item.ref for item in items if world.case_of(item.event.account) is case)
        new = _facts(event.system, theirs, at)
        case.take(new)
        facts += new
    for item in items:
        item.sight = SIGHTS.get(event.system, item.sight)
    lost = (refusal(Unmet.CAPTURE_FAILED),) if event.system is SystemWord.CAPTURE_FAILED else ()
    return Answer(
        number,
        event,
        at,
        world.office,
        _now(world, cases, before, at),
        verdict=Verdict(tuple(facts), refusals=lost),
        items=items,
        called=event.system is SystemWord.HIDE_FAILED and any(_urgent(item) for item in items),
    )


def _facts(system: SystemWord, refs: tuple[str, ...], at: datetime) -> tuple[Fact, ...]:
    if system is SystemWord.AUTHOR_DELETED:
        return (RemovedByAuthor(at, refs),)
    return (CaptureFailed(at, refs),) if system is SystemWord.CAPTURE_FAILED else ()


def _passed(world: World, number: int, event: ClockEvent) -> Answer:
    """Time passed: the diary of every case."""
    at, cases = utc(event.at), list(world.cases.values())
    before = {case.id: case.file for case in cases}
    return Answer(number, event, at, world.office, _now(world, cases, before, at, diary=True))


def _now(
    world: World, cases: Sequence[Case], before: Mapping[str, Casefile], at: datetime, *, diary: bool = False
) -> tuple[CaseNow, ...]:
    """How these cases stand, beside how they stood; the diary is read only when time passed."""
    return tuple(_case_now(world, case, before.get(case.id, Casefile()), at, diary=diary) for case in cases)


def _case_now(world: World, case: Case, before: Casefile, at: datetime, *, diary: bool) -> CaseNow:
    office = world.office
    orders = due(office, case.file, at) if diary else ()
    return CaseNow(case.id, before, case.file, standing(office, before, at), standing(office, case.file, at), orders)


def _urgent(item: Seen) -> bool:
    """What called for a person at once calls for one again when the platform would not do it (see `bot.actions.ask`)."""
    return item.decision.course is Course.URGENT
