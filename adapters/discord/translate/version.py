"""Which version of a message it is. An unfurled link or a pinned message is no new version: only its author's edit is."""

from datetime import UTC, datetime

from adapters.platform import Json

ORIGINAL = "0"


def version_of(message: Json) -> str:
    """The time of the last edit in milliseconds, as text; `0` for words as first written. Raises ValueError, TypeError."""
    edited = message.get("edited_timestamp")
    if edited is None:
        return ORIGINAL
    return str(int(read_time(edited).timestamp() * 1000))


def read_time(value: object) -> datetime:
    """Discord's ISO time in UTC. Raises TypeError, ValueError, OverflowError."""
    if not isinstance(value, str):
        raise TypeError("the time is not text")
    read = datetime.fromisoformat(value)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
