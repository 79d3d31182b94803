"""What the record keeps of colleagues' work, counted from the live database, for the notice that tells them."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from bot.console.show.words import ENTRIES, ROLES
from bot.staff.rights import RIGHTS, Right
from bot.store.database import Database
from bot.store.tables import StaffRow
from rules.model.evidence import EntryKind
from rules.model.staff import Role

OF_STAFF = (
    EntryKind.SIGN_IN,
    EntryKind.VIEWED,
    EntryKind.EXPORTED,
    EntryKind.APPROVED,
    EntryKind.DECLINED,
    EntryKind.UNDONE,
    EntryKind.NEED_CLOSED,
    EntryKind.TASK_CLOSED,
    EntryKind.CORRECTED,
    EntryKind.CLAIMED_DONE,
    EntryKind.CALL_ANSWERED,
    EntryKind.SWITCH,
    EntryKind.CASE_FACT,
    EntryKind.IDENTITY,
    EntryKind.LETTER,
    EntryKind.HOLD,
    EntryKind.ERASED,
    EntryKind.DISCLOSURE,
)
"""Entries that name a member of staff by id."""


@dataclass(frozen=True, slots=True)
class Watched:
    """How many colleagues there are, what is recorded of them, which roles see the record, which see it by colleague."""

    people: int
    recorded: tuple[str, ...]
    seen_by: tuple[str, ...]
    audited_by: tuple[str, ...]


def watched(database: Database) -> Watched:
    """As it is now."""
    with database.look() as session:
        many = session.exec(select(func.count()).select_from(StaffRow).where(col(StaffRow.active))).one()
    return Watched(many, tuple(ENTRIES[kind] for kind in OF_STAFF), _with(Right.SEE_EVIDENCE), _with(Right.AUDIT))


def _with(right: Right) -> tuple[str, ...]:
    return tuple(ROLES[role] for role in Role if right in RIGHTS[role])
