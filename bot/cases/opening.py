"""Opening a case by hand, from a comment that began none by itself."""

from sqlmodel import col, select

from bot.cases.book import open_case
from bot.cases.diary import refresh
from bot.cases.heard import decided
from bot.cases.load import case_of_account
from bot.cases.orders import carry_out
from bot.cases.room import CaseRoom, Done
from bot.desk.sitting import Refused
from bot.staff.rights import Right, Staff
from bot.store.tables import DecisionRow, Entry, InteractionRow
from rules.casework import hear
from rules.model.evidence import EntryKind


def open_by_hand(room: CaseRoom, staff: Staff, interaction_id: str) -> Done:
    """A case about whoever wrote this comment, with what was decided about it; the one there is, if there is one."""
    try:
        with room.sitting(staff, Right.CASEWORK) as sitting:
            said = sitting.row(InteractionRow, interaction_id, "comment")
            there = case_of_account(sitting.tx, said.account_id)
            if there is not None:
                return Done(True, there, "There is a case about this account already.", ids=(there,), wrote=False)
            chosen = (
                select(Entry.seq, Entry.body, Entry.item, InteractionRow.account_id)
                .join(DecisionRow, col(DecisionRow.seq) == Entry.seq)
                .join(InteractionRow, col(InteractionRow.id) == DecisionRow.interaction_id)
                .where(DecisionRow.interaction_id == said.id, Entry.kind == EntryKind.DECIDED.value)
            )
            row = sitting.tx.execute(chosen.order_by(col(Entry.seq).desc())).first()
            if row is None:
                raise Refused("Nothing could be decided about this comment, so nothing can be put into a case yet.")
            book = open_case(sitting.tx, room.office, said.account_id, said.id, sitting.now)
            verdict = hear(room.office, book.judged, decided(row), sitting.now)
            book.write(verdict.facts, staff.id)
            carried = carry_out(book, verdict.orders, staff.id)
            refresh(book)
            return Done(True, book.id, "", (), verdict.facts, verdict.orders, "", carried, (book.id,))
    except Refused as refusal:
        return Done(False, "", str(refusal))
