"""What staff do with a letter: put in what was written, approve it, say that it went out. A decision's notice is a fact."""

from collections.abc import Callable, Mapping

from sqlmodel import col, select

from bot.cases import letters
from bot.cases.room import CaseRoom, Done, NotMet
from bot.cases.tasks import close
from bot.desk.sitting import Refused, Sitting
from bot.staff.rights import Right, Staff
from bot.store.case_tables import LetterRow
from bot.store.tables import TaskRow
from rules.casework.notice import told_of
from rules.model.case.deeds import SendNotice
from rules.model.case.words import LetterKind, OrderKind

_NO_DECISION = frozenset({LetterKind.APPEAL_ACKNOWLEDGEMENT})
"""Tells of no decision, so no time to appeal starts with it."""


def attach(room: CaseRoom, staff: Staff, letter_id: str, documents: Mapping[str, bytes]) -> Done:
    """The documents as they were written, by hand or by the templates; they may be changed until they are approved."""

    def deed(sitting: Sitting) -> Done:
        row = _letter(sitting, letter_id)
        if not documents or not all(documents.values()):
            raise Refused("There is nothing in it.")
        letters.commit(sitting.tx, row, documents, sitting.now, sitting.staff.id)
        return Done(True, row.case_id, ids=(row.id,))

    return _do(room, staff, deed)


def approve(room: CaseRoom, staff: Staff, letter_id: str) -> Done:
    """Somebody has read it, and it may go."""

    def deed(sitting: Sitting) -> Done:
        row = _letter(sitting, letter_id)
        if row.about in room.book(sitting, row.case_id).file.struck:
            raise Refused(f"{row.about} was overturned: this letter must not go out any more.")
        letters.approve(sitting.tx, row, sitting.staff.id, sitting.now)
        return Done(True, row.case_id, ids=(row.id,))

    return _do(room, staff, deed)


def notice(
    room: CaseRoom,
    staff: Staff,
    case_id: str,
    about: str | None = None,
    how: letters.How = letters.How.POST,
    post: str = "",
) -> Done:
    """Say that the notice of a decision went out: day 0 of the time to appeal. Refused while no letter is approved."""

    def deed(sitting: Sitting) -> Done:
        book = room.book(sitting, case_id)
        meant = told_of(book.file, about)
        done = room.deed(sitting, case_id, lambda person: SendNotice(person, about), None, post)
        row = _approved(sitting, book.case.ids, meant or "")
        _out(sitting, row, how)
        return done

    return _do(room, staff, deed)


def sent(room: CaseRoom, staff: Staff, letter_id: str, how: letters.How = letters.How.POST, post: str = "") -> Done:
    """Say that one letter went out; where it tells of a decision, that is a notice."""

    def deed(sitting: Sitting) -> Done:
        row = _letter(sitting, letter_id)
        done = Done(True, row.case_id, ids=(row.id,))
        if LetterKind(row.kind) not in _NO_DECISION:
            done = room.deed(sitting, row.case_id, lambda person: SendNotice(person, row.about), None, post)
        _out(sitting, row, how)
        return done

    return _do(room, staff, deed)


def _out(sitting: Sitting, row: LetterRow, how: letters.How) -> None:
    letters.sent(sitting.tx, row, sitting.staff.id, how, sitting.now)
    chosen = select(TaskRow.id).where(
        TaskRow.what == OrderKind.SEND_LETTER.value, TaskRow.about == row.about, col(TaskRow.state) == "open"
    )
    for task in sitting.tx.execute(chosen).scalars().all():
        close(sitting.tx, task, sitting.now, sitting.staff.id)


def _approved(sitting: Sitting, case_ids: list[str], about: str) -> LetterRow:
    rows = [row for row in letters.of_case(sitting.tx, case_ids) if row.about == about]
    ready = [row for row in rows if row.state == "approved"]
    if not ready:
        if gone := [row.id for row in rows if row.state == "sent"]:
            raise Refused(f"The notice of {about} went out already: {', '.join(gone)}.")
        waits = [f"{row.id} is a {row.state}" for row in rows if row.state == "draft"]
        raise Refused(f"No letter about {about} has been approved, so none can have gone out{_list(waits)}.")
    return ready[-1]


def _list(waits: list[str]) -> str:
    return f": {', '.join(waits)}" if waits else ""


def _letter(sitting: Sitting, letter_id: str) -> LetterRow:
    row = letters.load(sitting.tx, letter_id)
    if row is None:
        raise Refused(f"There is no letter {letter_id}.")
    return row


def _do(room: CaseRoom, staff: Staff, deed: Callable[[Sitting], Done]) -> Done:
    try:
        with room.sitting(staff, Right.CASEWORK) as sitting:
            return deed(sitting)
    except (Refused, letters.NotNow) as refusal:
        return Done(False, "", str(refusal))
    except NotMet as unmet:
        return Done(False, "", "", unmet.refusals)
