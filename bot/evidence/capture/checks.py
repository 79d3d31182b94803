"""Later looks at a captured comment: whether it still stands on its platform, and what became of what was done to it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, text, update
from sqlmodel import col

from adapters.platform import Attends, Platform, Presence, Subject
from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.evidence.capture.keep import CHECKS
from bot.store.capture_tables import CaptureRow
from bot.store.database import Database
from bot.store.ids import moment, stamp
from bot.store.within import rows_within
from bot.store.writer import Writer
from rules.model.evidence import EntryKind

LOOK_SECONDS = 20.0

_DUE = (
    "SELECT c.interaction_id, c.channel, c.checks, c.asked_at, i.ref, i.version, i.root, i.state, i.permalink,"
    " a.ref AS author FROM capture c JOIN interaction i ON i.id = c.interaction_id JOIN account a ON a.id = i.account_id"
    " WHERE c.check_at <= :now AND c.channel IN :values ORDER BY c.check_at, c.interaction_id LIMIT 20"
)
_STILL = text("SELECT checks, check_at FROM capture WHERE interaction_id = :item")
_MEASURES = text(
    "SELECT id, verb, state FROM action WHERE interaction_id = :item AND NOT simulate AND state IN"
    " ('done', 'confirmed', 'unconfirmed', 'drifted', 'undone', 'unknown') ORDER BY created_at, id"
)


async def look(database: Database, writer: Writer, platforms: Mapping[str, Platform], clock: Clock) -> int:
    """Look where it is time; returns how many comments were looked for."""
    rows = await asyncio.to_thread(_due, database, list(platforms), stamp(clock()))
    for row in rows:
        seen = await _presence(platforms[row.channel], row)
        await writer.submit(lambda tx, row=row, seen=seen: _write(tx, row, seen, clock))  # type: ignore[misc]  # kept for this turn
    return len(rows)


def _due(database: Database, channels: list[str], now: str) -> list[Row[Any]]:
    with database.read() as tx:
        return rows_within(tx, _DUE, channels, now=now)


async def _presence(platform: Platform, row: Row[Any]) -> Presence:
    """Asked where the platform can be asked; no look is an answer too."""
    if row.state == "erased" or not isinstance(platform, Attends):
        return Presence.CANNOT_TELL
    subject = Subject(row.ref, row.version, row.root, row.author, row.permalink)
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await platform.presence(subject)
    except Exception:  # noqa: BLE001 - recorded as what it is: the platform could not be asked
        return Presence.CANNOT_TELL


def _write(tx: Connection, row: Row[Any], seen: Presence, clock: Clock) -> None:
    """*state_seen*: on the platform, in our own record, and the measures as they stand. Then the next time, if any."""
    item, now = row.interaction_id, clock()
    still = tx.execute(_STILL, {"item": item}).one()
    if still.check_at is None or still.checks != row.checks:
        return
    done = row.checks + 1
    measures = [dict(one) for one in tx.execute(_MEASURES, {"item": item}).mappings()]
    data = {"check": done, "measures": measures, "on_record": row.state, "on_platform": seen.value}
    append(tx, [Draft(EntryKind.STATE_SEEN, item, data)], stamp(now))
    over = seen is Presence.GONE or done >= len(CHECKS)
    at = None if over else stamp(max(now, moment(row.asked_at) + CHECKS[done]))
    tx.execute(update(CaptureRow).where(col(CaptureRow.interaction_id) == item).values(checks=done, check_at=at))
