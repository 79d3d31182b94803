"""Who looked at what: a *viewed* entry, once a person, thing and hour, so that looking leaves a trace and costs little.

What only stood in a list before somebody (docs/decisions/0010): once a person, thing and day.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from bot.evidence.append import Draft, append
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.within import rows_within
from rules.model.evidence import EntryKind

LOOKING = frozenset({EntryKind.VIEWED, EntryKind.EXPORTED})
"""Entries that say that somebody looked: nothing happened to what they looked at."""

NOBODY = "command_line"
"""Who it was where nobody signed in: whoever may use the machine itself, such as its clock at night."""

_THIS_HOUR = text("SELECT body FROM entry WHERE item = :about AND kind = :kind AND at >= :since")

_SINCE = "SELECT item, body FROM entry WHERE item IN :values AND kind = 'viewed' AND at >= :since"


def view(database: Database, who: str, about: str, now: datetime, **codes: Any) -> None:
    """`who` (a staff id) looked at `about` (a comment's, account's or case's id). Writes only what is new this hour."""
    with database.read() as tx:
        if _known(tx, EntryKind.VIEWED, who, about, now, codes):
            return
    with database.write() as tx:
        seen(tx, EntryKind.VIEWED, who, about, now, **codes)


def seen(tx: Connection, kind: EntryKind, who: str, about: str, now: datetime, **codes: Any) -> None:
    """The same for *viewed* and *exported* in the caller's transaction. An export is written each time: it leaves a copy.

    `codes`: what of it, in codes and opaque ids. Raises `bot.evidence.canonical.NotCanonical` for anything else.
    """
    if kind is EntryKind.VIEWED and _known(tx, kind, who, about, now, codes):
        return
    append(tx, [Draft(kind, about, {"by": who, **codes})], stamp(now))


def listed(database: Database, who: str, abouts: Collection[str], now: datetime, **codes: Any) -> None:
    """The words of `abouts` stood in a list before `who`. An entry for each that is new this day (UTC), in one commit."""
    with database.read() as tx:
        fresh = _unseen(tx, who, abouts, now, codes)
    if fresh:
        with database.write() as tx:
            seen_in_list(tx, who, fresh, now, **codes)


def seen_in_list(tx: Connection, who: str, abouts: Collection[str], now: datetime, **codes: Any) -> None:
    """The same in the caller's transaction."""
    drafts = [Draft(EntryKind.VIEWED, one, {"by": who, **codes}) for one in _unseen(tx, who, abouts, now, codes)]
    append(tx, drafts, stamp(now))


def copied(database: Database, by: str, at: str, file: str, facts: Mapping[str, str | int]) -> None:
    """A copy of the whole database was made: everybody's words are in one more file. `by`: a staff id or NOBODY."""
    data = {"by": by, "what": "backup", **facts}
    with database.write() as tx:
        append(tx, [Draft(EntryKind.EXPORTED, None, data, {"file": file.encode()})], at)


def _known(tx: Connection, kind: EntryKind, who: str, about: str, now: datetime, codes: dict[str, Any]) -> bool:
    since = stamp(now.replace(minute=0, second=0, microsecond=0))
    rows = tx.execute(_THIS_HOUR, {"about": about, "kind": kind.value, "since": since})
    return any(msgspec.json.decode(bytes(row.body))["data"] == {"by": who, **codes} for row in rows)


def _unseen(tx: Connection, who: str, abouts: Collection[str], now: datetime, codes: dict[str, Any]) -> list[str]:
    today = stamp(now.replace(hour=0, minute=0, second=0, microsecond=0))
    rows = rows_within(tx, _SINCE, abouts, since=today)
    known = {row.item for row in rows if msgspec.json.decode(bytes(row.body))["data"] == {"by": who, **codes}}
    return [one for one in dict.fromkeys(abouts) if one not in known]
