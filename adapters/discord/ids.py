"""Names on Discord: what refers to a message, times inside ids, nonces. Pure."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_TIME_SHIFT = 22
_LONGEST = 20
TITLE = "title"
"""In place of a message's id: the name of a thread or forum post, which somebody wrote too."""


class Place(NamedTuple):
    """Where a message stands."""

    channel: str
    message: str

    def __str__(self) -> str:
        return f"{self.channel}/{self.message}"


def is_id(text: object) -> bool:
    """Whether it is one of Discord's ids (https://docs.discord.com/developers/reference#snowflakes)."""
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= _LONGEST


def place_of(ref: str) -> Place | None:
    """The channel and message that `ref` names, or None where it names no message (a title, a blocked attempt)."""
    channel, _, message = ref.partition("/")
    return Place(channel, message) if is_id(channel) and is_id(message) else None


def id_at(moment: datetime) -> str:
    """The smallest id that a thing made at this moment can have."""
    milliseconds = (moment.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)
    return str(max(milliseconds, 0) << _TIME_SHIFT)


def time_of(snowflake: str) -> datetime:
    """When a thing was made, by Discord's own clock. Raises ValueError, OverflowError for what is no id."""
    return _EPOCH + timedelta(milliseconds=int(snowflake) >> _TIME_SHIFT)


def nonce(key: str) -> str:
    """Discord's word for an idempotency key: at most 25 characters; same key, same message, for a few minutes."""
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def permalink(server: str | None, channel: str, message: str) -> str:
    """Where a person of the server sees it; a direct message is seen by the bot alone."""
    return f"https://discord.com/channels/{server or '@me'}/{channel}/{message}"
