"""Entries of the record, read once in their order, in short looks: a long one would keep SQLite from tidying its log."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import text

from bot.reports.period import Period
from bot.store.database import Database
from bot.store.ids import moment
from bot.store.within import rows_within
from rules.calendar import london_date
from rules.model.evidence import EntryKind

_AT_ONCE = 1_000
_WALK = (
    "SELECT seq, at, kind, item, body FROM entry WHERE kind IN :values AND seq > :after AND at >= :since AND at < :until"
    " ORDER BY seq LIMIT :many"
)
_ABOUT = (
    "SELECT seq, at, kind, item, body FROM entry WHERE item IN :values"
    " AND kind IN ('heard', 'decided', 'planned', 'approved')"
)
_LATEST = (
    "SELECT e.seq, e.body FROM entry e WHERE e.kind = 'decided' AND e.seq > :after AND e.at >= :since AND e.at < :until"
    " AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.item = e.item AND o.kind = 'decided' AND o.seq > e.seq"
    " AND o.at < :until)"
    " ORDER BY e.seq LIMIT :many"
)
_FIRST = "SELECT min(at) FROM entry"

EVER = "0000"
"""A time before every entry."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: its codes, and what it is about."""

    seq: int
    at: str
    kind: str
    item: str | None
    data: dict[str, Any]


def walk(database: Database, kinds: Collection[EntryKind], since: str, until: str) -> Iterator[Told]:
    """Entries of these kinds, told between two moments."""
    after, more = 0, True
    while more:
        with database.read() as tx:
            rows = rows_within(tx, _WALK, list(kinds), after=after, since=since, until=until, many=_AT_ONCE)
        yield from map(_told, rows)
        more = len(rows) == _AT_ONCE
        after = rows[-1].seq if rows else after


def about(database: Database, items: Collection[str]) -> Iterator[Told]:
    """What was heard, decided and planned about these comments, in order."""
    with database.read() as tx:
        rows = rows_within(tx, _ABOUT, items)
    yield from map(_told, sorted(rows, key=lambda row: int(row.seq)))


class _Decision(msgspec.Struct):
    course: str
    pack: str
    version: str


class _Data(msgspec.Struct):
    decision: _Decision


class _Decided(msgspec.Struct):
    data: _Data


def latest_decisions(database: Database, since: str, until: str) -> Iterator[tuple[str, str]]:
    """Course and policy (`derby-2024 2024.2`) of each comment judged, as it was last judged in the time."""
    decoder, after, more = msgspec.json.Decoder(_Decided), 0, True
    while more:
        with database.read() as tx:
            wanted = {"after": after, "since": since, "until": until, "many": _AT_ONCE}
            rows = tx.execute(text(_LATEST), wanted).all()
        for row in rows:
            said = decoder.decode(bytes(row.body)).data.decision
            yield said.course, f"{said.pack} {said.version}"
        more = len(rows) == _AT_ONCE
        after = rows[-1].seq if rows else after


def begins(database: Database, period: Period) -> Period | None:
    """The part of the period of which there is a record; None where there is none."""
    with database.read() as tx:
        first = tx.exec_driver_sql(_FIRST).scalar()
    if first is None or first >= period.until:
        return None
    return Period(max(period.first, london_date(moment(first))), period.last)


def _told(row: Any) -> Told:
    return Told(row.seq, row.at, row.kind, row.item, msgspec.json.decode(bytes(row.body))["data"])
