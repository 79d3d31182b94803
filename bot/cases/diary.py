"""The diary: what time brings in a case, as rows with a date, and the sweep that asks people when the date has come."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, insert, or_, update
from sqlmodel import col, select

from bot.cases.book import Book, open_book
from bot.cases.orders import carry_out
from bot.people.links import assurances
from bot.store.case_tables import CaseRow, DiaryRow
from bot.store.ids import new_id, stamp
from rules.calendar import LONDON, london_date
from rules.casework import Office, due, standing
from rules.model.account import Assurance
from rules.model.case.facts import Linked
from rules.model.case.orders import Order
from rules.model.case.standing import State
from rules.model.case.words import OrderKind

LOOK_AT = time(8, 0)
"""In the morning, London time: what fell due, or still is. A person called for a review is called by day."""

NEVER = "9999-12-31T23:59:59.999Z"
_ONCE = frozenset({OrderKind.LIST_REVIEW})
"""Asked once for each date, whatever becomes of it; the rest is asked again while it is still due."""


def refresh(book: Book) -> None:
    """The rows of what is to come, after the case has changed; and the next look at it is soon."""
    wanted = {_key(book.id, *one): one for one in _coming(book)}
    mine = (col(DiaryRow.case_id) == book.id, col(DiaryRow.state) == "open")
    for row in book.tx.execute(select(DiaryRow.id, DiaryRow.key).where(*mine)).all():
        if row.key not in wanted:
            book.tx.execute(update(DiaryRow).where(col(DiaryRow.id) == row.id).values(state="dropped"))
    for key, (kind, about, day) in wanted.items():
        put(book, key, kind, about, _at(day))
    look(book.tx, book.id, stamp(book.now))


def sweep(tx: Connection, office: Office, now: datetime) -> list[str]:
    """Look at every case for which the time has come; their ids. What is asked for and when to look again: one commit."""
    cases = come(tx, now)
    for case_id in cases:
        look_into(open_book(tx, office, case_id, now))
    return cases


def come(tx: Connection, now: datetime) -> list[str]:
    """The cases for which the time has come."""
    at = stamp(now)
    dated = select(DiaryRow.case_id).where(DiaryRow.state == "open", col(DiaryRow.due_at) <= at)
    chosen = select(CaseRow.id).where(
        CaseRow.state == "open",
        col(CaseRow.joined_into).is_(None),
        or_(col(CaseRow.look_at) <= at, col(CaseRow.id).in_(dated)),
    )
    return list(tx.execute(chosen.order_by(CaseRow.id)).scalars())


def look_into(book: Book) -> None:
    """Ask for what is due in one case now."""
    _expire(book)
    orders = [order for order in due(book.office, book.judged, book.now) if _fresh(book, order)]
    carry_out(book, orders, "", "its time has come")
    past = (col(DiaryRow.case_id) == book.id, col(DiaryRow.state) == "open", col(DiaryRow.due_at) <= stamp(book.now))
    book.tx.execute(update(DiaryRow).where(*past).values(state="done"))
    look(book.tx, book.id, _next_morning(book.now) if _something_runs(book) else NEVER)


def look(tx: Connection, case_id: str, at: str) -> None:
    """When time next has something to say about a case."""
    tx.execute(update(CaseRow).where(col(CaseRow.id) == case_id).values(look_at=at))


def put(book: Book, key: str, kind: str, about: str, due_at: str, post: str = "", state: str = "open") -> None:
    """One row; the same key comes once, and comes back where it had been dropped."""
    again = update(DiaryRow).where(col(DiaryRow.key) == key)
    if book.tx.execute(again.where(col(DiaryRow.state) == "dropped").values(state=state)).rowcount:
        return
    if book.tx.execute(select(DiaryRow.id).where(DiaryRow.key == key)).first() is None:
        row = {"id": new_id("y"), "key": key, "case_id": book.id, "kind": kind, "about": about, "post": post}
        book.tx.execute(insert(DiaryRow).values(**row, due_at=due_at, state=state))


def _coming(book: Book) -> Iterator[tuple[str, str, date]]:
    """What stands before us: kind, about, day."""
    stands = standing(book.office, book.judged, book.now)
    for one in stands.restrictions:
        if one.state is not State.LIFTED:
            yield "review", one.id, one.review_task_due
            yield "ends", one.id, one.ends
            if one.appeal_until is not None and one.appeal_until >= london_date(book.now):
                yield "appeal_window", one.id, one.appeal_until
    for appeal in book.file.appeals:
        if appeal.outcome is None and appeal.made.due is not None:
            yield "appeal", appeal.made.id, appeal.made.due


def _fresh(book: Book, order: Order) -> bool:
    """Whether to ask (again). A row keeps what was asked once for its date."""
    if order.kind not in _ONCE:
        return True
    key = _key(book.id, order.kind.value, order.about, order.due or london_date(book.now))
    if book.tx.execute(select(DiaryRow.id).where(DiaryRow.key == key)).first() is not None:
        return False
    put(book, key, order.kind.value, order.about, stamp(book.now), order.post, state="done")
    return True


def _expire(book: Book) -> None:
    """Links whose time has run out no longer say who it is."""
    held = [account for account, sure in book.file.links.items() if sure is not Assurance.NONE]
    known = assurances(book.tx, held, book.case.row.customer_id, book.now, second=book.case.row.high_impact)
    gone = tuple(account for account in held if known.get(account, Assurance.NONE) is Assurance.NONE)
    if gone:
        book.write([Linked(book.now, gone, Assurance.NONE)])
        again = [one.id for one in book.file.restrictions if one.lifted_at is None]
        again += [book.file.pending.proposal.id] if book.file.pending else []
        carry_out(book, [Order(OrderKind.REOPEN, about=about) for about in again], "")


def _something_runs(book: Book) -> bool:
    """Whether tomorrow can differ from today without anybody doing anything."""
    file = book.file
    left = any(one.lifted_at is None or one.markers_on for one in file.restrictions)
    undecided = any(one.outcome is None for one in file.appeals)
    blocks = any(one.ends is not None and one.id not in file.undone for one in file.measures)
    police = standing(book.office, file, book.now).police_outstanding
    return bool(left or undecided or blocks or police or file.links)


def _next_morning(now: datetime) -> str:
    return _at(london_date(now) + timedelta(days=1))


def _at(day: date) -> str:
    return stamp(datetime.combine(day, LOOK_AT, LONDON))


def _key(case_id: str, kind: str, about: str, day: date) -> str:
    return f"{case_id}|{kind}|{about}|{day.isoformat()}"
