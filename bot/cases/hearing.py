"""What the ledger says of comments and deeds, put into cases: by position, so that nothing is lost and nothing comes twice.

What is made of an entry and how far was read are one commit, so a kill at any moment changes nothing. A case begins with
the first comment that is held against somebody, an appeal, or a person's warning or block.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, text, update
from sqlmodel import col, select

from bot.cases.book import Book, open_book, open_case
from bot.cases.diary import refresh
from bot.cases.heard import BEGINS, action_of, decided, deed
from bot.cases.orders import carry_out
from bot.cases.tasks import ask_about_comment, settle
from bot.store.case_tables import FollowerRow
from bot.store.within import rows_within
from rules.casework import Heard, Office, hear
from rules.model.case.casefile import Casefile
from rules.model.case.facts import AppealMade, Incident
from rules.model.case.orders import Verdict
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind

FOLLOWER = "cases"
AT_ONCE = 100

_HEAD = text("SELECT coalesce(max(seq), 0) FROM entry")
_ENTRIES = text(
    "SELECT e.seq, e.at, e.kind, e.item, e.body, i.account_id, i.channel, i.ref, ca.case_id FROM entry e"
    " JOIN interaction i ON i.id = e.item"
    " LEFT JOIN case_account ca ON ca.account_id = i.account_id AND ca.left_at IS NULL"
    " LEFT JOIN decision d ON d.seq = e.seq"
    " WHERE e.seq > :seen AND e.seq <= :head"
    " AND e.kind IN ('decided', 'done', 'confirmed', 'undone', 'removed_by_author')"
    " AND (ca.case_id IS NOT NULL OR e.kind = 'done' OR d.breach OR d.severity <> 'none'"
    " OR EXISTS (SELECT 1 FROM need n WHERE n.interaction_id = i.id AND n.kind = 'appeal'))"
    " ORDER BY e.seq LIMIT :most"
)
_EARLIER = "SELECT id FROM interaction WHERE channel = :channel AND ref = :ref AND id IN :values"


def behind(tx: Connection) -> bool:
    """Whether there is something to read."""
    return int(tx.execute(_HEAD).scalar_one()) > _seen(tx)


def follow(tx: Connection, office: Office, now: datetime) -> int:
    """Take in the next entries; returns how many were read. Zero means that nothing is left."""
    seen, head = _seen(tx), int(tx.execute(_HEAD).scalar_one())
    rows = tx.execute(_ENTRIES, {"seen": seen, "head": head, "most": AT_ONCE}).all()
    read, began = _take(tx, office, rows, now)
    # To the end of what was asked for; where a portion was full, or a case began, only as far as was taken in.
    place = rows[read - 1].seq if began or len(rows) == AT_ONCE else head
    _keep(tx, place)
    return place - seen


def _take(tx: Connection, office: Office, rows: Sequence[Row[Any]], now: datetime) -> tuple[int, bool]:
    """How many rows were taken in, and whether the last one began a case: then what follows is asked for again."""
    for number, row in enumerate(rows, 1):
        try:
            with tx.begin_nested():
                began = _one(tx, office, row, now)
        except Exception as error:  # noqa: BLE001 - one entry must not hold back all others: a person is asked, below
            began = False
            why = f"This could not be put into a case ({type(error).__name__}): look at it, and open the case by hand."
            ask_about_comment(tx, row.item, why, now)
        if began:
            return number, True
    return len(rows), False


def _one(tx: Connection, office: Office, row: Any, now: datetime) -> bool:
    """Take in one entry; whether it began a case."""
    if row.kind == EntryKind.DECIDED:
        return _comment(tx, office, row, now)
    return _deed(tx, office, row, now)


def _comment(tx: Connection, office: Office, row: Any, now: datetime) -> bool:
    book = open_book(tx, office, row.case_id, now) if row.case_id else None
    heard = decided(row)
    verdict = hear(office, book.judged if book else Casefile(), heard, now)
    if book is None:
        if not _begins(verdict):
            return False
        book = open_case(tx, office, row.account_id, row.item, now)
        verdict = hear(office, book.judged, heard, now)
        _write(book, verdict, heard)
        return True
    if not _said_before(tx, book, row, verdict):
        _write(book, _in_place_of(tx, book, row, verdict), heard)
    return False


def _write(book: Book, verdict: Verdict, heard: Heard) -> None:
    """Facts and orders; what the decision has asked a person for already is not asked again."""
    asked = {task.kind.value for task in heard.decision.tasks}
    orders = [order for order in verdict.orders if order.kind.value not in asked]
    if verdict.facts or orders:
        book.write(verdict.facts)
        carry_out(book, orders, "")
        refresh(book)


def _begins(verdict: Verdict) -> bool:
    return any(isinstance(fact, AppealMade) or (isinstance(fact, Incident) and fact.counts) for fact in verdict.facts)


def _said_before(tx: Connection, book: Book, row: Any, verdict: Verdict) -> bool:
    """An edit that is no graver than what it replaces is the same incident, not a second one; so is a comment heard again.
    What counts where that did not is told anew.
    """
    fresh = [fact for fact in verdict.facts if isinstance(fact, Incident)]
    if not fresh or len(fresh) != len(verdict.facts):
        return False
    ids = _wordings(tx, book, row)
    before = book.file.worst(tuple(ids))
    worst = max((severity.rank for one in fresh for _, severity in one.behaviours), default=0)
    counted = any(one.counts for one in book.file.incidents if one.ref in ids)
    return bool(ids) and worst <= before.rank and (counted or not any(one.counts for one in fresh))


def _in_place_of(tx: Connection, book: Book, row: Any, verdict: Verdict) -> Verdict:
    """A graver edit stands in the place of the wording before it; after a warning about that one it is new."""
    warned = {ref for warning in book.file.standing_warnings for ref in warning.about}
    earlier = _wordings(tx, book, row) - warned - {row.item}
    before = [one.ref for one in book.file.incidents if one.ref in earlier]
    if not before:
        return verdict
    facts = (replace(one, replaces=before[-1]) if isinstance(one, Incident) else one for one in verdict.facts)
    return replace(verdict, facts=tuple(facts))


def _wordings(tx: Connection, book: Book, row: Any) -> set[str]:
    """Every wording of the same comment that stands in the case, this one included."""
    known = [one.ref for one in book.file.incidents]
    return {one.id for one in rows_within(tx, _EARLIER, known, channel=row.channel, ref=row.ref)}


def _deed(tx: Connection, office: Office, row: Any, now: datetime) -> bool:
    began = row.case_id is None
    if began:
        action = action_of(tx, row)
        if action is None or action.approved_by is None or MeasureKind(action.measure) not in BEGINS:
            return False
        book = open_case(tx, office, row.account_id, row.item, now)
    else:
        book = open_book(tx, office, row.case_id, now)
    fact = deed(tx, row, book.file)
    if fact is not None:
        book.write([fact])
        settle(tx, book.id, [fact], now, "")
        refresh(book)
    return began


def _seen(tx: Connection) -> int:
    return tx.execute(select(FollowerRow.seq).where(FollowerRow.name == FOLLOWER)).scalar() or 0


def _keep(tx: Connection, seq: int) -> None:
    if not tx.execute(update(FollowerRow).where(col(FollowerRow.name) == FOLLOWER).values(seq=seq)).rowcount:
        tx.execute(insert(FollowerRow).values(name=FOLLOWER, seq=seq))
