"""Reading payloads, for every platform's translate: pure and total. What is missing or of the wrong kind is named.

Text that cannot be stored (half a surrogate pair) is refused; the raw bytes are kept and a person sees them.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime

from adapters.platform import Json, Untranslatable
from rules.model.interaction import Heard, Media

LONGEST_WHY = 200
_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError)


def heard(
    payload: bytes, heard_at_iso: str, channel: str, read: Callable[[Json, datetime, str], tuple[Heard, ...]]
) -> tuple[Heard, ...]:
    """What `read` makes of the JSON object in a payload, given when it was heard and the channel. Raises Untranslatable."""
    heard_at = datetime.fromisoformat(heard_at_iso)
    try:
        body = json.loads(payload)
        if not isinstance(body, dict):
            raise Untranslatable("payload is not a JSON object")
        return read(body, heard_at, channel)
    except _UNREADABLE as problem:
        raise Untranslatable(f"payload cannot be read: {problem}"[:LONGEST_WHY]) from problem


def trouble(why: object) -> Untranslatable:
    """Something that a person must mend, said by the listener in the place of a payload."""
    return Untranslatable(str(why)[:LONGEST_WHY] if why else "something is wrong with the channel")


def an_object(body: Json, name: str) -> Json:
    """An object. Raises Untranslatable where there is none."""
    value = body.get(name)
    if not isinstance(value, dict):
        raise Untranslatable(f"{name} is missing or is not an object")
    return value


def text(body: Json, name: str) -> str:
    """A text. Raises Untranslatable where there is none."""
    value = body.get(name)
    if not isinstance(value, str):
        raise Untranslatable(f"{name} is missing or is not text")
    return clean(value)


def text_if_any(body: Json, name: str, instead: str = "") -> str:
    """A text, or `instead` where there is none. Raises Untranslatable for anything else."""
    value = body.get(name)
    if value is None:
        return instead
    if not isinstance(value, str):
        raise Untranslatable(f"{name} is not text")
    return clean(value)


def names(body: Json, name: str) -> tuple[str, ...]:
    """The texts in a list; empty where there is none."""
    value = body.get(name)
    return tuple(clean(item) for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def objects(body: Json, name: str) -> list[Json]:
    """The objects in a list; empty where there is none."""
    value = body.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def medium(url: object, mime: str, alt: object) -> Media | None:
    """A picture, sound or film by its address; None without one."""
    return Media(clean(url), mime, clean(alt) if isinstance(alt, str) else "") if isinstance(url, str) else None


def moment(value: object, heard_at: datetime) -> datetime:
    """The platform's time in UTC; without one, when we heard it. Raises Untranslatable, ValueError."""
    if value is None:
        return heard_at
    if not isinstance(value, str):
        raise Untranslatable("the time is not text")
    read = datetime.fromisoformat(value)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def clean(value: str) -> str:
    """The text, if it can be stored; else raises UnicodeEncodeError, a ValueError."""
    value.encode()
    return value
