"""Putting a brake on and lifting it: a row and an entry in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from bot.evidence.append import Draft, append
from bot.store.ids import stamp
from rules.model.evidence import EntryKind

_PUT = text(
    'INSERT INTO brake (name, since, why, "by") VALUES (:name, :since, :why, :by) ON CONFLICT (name) DO NOTHING'
)
_LIFT = text("DELETE FROM brake WHERE name = :name")


@dataclass(frozen=True, slots=True)
class Trip:
    """A brake that tripped by itself: what was counted against which limit."""

    name: str
    why: str
    channel: str
    count: int
    limit: int


def put_on(tx: Connection, name: str, why: str, by: str, now: datetime) -> bool:
    """A person (`by`, a staff id) puts a brake or switch on: a *switch* entry and a row. False when it was on already."""
    return _turn(tx, name, True, why, by, now)


def lift(tx: Connection, name: str, why: str, by: str, now: datetime) -> bool:
    """A named person lifts it. Counting starts afresh from this moment. False when it was not on."""
    return _turn(tx, name, False, why, by, now)


def trip(tx: Connection, tripped: Trip, now: datetime) -> bool:
    """The machine brakes itself: a *brake* entry and a row. False when it was on already."""
    if not _change(tx, tripped.name, True, tripped.why, "", now):
        return False
    data = {
        "name": tripped.name,
        "channel": tripped.channel,
        "count": tripped.count,
        "limit": tripped.limit,
        "on": True,
    }
    append(tx, [Draft(EntryKind.BRAKE, item_of(tripped.name), data)], stamp(now))
    return True


def item_of(name: str) -> str:
    """How entries name a brake. A thread's reference is personal, so those of threads share one name."""
    return "brake:sensitive" if name.startswith("sensitive:") else f"brake:{name}"


def _turn(tx: Connection, name: str, on: bool, why: str, by: str, now: datetime) -> bool:
    if not _change(tx, name, on, why, by, now):
        return False
    item = item_of(name)
    private = {"why": why.encode("utf-8", "surrogatepass"), "name": name.encode("utf-8", "surrogatepass")}
    append(
        tx,
        [Draft(EntryKind.SWITCH, item, {"name": item.removeprefix("brake:"), "on": on, "by": by}, private)],
        stamp(now),
    )
    return True


def _change(tx: Connection, name: str, on: bool, why: str, by: str, now: datetime) -> bool:
    if on:
        return tx.execute(_PUT, {"name": name, "since": stamp(now), "why": why, "by": by}).rowcount > 0
    return tx.execute(_LIFT, {"name": name}).rowcount > 0
