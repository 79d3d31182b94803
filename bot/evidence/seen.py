"""Who looked at what: a *viewed* entry, once a person, thing and hour, so that looking leaves a trace and costs little."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from bot.evidence.append import Draft, append
from bot.store.database import Database
from bot.store.ids import stamp
from rules.model.evidence import EntryKind

LOOKING = frozenset({EntryKind.VIEWED, EntryKind.EXPORTED})
"""Entries that say that somebody looked: nothing happened to what they looked at."""

NOBODY = "command_line"
"""Who it was where nobody signed in: whoever may use the machine itself, such as its clock at night."""

_THIS_HOUR = text("SELECT body FROM entry WHERE item = :about AND kind = :kind AND at >= :since")


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


def copied(database: Database, by: str, at: str, file: str, facts: Mapping[str, str | int]) -> None:
    """A copy of the whole database was made: everybody's words are in one more file. `by`: a staff id or NOBODY."""
    data = {"by": by, "what": "backup", **facts}
    with database.write() as tx:
        append(tx, [Draft(EntryKind.EXPORTED, None, data, {"file": file.encode()})], at)


def _known(tx: Connection, kind: EntryKind, who: str, about: str, now: datetime, codes: dict[str, Any]) -> bool:
    since = stamp(now.replace(minute=0, second=0, microsecond=0))
    rows = tx.execute(_THIS_HOUR, {"about": about, "kind": kind.value, "since": since})
    return any(msgspec.json.decode(bytes(row.body))["data"] == {"by": who, **codes} for row in rows)
