"""How often and how alike, read from the rows for a person's page: `rules.detect.figures` counts, nothing is kept.

Bounded: the latest things an account said, and what was heard just before a comment in the order of the ledger; of each the
first characters. What was left out is said (`Figures.whole`).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, text

from bot.resources import detector_texts
from bot.store.ids import moment, stamp
from bot.store.within import rows_within
from rules.detect.figures import MONTH, Figures, Often, Said, of_account, of_comment

MOST_OWN = 300
MOST_ENTRIES = 2000
"""Entries of the ledger before a comment in which others are looked for: about 600 comments."""
MOST_BYTES = 4000
"""Of each comment: two that begin alike for so long are alike."""

_COLUMNS = (
    "i.id, i.account_id, i.channel, i.root, i.at, i.text_seq, substr(c.value, 1, :bytes) AS value FROM interaction i"
    " LEFT JOIN content c ON c.seq = i.text_seq AND c.field = 'text'"
)
_ONE = text(f"SELECT {_COLUMNS} WHERE i.id = :id")
_OWN = text(
    f"SELECT {_COLUMNS} WHERE i.account_id = :account AND i.id <> :id AND i.at > :since AND i.at <= :until"
    " AND i.state <> 'superseded' ORDER BY i.at DESC, i.id LIMIT :most"
)
_HEARD = text("SELECT item FROM entry WHERE seq > :after AND seq < :before AND kind = 'heard'")
_AROUND = f"SELECT {_COLUMNS} WHERE i.id IN :values AND i.account_id <> :account AND i.state <> 'superseded'"
_NEEDS = text(
    "SELECT n.due_at, n.closed_at FROM need n JOIN interaction i ON i.id = n.interaction_id"
    " WHERE i.account_id = :account"
)
_ADDRESSED = re.compile(r"(?<![\w@.])@[\w.-]{2,64}|<@!?\d{1,20}>")
_WORD = re.compile(r"[^\W\d_]{2,20}")


@cache
def first_names() -> frozenset[str]:
    """First names common in the UK, lower case: whether many accounts name the same worker."""
    lines = detector_texts()["names.txt"].splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def about_comment(tx: Connection, interaction_id: str) -> Figures | None:
    """What there is to count about one comment, as it stood when it was said; None where there is no such comment."""
    row = tx.execute(_ONE, {"id": interaction_id, "bytes": MOST_BYTES}).first()
    if row is None:
        return None
    waits = _waits(tx, row.account_id)
    said, own = _said(row, waits, first_names()), _own(tx, row.account_id, moment(row.at), row.id)
    around, whole = _around(tx, row)
    return of_comment(
        said,
        [_said(one, waits, ()) for one in own],
        [_said(one, (), first_names()) for one in around],
        whole=whole and len(own) < MOST_OWN,
    )


def about_account(tx: Connection, account_id: str, now: datetime) -> tuple[Often, ...]:
    """How much an account has written up to now."""
    waits = _waits(tx, account_id)
    return of_account([_said(one, waits, ()) for one in _own(tx, account_id, now, "")], now)


def _own(tx: Connection, account: str, until: datetime, but: str) -> Sequence[Row[Any]]:
    span = {"since": stamp(until - MONTH), "until": stamp(until + timedelta(milliseconds=1))}
    return tx.execute(_OWN, {"account": account, "id": but, "bytes": MOST_BYTES, "most": MOST_OWN, **span}).all()


def _around(tx: Connection, row: Row[Any]) -> tuple[list[Row[Any]], bool]:
    """What others said, heard shortly before; and whether that reaches back a whole day."""
    after = max(0, row.text_seq - MOST_ENTRIES)
    items = tx.execute(_HEARD, {"after": after, "before": row.text_seq}).scalars().all()
    found = rows_within(tx, _AROUND, items, account=row.account_id, bytes=MOST_BYTES)
    day = stamp(moment(row.at) - timedelta(days=1))
    return found, after == 0 or any(one.at <= day for one in found)


def _waits(tx: Connection, account: str) -> tuple[tuple[str, str | None], ...]:
    """When each matter of theirs was due, and when it was closed."""
    return tuple((row.due_at, row.closed_at) for row in tx.execute(_NEEDS, {"account": account}))


def _said(row: Row[Any], waits: Sequence[tuple[str, str | None]], known: Collection[str]) -> Said:
    words = bytes(row.value).decode("utf-8", "ignore") if row.value is not None else None
    return Said(
        at=moment(row.at),
        account=row.account_id,
        channel=row.channel,
        thread=row.root,
        text=words,
        chasing=any(due < row.at and (closed is None or closed > row.at) for due, closed in waits),
        names=frozenset(_names(words or "", known)),
        mentions=len(set(_ADDRESSED.findall(words or ""))),
    )


def _names(words: str, known: Collection[str]) -> Iterator[str]:
    """First names as they are written, with a capital: a small letter is nearly always another word."""
    for found in _WORD.finditer(words):
        if found.group()[0].isupper() and found.group().lower() in known:
            yield found.group().lower()
