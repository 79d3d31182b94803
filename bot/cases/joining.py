"""Two cases that turn out to be about one person become one: nothing is copied, the entries of both are read in order."""

from sqlalchemy import Connection, update
from sqlmodel import col, select

from bot.cases.book import add_accounts
from bot.evidence.append import Draft, append
from bot.store.case_tables import CaseAccountRow, CaseRow, DiaryRow
from bot.store.tables import TaskRow
from rules.model.evidence import EntryKind


def join(tx: Connection, into: str, other: str, at: str) -> None:
    """`other`, a case without a customer of its own, goes on in `into`."""
    tx.execute(update(CaseRow).where(col(CaseRow.id) == other).values(joined_into=into, state="closed"))
    append(tx, [Draft(EntryKind.CASE_JOINED, into, {"case": other})], at)
    here = select(CaseAccountRow.account_id).where(
        CaseAccountRow.case_id == other, col(CaseAccountRow.left_at).is_(None)
    )
    add_accounts(tx, into, list(tx.execute(here).scalars()), at)
    tx.execute(update(TaskRow).where(col(TaskRow.case_id) == other).values(case_id=into))
    gone = (col(DiaryRow.case_id) == other, col(DiaryRow.state) == "open")
    tx.execute(update(DiaryRow).where(*gone).values(state="dropped"))
    grave = select(CaseRow.high_impact).where(CaseRow.id == other)
    if tx.execute(grave).scalar():
        tx.execute(update(CaseRow).where(col(CaseRow.id) == into).values(high_impact=True))


def customer_is(tx: Connection, case_id: str, customer_id: str) -> None:
    """Whose case it is, once a link of one of its accounts is verified. It stays."""
    row = (col(CaseRow.id) == case_id, col(CaseRow.customer_id).is_(None))
    tx.execute(update(CaseRow).where(*row).values(customer_id=customer_id))


def case_of_customer(tx: Connection, customer_id: str) -> str | None:
    """The case about this customer, if there is one."""
    chosen = select(CaseRow.id).where(CaseRow.customer_id == customer_id, col(CaseRow.joined_into).is_(None))
    return tx.execute(chosen.order_by(CaseRow.opened_at)).scalars().first()
