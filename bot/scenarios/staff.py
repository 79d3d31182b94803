"""A staff event: the deed is judged on its case and, if accepted, what happened stands in it."""

from dataclasses import dataclass, replace

from bot.scenarios.abilities import can_hide
from bot.scenarios.deeds import deed
from bot.scenarios.opening import known_of
from bot.scenarios.schema import StaffEvent
from bot.scenarios.target import case_meant, items_meant, relied_on
from bot.scenarios.words import DoesWord
from bot.scenarios.world import APPROVER, Case, Seen, Sight, World, utc
from rules.calendar import london_date
from rules.casework import Office, fold, judge
from rules.casework.configure import configure
from rules.casework.notice import notice_of
from rules.model.case import deeds as d
from rules.model.case.facts import ComplaintExhausted
from rules.model.case.orders import Order, Verdict
from rules.model.case.words import OrderKind, Person
from rules.model.finding import NeedKind
from rules.model.measure import MeasureKind

SENT = {MeasureKind.HIDE: Sight.HIDE_SENT, MeasureKind.REPORT: Sight.REPORT_SENT}
"""What a measure pressed by staff makes of an interaction: sent, and not yet confirmed by looking."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a staff event, and the interactions it was about.

    `unsupported`: the platform cannot do it there, so nothing was taken.
    """

    case: Case
    verdict: Verdict
    items: tuple[Seen, ...] = ()
    unsupported: bool = False
    configured: bool = False


def do(world: World, event: StaffEvent, new_id: str) -> Done:
    """Judge it and apply it."""
    case = case_meant(world, event)
    if event.does is DoesWord.CONFIGURES_APPROVER:
        return _configure(world, event, case)
    items = items_meant(world, event)
    if event.does is DoesWord.HIDES_ITEM and not all(can_hide(item.event) for item in items):
        return Done(case, Verdict(), items, unsupported=True)
    asked = deed(world, event, new_id)
    judged = fold(relied_on(world, event, case), case.file)
    verdict = judge(world.office, judged, asked, utc(event.at))
    if not verdict.accepted:
        return Done(case, verdict, items)
    if isinstance(asked, d.Link):
        case = _link(world, event, asked)
    if isinstance(asked, d.SendNotice):
        verdict = _with_notice(world, case, asked, verdict)
    _take(case, asked, items, verdict)
    return Done(case, verdict, items)


def _configure(world: World, event: StaffEvent, case: Case) -> Done:
    """The landlord's own setting: no deed in a case, but who may set it is judged all the same."""
    post = event.sets_role or ""
    pack = world.office.on(london_date(utc(event.at)))
    found = configure(world.office, pack, Person(event.person, event.staff), APPROVER, post)
    if not found:
        world.office = Office(world.office.packs, {**world.office.settings, APPROVER: post})
    return Done(case, Verdict(refusals=found), configured=not found)


def _link(world: World, event: StaffEvent, asked: d.Link) -> Case:
    """The accounts' cases become one, and what is on record of the person is known from now on."""
    case = world.join(asked.accounts)
    if case.file.vulnerable is None:
        case.take(known_of(world, case, utc(event.at)))
    return case


def _with_notice(world: World, case: Case, asked: d.SendNotice, verdict: Verdict) -> Verdict:
    """The letter that went out, with the parts it had to have."""
    letter = notice_of(world.office, case.file, asked.about)
    sent = (Order(OrderKind.SEND_LETTER, about=asked.about or "", letter=letter),) if letter else ()
    return replace(verdict, orders=(*verdict.orders, *sent))


def _take(case: Case, asked: d.Deed, items: tuple[Seen, ...], verdict: Verdict) -> None:
    """What happened stands from now on, in the case and on the platform."""
    case.take(verdict.facts)
    if isinstance(asked, d.TakeMeasure) and asked.kind in SENT:
        for item in items:
            item.sight = SENT[asked.kind]
    if any(isinstance(fact, ComplaintExhausted) for fact in verdict.facts):
        case.needs.pop(NeedKind.COMPLAINT, None)
