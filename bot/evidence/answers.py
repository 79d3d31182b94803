"""What witnesses answered is evidence too: a *witnessed* entry for each holds the digest of its row in `witness`.

The digest is SHA-256 over the canonical JSON of the whole row, the receipt in it as its own SHA-256. So nobody changes,
drops or makes up an answer without the chain telling. Rows still waiting, or that failed, are work and not evidence yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, text
from sqlalchemy.exc import OperationalError

from bot.evidence.append import Draft, append
from bot.evidence.canonical import NotCanonical, encode
from bot.evidence.contents import unreadable
from bot.evidence.key_line import Unvouched
from rules.model.evidence import EntryKind

_AT_ONCE = 1_000
_COLUMNS = "size, name, kind, state, at, next_at, tries, why, receipt"
_ONE = text(f"SELECT {_COLUMNS} FROM witness WHERE size = :size AND name = :name")  # noqa: S608 - our own constants
_OF_SIZE = text(f"SELECT {_COLUMNS} FROM witness WHERE size = :size")  # noqa: S608 - our own constants
_ANSWERED = text(
    f"SELECT {_COLUMNS} FROM witness WHERE state = 'sent' OR receipt IS NOT NULL ORDER BY size, name"  # noqa: S608 - our own constants
)

_SINCE = text("SELECT body FROM entry WHERE seq > :last AND kind = 'witnessed'")


def write_down(tx: Connection, which: Sequence[tuple[int, str]], at: str) -> None:
    """An entry for each of these answers (size, name), in the transaction that keeps them."""
    rows = [tx.execute(_ONE, {"size": size, "name": name}).one() for size, name in which]
    append(
        tx,
        [Draft(EntryKind.WITNESSED, None, {"kind": row.kind, "row": digest(row), "size": row.size}) for row in rows],
        at,
    )


def write_down_all(tx: Connection, at: str) -> None:
    """The same for every answer there is: of a database from before answers were entries."""
    write_down(tx, [(row.size, row.name) for row in tx.execute(_ANSWERED).all()], at)


def digest(row: Row[Any]) -> str:
    """Of one row, as hex; empty where something stands in it that never could: the engine takes anything."""
    told = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
    try:
        told["receipt"] = None if row.receipt is None else sha256(row.receipt).hexdigest()
        return sha256(encode(told)).hexdigest()
    except (NotCanonical, TypeError):
        return ""


class Answers:
    """Holds the answers that are kept against the entries that tell of them. Memory: a digest an answer, some thousands."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def tell(self, tx: Connection, seq: int, data: Mapping[str, Any]) -> None:
        """A *witnessed* entry: the answer it tells of is kept as it was. Raises Unvouched."""
        size, told = data.get("size"), data.get("row")
        try:
            kept = {digest(row) for row in tx.execute(_OF_SIZE, {"size": size})}
        except OperationalError as error:
            raise Unvouched(unreadable(error, f"checkpoint {size}: an answer of a witness")) from None
        if told not in kept:
            raise Unvouched(f"checkpoint {size}: an answer of a witness is not kept as entry {seq} tells, or is gone")
        self._told.add(str(told))

    def done(self, tx: Connection, last: int) -> None:
        """The walk ended at entry `last`: no answer is kept that no entry tells of. Raises Unvouched."""
        since = tx.execute(_SINCE, {"last": last}).scalars()
        told = self._told | {msgspec.json.decode(bytes(body))["data"]["row"] for body in since}
        for row in _rows(tx):
            if digest(row) not in told:
                raise Unvouched(f"checkpoint {row.size}: no entry tells of an answer to it that is kept")


def _rows(tx: Connection) -> Iterator[Row[Any]]:
    yield from tx.execute(_ANSWERED).yield_per(_AT_ONCE)
