"""Which comments are asked about: those judged since it was switched on that a person looks at, the gravest first.

Read from the ledger by position, after the commit that recorded them: the comment path knows nothing of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, text, update
from sqlmodel import col, select

from bot.opinion.codes import NEVER
from bot.store.case_tables import FollowerRow
from bot.store.ids import stamp
from bot.store.opinion_tables import OpinionRow

FOLLOWER = "opinion"
AT_ONCE = 200

_HEAD = text("SELECT coalesce(max(seq), 0) FROM entry")
_JUDGED = text(
    "SELECT e.seq, i.id, max(d.harm) AS harm FROM entry e JOIN interaction i ON i.id = e.item"
    " JOIN decision d ON d.interaction_id = i.id"
    " WHERE e.seq > :seen AND e.seq <= :head AND e.kind IN ('decided', 'undecided') AND d.course <> 'leave'"
    " AND d.desk = 'open' AND i.state = 'live' GROUP BY e.seq, i.id ORDER BY e.seq LIMIT :most"
)
_WAITING = text("SELECT count(*) FROM opinion WHERE state = 'waiting'")
_ASK = (
    "INSERT INTO opinion (interaction_id, state, harm, asked_at, next_at, tries, why)"
    " VALUES ({0}, {0}, {0}, {0}, {0}, 0, {0}) ON CONFLICT (interaction_id) DO NOTHING"
)
_SQLITE, _POSTGRESQL = _ASK.format("?"), _ASK.format("%s")
_NEXT = text(
    "SELECT o.interaction_id, o.tries, i.state, max(d.seq) AS decision,"
    " sum(CASE WHEN d.desk = 'open' THEN 1 ELSE 0 END) AS waits, c.value AS words FROM opinion o"
    " JOIN interaction i ON i.id = o.interaction_id JOIN decision d ON d.interaction_id = i.id"
    " LEFT JOIN content c ON c.seq = i.text_seq AND c.field = 'text'"
    " WHERE o.state = 'waiting' AND o.next_at <= :now"
    " GROUP BY o.interaction_id, o.tries, o.harm, o.asked_at, i.state, c.value"
    " ORDER BY o.harm DESC, o.asked_at, o.interaction_id LIMIT 1"
)
_OFF = text("UPDATE opinion SET state = 'not_asked', why = 'switched_off', next_at = :never WHERE state = 'waiting'")


@dataclass(frozen=True, slots=True)
class Due:
    """A comment to be asked about now. `why`: why not any more, a code, else empty. `decision`: the entry it follows."""

    item: str
    tries: int
    decision: int
    words: str
    why: str


def behind(tx: Connection) -> bool:
    """Whether something was recorded that was not looked at yet."""
    seen = _seen(tx)
    return seen is None or int(tx.execute(_HEAD).scalar_one()) > seen


def follow(tx: Connection, most_waiting: int, now: datetime) -> int:
    """Take in what was recorded since; returns how far it went, 0 when nothing is left. The first time it begins at the end.

    Where `most_waiting` wait already, a comment is not asked about, and its row says so.
    """
    seen, head = _seen(tx), int(tx.execute(_HEAD).scalar_one())
    if seen is None:
        tx.execute(insert(FollowerRow).values(name=FOLLOWER, seq=head))
        return 0
    rows = tx.execute(_JUDGED, {"seen": seen, "head": head, "most": AT_ONCE}).all()
    _ask(tx, rows, most_waiting, stamp(now))
    place = int(rows[-1].seq) if len(rows) == AT_ONCE else head
    tx.execute(update(FollowerRow).where(col(FollowerRow.name) == FOLLOWER).values(seq=place))
    return place - seen


def due(tx: Connection, now: datetime) -> Due | None:
    """The next one; None when nothing is due."""
    row = tx.execute(_NEXT, {"now": stamp(now)}).first()
    if row is None:
        return None
    words = bytes(row.words).decode("utf-8", "surrogatepass") if row.words is not None else ""
    gone = {"superseded": "overtaken", "removed": "removed", "erased": "removed"}
    why = gone.get(row.state, "" if row.waits else "settled")
    return Due(row.interaction_id, row.tries, row.decision, words, why)


def drop(tx: Connection, item: str, why: str) -> None:
    """It is not asked about any more: nobody needs it."""
    chosen = update(OpinionRow).where(col(OpinionRow.interaction_id) == item, col(OpinionRow.state) == "waiting")
    tx.execute(chosen.values(state="not_asked", why=why, next_at=NEVER))


def switch_off(tx: Connection) -> None:
    """Nobody asks any more: what waited says so, and switching it on again begins at the end of the record."""
    tx.execute(_OFF, {"never": NEVER})
    tx.execute(text("DELETE FROM follower WHERE name = :name"), {"name": FOLLOWER})


def _seen(tx: Connection) -> int | None:
    found = tx.execute(select(FollowerRow.seq).where(FollowerRow.name == FOLLOWER)).scalar()
    return None if found is None else int(found)


def _ask(tx: Connection, rows: Sequence[Row[Any]], most: int, at: str) -> None:
    """Each comment once, however often it was judged."""
    room = max(0, most - int(tx.execute(_WAITING).scalar_one()))
    harms = {row.id: row.harm for row in rows}
    asked = [
        (item, "waiting", harm, at, at, "") if place < room else (item, "not_asked", harm, at, NEVER, "too_many")
        for place, (item, harm) in enumerate(harms.items())
    ]
    if asked:
        tx.exec_driver_sql(_SQLITE if tx.dialect.name == "sqlite" else _POSTGRESQL, asked)
