"""From a staff event to the deed that is judged. One maker for each kind of deed; a test holds them to the table."""

from collections.abc import Callable, Mapping

from bot.scenarios.schema import StaffEvent
from bot.scenarios.tables import CHECKS, EXEMPTIONS, RESTRICTIONS, SAYS
from bot.scenarios.target import items_meant, named_items, refs_meant
from bot.scenarios.words import DoesWord, ExceptionWord
from bot.scenarios.world import World
from rules.model.case import deeds as d
from rules.model.case.words import Outcome, Person, WarningForm
from rules.model.measure import MeasureKind

Maker = Callable[[World, StaffEvent, str], d.Deed]
"""The world, the event and a fresh id."""


def deed_id(number: int) -> str:
    """The id of what staff did in that event."""
    return f"d{number}"


def deed(world: World, event: StaffEvent, new_id: str) -> d.Deed:
    """What this event asks to be allowed to do. The setting of an approver is no deed (see `play`)."""
    return MAKERS[event.does](world, event, new_id)


def _by(event: StaffEvent) -> Person:
    return Person(event.person, event.staff)


def _warn(form: WarningForm) -> Maker:
    def make(world: World, event: StaffEvent, new_id: str) -> d.Deed:
        says = frozenset(SAYS[word] for word in event.states)
        return d.Warn(new_id, _by(event), form, refs_meant(world, event), says)

    return make


def _measure(kind: MeasureKind) -> Maker:
    def make(world: World, event: StaffEvent, new_id: str) -> d.Deed:
        about = items_meant(world, event)
        account = event.accounts[0] if event.accounts else about[-1].event.account if about else world.latest
        ref = about[-1].ref if about and kind is not MeasureKind.BLOCK else None
        return d.TakeMeasure(new_id, _by(event), kind, account, ref, _months(event), has_reason=_grounded(event))

    return make


def _grounded(event: StaffEvent) -> bool:
    """A reason in words, or the incidents it rests on: their findings name the clause and the words."""
    return bool(event.reason or event.about)


def _months(event: StaffEvent) -> int | None:
    return d.PERMANENT if event.months == "permanent" else event.months


def _propose(world: World, event: StaffEvent, new_id: str) -> d.Deed:
    assert event.restriction is not None  # noqa: S101 - the schema refuses a proposal without one
    return d.Propose(
        id=new_id,
        by=_by(event),
        restriction=RESTRICTIONS[event.restriction],
        about=refs_meant(world, event),
        months=_months(event),
        review_months=event.review_months,
        checked=frozenset(CHECKS[word] for word in event.checked),
        exemption=EXEMPTIONS.get(event.exception) if isinstance(event.exception, ExceptionWord) else None,
        has_reason=bool(event.reason),
    )


def _notice(world: World, event: StaffEvent, _new_id: str) -> d.Deed:
    """About an interaction: the latest measure on it or, where none was, the interaction itself, which is then refused.

    About something staff did: that.
    """
    if not event.about:
        return d.SendNotice(_by(event))
    if isinstance(world.scenario.events[event.about[-1] - 1], StaffEvent):
        return d.SendNotice(_by(event), deed_id(event.about[-1]))
    items = named_items(world, event)
    ref, account = items[-1].ref, items[-1].event.account
    measures = world.case_of(account).file.measures
    taken = [m.id for m in measures if m.ref == ref or (m.ref is None and m.account == account)]
    return d.SendNotice(_by(event), taken[-1] if taken else ref)


def _accounts(world: World, event: StaffEvent) -> tuple[str, ...]:
    """The accounts confirmed: those named, else whose words are meant."""
    return event.accounts or tuple(dict.fromkeys(seen.event.account for seen in items_meant(world, event)))


def _review(outcome: Outcome) -> Maker:
    return lambda _w, event, _id: d.Review(_by(event), outcome, frozenset(SAYS[word] for word in event.states))


def _appeal(outcome: Outcome) -> Maker:
    return lambda _w, event, _id: d.DecideAppeal(_by(event), outcome)


def _police(reported: bool) -> Maker:
    return lambda world, event, _id: d.ConsiderPolice(
        _by(event), refs_meant(world, event), reported, has_reason=bool(event.reason)
    )


def _sign(_world: World, event: StaffEvent, _new_id: str) -> d.Deed:
    months = _months(event)
    return d.SignLonger(_by(event), d.PERMANENT if months is None else months, has_reason=bool(event.reason))


MAKERS: Mapping[DoesWord, Maker] = {
    DoesWord.SENDS_PUBLIC_WARNING: _warn(WarningForm.PUBLIC),
    DoesWord.SENDS_PRIVATE_WARNING: _warn(WarningForm.PRIVATE),
    DoesWord.ISSUES_WARNING_LETTER: _warn(WarningForm.LETTER),
    DoesWord.HIDES_ITEM: _measure(MeasureKind.HIDE),
    DoesWord.REPORTS_TO_PLATFORM: _measure(MeasureKind.REPORT),
    DoesWord.APPROVES_BLOCK: _measure(MeasureKind.BLOCK),
    DoesWord.PROPOSES_RESTRICTION: _propose,
    DoesWord.APPROVES_RESTRICTION: lambda _w, event, _id: d.Approve(_by(event)),
    DoesWord.DECLINES: lambda _w, event, _id: d.Decline(_by(event)),  # no policy asks for a reason, so none is written
    DoesWord.VERIFIES_IDENTITY: lambda world, event, _id: d.Link(_by(event), _accounts(world, event)),
    DoesWord.RECORDS_ADJUSTMENT: lambda _w, event, _id: d.RecordAdjustment(
        _by(event), frozenset(RESTRICTIONS[word] for word in event.rules_out)
    ),
    DoesWord.LIAISES_SUPPORT_WORKER: lambda _w, event, _id: d.Liaise(_by(event)),
    DoesWord.RECORDS_INCIDENT: lambda world, event, _id: d.RecordOnSystem(_by(event), refs_meant(world, event)),
    DoesWord.RECORDS_CONTACT_VOLUME: lambda _w, event, _id: d.RecordVolume(_by(event)),
    DoesWord.RECORDS_COMPLAINT_EXHAUSTED: lambda _w, event, _id: d.RecordExhausted(_by(event)),
    DoesWord.REFERS_CASE: lambda world, event, _id: d.Refer(_by(event), refs_meant(world, event)),
    DoesWord.DECIDES_REFERRAL_WARNING_LETTER: lambda _w, event, _id: d.DecideReferral(_by(event)),
    DoesWord.SENDS_DECISION_NOTICE: _notice,
    DoesWord.DECIDES_APPEAL_STANDS: _appeal(Outcome.STANDS),
    DoesWord.DECIDES_APPEAL_OVERTURNED: _appeal(Outcome.OVERTURNED),
    DoesWord.APPOINTS_REVIEWER: lambda _w, event, _id: d.AppointReviewer(_by(event), event.appoints or ""),
    DoesWord.COMPLETES_REVIEW_EXTEND: _review(Outcome.EXTEND),
    DoesWord.COMPLETES_REVIEW_CEASE: _review(Outcome.CEASE),
    DoesWord.AGREES_LONGER_PERIOD: lambda _w, event, _id: d.AgreeLonger(_by(event)),
    DoesWord.SIGNS_LONGER_PERIOD: _sign,
    DoesWord.REPORTS_TO_POLICE: _police(True),
    DoesWord.RECORDS_NO_POLICE_REPORT: _police(False),
    DoesWord.REQUESTS_AIDER_REGISTER: lambda _w, event, _id: d.AskRegister(_by(event)),
    DoesWord.REQUESTS_PROPERTY_MARKER: lambda _w, event, _id: d.AskPropertyMarker(_by(event)),
}
"""Every word of `does` but `configures_approver`, which sets the landlord's setting."""
