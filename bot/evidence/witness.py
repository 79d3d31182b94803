"""Hands checkpoints to witnesses outside, and keeps what each answered: waiting, sent, failed (and tried again)."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, text

from adapters.platform import Letter, Post, Receipt
from bot.clock import Clock
from bot.evidence import answers, checkpoints
from bot.evidence.checkpoints import Checkpoint
from bot.evidence.keys import SHORTEST
from bot.store.database import Database, insert_many
from bot.store.ids import stamp
from bot.store.writer import Writer

SEND_SECONDS = 30
AT_ONCE = 20
_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
_COLUMNS = ("size", "name", "kind", "state", "at", "next_at", "tries", "why")
_DUE = text(
    "SELECT size, name, kind, tries FROM witness"
    " WHERE state <> 'sent' AND next_at <= :now AND name IN :names ORDER BY size DESC LIMIT :many"
).bindparams(bindparam("names", expanding=True))
_ANSWERED = text(
    "UPDATE witness SET state = :state, at = :at, next_at = :next_at, tries = :tries, why = :why, receipt = :receipt"
    " WHERE size = :size AND name = :name"
)
_FIRST_UNSENT = text(
    "SELECT min(c.at) FROM checkpoint c WHERE EXISTS (SELECT 1 FROM witness w WHERE w.size = c.size)"
    " AND c.size > (SELECT coalesce(max(w.size), 0) FROM witness w WHERE w.state = 'sent')"
)
_NEWEST = text(
    "SELECT name, kind, state, size, at, why FROM witness w"
    " WHERE size = (SELECT max(size) FROM witness o WHERE o.name = w.name) ORDER BY name"
)


@dataclass(frozen=True, slots=True)
class _Sent:
    """One witness's answer about one checkpoint."""

    size: int
    name: str
    tries: int
    receipt: Receipt


def ask(tx: Connection, made: Checkpoint, witnesses: Mapping[str, str]) -> None:
    """Have `made` sent to every witness (name -> kind), in the transaction that keeps it."""
    rows = [(made.size, name, kind, "waiting", made.at, made.at, 0, "") for name, kind in witnesses.items()]
    insert_many(tx, "witness", _COLUMNS, rows)


async def deliver(database: Database, writer: Writer, witnesses: Mapping[str, tuple[str, Post]], clock: Clock) -> int:
    """Send what waits and is due, the newest first; returns how many were taken."""
    due, letters = await asyncio.to_thread(_due, database, list(witnesses), clock)
    sent = await asyncio.gather(*(_send(row, letters[row.size], witnesses[row.name][1]) for row in due))
    if sent:
        await writer.submit(lambda tx: _record(tx, sent, clock()), len(sent))
    return sum(one.receipt.accepted for one in sent)


def letter(made: Checkpoint) -> Letter:
    """What a witness is sent: two plain sentences and the line that counts."""
    text_ = (
        f"Keep this. It proves what Doorstep's record said until {made.at}: {made.size:,} entries.\n"
        f"Key {grouped(made.key)}. To check: doorstep verify --key {made.key} --checkpoint THIS_FILE\n\n{made.line}\n"
    )
    name = f"checkpoint-{made.size:012d}-{made.root.hex()[:8]}"
    return Letter(name, "A checkpoint of Doorstep's record", text_, sealed=made.line.encode())


def grouped(key: str) -> str:
    """A fingerprint as it is printed: 32 digits in groups of four."""
    return " ".join(key[at : at + 4] for at in range(0, SHORTEST, 4))


def waiting_since(tx: Connection) -> str | None:
    """When the first checkpoint was made that no witness has taken, nor one after it; None when all is witnessed."""
    found: str | None = tx.execute(_FIRST_UNSENT).scalar()
    return found


def states(tx: Connection) -> list[Any]:
    """The newest checkpoint handed to each witness: name, kind, state, size, at, why."""
    return list(tx.execute(_NEWEST).all())


def _due(database: Database, names: list[str], clock: Clock) -> tuple[list[Any], dict[int, Letter]]:
    with database.read() as tx:
        rows = list(tx.execute(_DUE, {"now": stamp(clock()), "names": names, "many": AT_ONCE}).all())
        return rows, {row.size: letter(checkpoints.of_size(tx, row.size)) for row in rows}


async def _send(row: Any, letter_: Letter, post: Post) -> _Sent:
    try:
        async with asyncio.timeout(SEND_SECONDS):
            receipt = await post.send(letter_)
    except Exception as error:  # noqa: BLE001 - whatever went wrong becomes the row's `why`, and doctor shows it
        receipt = Receipt(accepted=False, why=f"{type(error).__name__} while sending")
    return _Sent(row.size, row.name, row.tries + 1, receipt)


def _record(tx: Connection, sent: list[_Sent], now: datetime) -> None:
    for one in sent:
        wait = _WAITS[min(one.tries, len(_WAITS)) - 1]
        tx.execute(
            _ANSWERED,
            {
                "state": "sent" if one.receipt.accepted else "failed",
                "at": stamp(now),
                "next_at": stamp(now + wait),
                "tries": one.tries,
                "why": one.receipt.why,
                "receipt": one.receipt.proof or None,
                "size": one.size,
                "name": one.name,
            },
        )
    answers.write_down(tx, [(one.size, one.name) for one in sent if one.receipt.accepted], stamp(now))
