"""Small look-ups that several pages share: words by entry, rows by interaction, names of staff."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from bot.store.tables import AccountRow, Content, StaffRow

Row = TypeVar("Row", bound=SQLModel)

ERASED = "[erased]"


def words(session: Session, seqs: Iterable[int], field: str = "text") -> dict[int, str]:
    """What was said, by the entry that keeps it. An entry whose words were erased is not in it."""
    chosen = select(Content.seq, Content.value).where(col(Content.seq).in_(list(seqs)), Content.field == field)
    return {seq: decoded(value) for seq, value in session.exec(chosen)}


def decoded(value: bytes) -> str:
    """Words as kept: UTF-8, with halves of characters passed through for `show.hostile` to name."""
    return bytes(value).decode("utf-8", "surrogatepass")


def accounts(session: Session, ids: Iterable[str]) -> dict[str, AccountRow]:
    """Accounts by id."""
    return {row.id: row for row in session.exec(select(AccountRow).where(col(AccountRow.id).in_(set(ids))))}


def names(session: Session) -> dict[str, str]:
    """Names of staff by id: a landlord's staff are few."""
    return {row.id: row.name for row in session.exec(select(StaffRow))}


def grouped(rows: Sequence[Row], key: Callable[[Row], str | None]) -> Mapping[str, list[Row]]:
    """Rows by key, in the order given."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row) or ""].append(row)
    return groups
