"""Keeps what adapters hear: raw payloads and the place to go on from, in one commit."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, text

from adapters.platform import Payload
from bot.clock import Clock
from bot.store.clock_source import ClockSource
from bot.store.database import insert_many
from bot.store.ids import stamp
from bot.store.writer import Writer

Row = tuple[str, str, bytes, str, str, str]
_COLUMNS = ("channel", "key", "body", "received_at", "clock", "state")
_READ_CURSOR = text("SELECT value FROM cursor WHERE channel = :channel")
_KEEP_CURSOR = text(
    "INSERT INTO cursor (channel, value) VALUES (:channel, :value)"
    " ON CONFLICT (channel) DO UPDATE SET value = excluded.value"
)


class StoreIntake:
    """One channel's `adapters.platform.Intake`. `wake` tells the judge, after the commit, that something waits."""

    def __init__(self, writer: Writer, channel: str, clock: Clock, wake: Callable[[], None]) -> None:
        self._writer, self._channel, self._clock, self._wake = writer, channel, clock, wake
        self._source = ClockSource(clock)

    async def keep(self, payloads: Sequence[Payload], cursor: str | None) -> None:
        """Commit payloads (in this order) and cursor together; None leaves the cursor. Raises what the commit raised."""
        rows = rows_of(self._channel, payloads, self._clock(), self._source())
        if rows or cursor is not None:
            await self._writer.submit(lambda tx: insert(tx, rows, self._channel, cursor), len(rows) or 1)
        if rows:
            self._wake()

    async def cursor(self) -> str | None:
        """The cursor of the last `keep`, after everything submitted before has been committed."""
        return await self._writer.submit(self._read, 1)

    def _read(self, tx: Connection) -> str | None:
        row = tx.execute(_READ_CURSOR, {"channel": self._channel}).first()
        return str(row[0]) if row else None


def rows_of(channel: str, payloads: Sequence[Payload], received: datetime, source: str) -> list[Row]:
    """The rows of payloads just received; `source` says whose clock `received` is of (`bot.store.clock_source`)."""
    at = stamp(received)
    return [(channel, _storable(payload.key), payload.body, at, source, "kept") for payload in payloads]


def insert(tx: Connection, rows: Sequence[Row], channel: str, cursor: str | None) -> None:
    """Rows and cursor, in the caller's transaction."""
    insert_many(tx, "payload", _COLUMNS, rows)
    if cursor is not None:
        tx.execute(_KEEP_CURSOR, {"channel": channel, "value": cursor})


def _storable(key: str) -> str:
    """A key is the platform's, and may be hostile: with a NUL or a lone surrogate no engine would keep the payload."""
    raw = key.encode("utf-8", "surrogatepass")
    return key if "\x00" not in key and raw.decode("utf-8", "replace") == key else f"sha256:{sha256(raw).hexdigest()}"
