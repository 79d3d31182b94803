"""Every deed is one POST: the right is checked here and again at the desk, the desk acts, the next page says how it went."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from aiohttp import web

from bot.console.flash import Said
from bot.console.keys import FLASH, PARTS, must_visit
from bot.console.pages.form import Form, field, fields
from bot.desk.answer import Answer
from bot.desk.correct import correction
from bot.desk.desk import Desk
from bot.desk.sitting import Refused
from bot.staff.rights import Right, Staff, may
from rules.model.account import AccountMark
from rules.model.finding import Behaviour, NeedKind
from rules.model.measure import MeasureKind

Run = Callable[[Desk, Staff, str, Form], Answer]
BACK = re.compile(r"/(?:comments/[A-Za-z0-9_-]{1,40}|needs|alarms|switches|people)?")
KEPT = ("text", "public", "reason", "note", "ends_on", "why")


@dataclass(frozen=True, slots=True)
class Deed:
    """`once`: a form sent twice acts once. `undoable`: what it did can be taken back from the line that says so."""

    right: Right
    run: Run
    said: str
    once: bool = True
    undoable: bool = False


def day(form: Form, name: str) -> date | None:
    """A date field. Raises HTTPBadRequest for what is not a date."""
    text = field(form, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise web.HTTPBadRequest(text=f"'{text[:20]}' is not a date.") from None


def reason(form: Form) -> str:
    """Why."""
    return field(form, "reason", 500).strip()


def _approve(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.approve(staff, about, reason(form), day(form, "ends_on"))


def _decline(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.decline(staff, about, reason(form))


def _undo(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.undo(staff, about, reason(form))


def _confirm(desk: Desk, staff: Staff, about: str, _form: Form) -> Answer:
    return desk.confirm_hide(staff, about)


def _warn(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.warn(staff, about, field(form, "text", 4000).strip(), public=field(form, "public") == "yes")


def _hide(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.hide(staff, about, reason(form))


def _delete(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.delete(staff, about, reason(form))


def _go_on(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.go_on(staff, about, reason(form))


def _leave(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.leave(staff, about, reason(form))


def _report(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.report(staff, about, reason(form))


def _block(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    wanted = field(form, "measure") or MeasureKind.BLOCK.value
    if wanted not in set(MeasureKind):
        raise web.HTTPBadRequest(text="Choose what is proposed.")
    return desk.propose(staff, about, MeasureKind(wanted), reason(form), day(form, "ends_on"))


def _close_need(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.close_need(staff, about, field(form, "note", 500).strip())


def _close_task(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.close_task(staff, about, field(form, "note", 500).strip())


def _answer(desk: Desk, staff: Staff, about: str, _form: Form) -> Answer:
    return desk.answer_alarm(staff, about)


def _call(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.call_person(staff, about, reason(form))


def _correct(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    if field(form, "take_back") == "yes":
        return desk.take_back_correction(staff, about, reason(form))
    behaviours = [kind.value for kind in Behaviour if field(form, f"behaviour-{kind.value}") == "yes"]
    needs = [kind.value for kind in NeedKind if field(form, f"need-{kind.value}") == "yes"]
    try:
        said = correction(behaviours, needs, field(form, "target"), field(form, "outcome"))
    except Refused as refused:
        return Answer(accepted=False, why=str(refused))
    return desk.correct(staff, about, said, reason(form))


def _switch(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.switch(staff, about, field(form, "on") == "yes", field(form, "why", 500).strip())


def _mode(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.set_mode(staff, about, field(form, "mode"))


def _mark(desk: Desk, staff: Staff, about: str, form: Form) -> Answer:
    return desk.mark_account(staff, about, [mark for mark in AccountMark if field(form, f"mark-{mark.value}") == "yes"])


DEEDS: dict[str, Deed] = {
    "approve": Deed(
        Right.APPROVE, _approve, "Approved. It goes out now, and is checked on the platform.", undoable=True
    ),
    "decline": Deed(Right.DECLINE, _decline, "Declined."),
    "undo": Deed(Right.UNDO, _undo, "It is being taken back."),
    "confirm": Deed(Right.CONFIRM_HIDE, _confirm, "It stays hidden.", once=False),
    "warn": Deed(Right.WARN, _warn, "The warning is on its way."),
    "hide": Deed(Right.HIDE, _hide, "It is being hidden.", undoable=True),
    "delete": Deed(Right.DELETE, _delete, "It is being deleted; its words go back to whoever wrote it."),
    "go-on": Deed(Right.APPROVE, _go_on, "It goes on without what could not be kept."),
    "leave": Deed(Right.LEAVE, _leave, "Left up."),
    "report": Deed(Right.REPORT, _report, "The report is on its way to the platform."),
    "block": Deed(Right.PROPOSE_BLOCK, _block, "It is proposed."),
    "close-need": Deed(Right.CLOSE_NEED, _close_need, "Closed.", once=False),
    "close-task": Deed(Right.CLOSE_TASK, _close_task, "Closed.", once=False),
    "answer": Deed(Right.ANSWER_ALARM, _answer, "You are on it: the ringing has stopped.", once=False),
    "call": Deed(Right.CALL_PERSON, _call, "It rings now, and again until somebody answers."),
    "correct": Deed(Right.CORRECT, _correct, "Thank you."),
    "switch": Deed(Right.SWITCH, _switch, "Switched.", once=False),
    "mark": Deed(Right.MARK_ACCOUNT, _mark, "Kept.", once=False),
    "mode": Deed(Right.SET_MODE, _mode, "The mode is changed.", once=False),
}


async def act(request: web.Request) -> web.Response:
    """Do it, say what became of it, and go back to where it was pressed. What was typed is kept when it is refused."""
    deed = DEEDS.get(request.match_info["deed"])
    if deed is None:
        raise web.HTTPNotFound
    visit, form = must_visit(request), await fields(request)
    about = request.match_info.get("about") or field(form, "about", 500)
    if not may(visit.staff, deed.right):
        raise web.HTTPForbidden(text="Your role does not allow this.")
    flash = request.app[FLASH]
    if deed.once and not flash.first(field(form, "number")):
        flash.say(visit.csrf, Said("That was sent already, and was done once.", done=False))
        return _back(form)
    answer = await asyncio.to_thread(deed.run, request.app[PARTS].desk, visit.staff, about, form)
    flash.say(visit.csrf, _said(deed, answer, form))
    return _back(form)


def _said(deed: Deed, answer: Answer, form: Form) -> Said:
    if not answer.accepted:
        typed = {name: field(form, name) for name in KEPT if name in form}
        return Said(f"Not done: {answer.why}", done=False, typed=typed)
    return Said(f"{deed.said} {answer.why}".strip(), undo=answer.ids[0] if deed.undoable and answer.ids else "")


def _back(form: Form) -> web.Response:
    wanted = field(form, "back")
    return web.Response(status=303, headers={"Location": wanted if BACK.fullmatch(wanted) else "/"})


ROUTES = [web.post("/do/{deed}/{about}", act), web.post("/do/{deed}", act)]
