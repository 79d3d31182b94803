"""The words as plain data (for evidence) and back: string keys, enums by value, times in UTC, no floats."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_plain(thing: object) -> Any:
    """Any of the frozen dataclasses of `rules.model` as JSON-able data. Sets come sorted, so equal things give equal data.

    Times must be in UTC, as they are everywhere in Doorstep; there are no floats in the words, so there are none here.
    """
    return msgspec.to_builtins(thing, str_keys=True, order="deterministic")


def from_plain(kind: type[T], data: Any) -> T:
    """The inverse of `to_plain`. Raises `msgspec.ValidationError`, which names the field, if `data` is not a `kind`."""
    return msgspec.convert(data, kind, str_keys=True)
