"""Canonical JSON (RFC 8785) for what evidence holds: ASCII keys, strings, integers within 2^53, true, false, null.

Within those limits msgspec's deterministic order gives the bytes of RFC 8785, thirty times as fast as its reference. Outside
them (a float, a larger integer, a lone surrogate) the entry is refused: other programs would read or write it differently.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import asdict

LARGEST = 2**53
_ENCODER = msgspec.json.Encoder(order="deterministic")
_OF_WORDS = msgspec.json.Encoder(order="sorted")


class NotCanonical(ValueError):
    """This cannot stand in evidence; the text names where and why."""


def encode(value: Any) -> bytes:
    """The canonical bytes of `value`. Raises NotCanonical."""
    try:
        body = _ENCODER.encode(value)
    except UnicodeEncodeError:
        raise NotCanonical(f"{_first(value, _lone_surrogate)}: a lone surrogate cannot stand in evidence") from None
    except (TypeError, OverflowError) as error:
        raise NotCanonical(f"it cannot stand in evidence: {error}") from None
    if not _plain(value):
        _examine(value)
    return body


def of_struct(thing: msgspec.Struct, *loose: str) -> bytes:
    """`encode(asdict(thing))` in half the time, for a struct whose fields stand in the order of their names.

    Only its parts called `loose` are looked through; the others are strings and integers by type. Raises NotCanonical.
    """
    try:
        body = _ENCODER.encode(thing)
    except (UnicodeEncodeError, TypeError, OverflowError):
        return encode(asdict(thing))  # says where and why
    for part in loose:
        if not _plain(getattr(thing, part)):
            return encode(asdict(thing))
    return body


def once(value: Any) -> msgspec.Raw:
    """`value` made canonical ahead, for a part that stands in many entries: `encode` takes it over as it is."""
    return msgspec.Raw(encode(value))


def of_words(thing: object) -> msgspec.Raw:
    """`once(to_plain(thing))` for a dataclass of `rules.model`, in a quarter of the time. Raises NotCanonical.

    Its types are not looked through: a test holds every word that may come here to strings, small integers and times.
    """
    try:
        return msgspec.Raw(_OF_WORDS.encode(thing))
    except UnicodeEncodeError:
        raise NotCanonical(f"a {type(thing).__name__} with a lone surrogate cannot stand in evidence") from None


def _plain(value: Any) -> bool:
    """A quick yes for what may stand in evidence; no means: look closely. On the comment path: exact types, loops."""
    kind = type(value)
    if kind is dict:
        for key, part in value.items():  # noqa: SIM110 - a generator costs twice as much
            if not key.isascii() or (type(part) not in _QUICK and not _plain(part)):
                return False
        return True
    if kind is list or kind is tuple:
        for part in value:  # noqa: SIM110 - a generator costs twice as much
            if type(part) not in _QUICK and not _plain(part):
                return False
        return True
    return kind in _QUICK or (kind is int and -LARGEST < value < LARGEST)


_QUICK = frozenset({str, bool, type(None), msgspec.Raw})
"""Types whose every value may stand in evidence; a `Raw` was made by `once`."""


def _examine(value: Any) -> None:
    for where, part, key in _walk(value, ""):
        if not key.isascii():
            raise NotCanonical(f"{where}: a key in evidence is plain ASCII")
        if isinstance(part, int) and not -LARGEST < part < LARGEST:
            raise NotCanonical(f"{where}: an integer beyond 2^53 cannot stand in evidence")
        if not isinstance(part, dict | list | tuple | str | int | msgspec.Raw | None):
            raise NotCanonical(f"{where}: a {type(part).__name__} cannot stand in evidence")


def _first(value: Any, wrong: Any) -> str:
    return next((where for where, part, key in _walk(value, "") if wrong(part) or wrong(key)), "somewhere")


def _lone_surrogate(part: Any) -> bool:
    return isinstance(part, str) and any("\ud800" <= letter <= "\udfff" for letter in part)


def _walk(value: Any, where: str, key: Any = "") -> Iterator[tuple[str, Any, Any]]:
    """Every part of `value` as (path, part, its key)."""
    yield where or "it", value, key
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _walk(part, f"{where}.{ascii(name)[1:-1]}".lstrip("."), name)
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _walk(part, f"{where}[{number}]")
