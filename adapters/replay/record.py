"""One recorded comment as an `Interaction`, or the reason why it cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rules.model.account import Account
from rules.model.interaction import Interaction, InteractionKind

MAX_TEXT = 1_000_000
NOBODY = ""
"""The author of a comment that does not say who wrote it: no two such comments are taken to be by the same account."""
_KINDS = {kind.value: kind for kind in InteractionKind} | {"dm": InteractionKind.DIRECT_MESSAGE}


class BadRecord(ValueError):
    """A record that cannot be read; the text names the field and what is wrong with it, in one line."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A comment read from line (or row) `line`, counted from 1."""

    line: int
    id: str
    interaction: Interaction


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that could not be read. It is counted and shown, never dropped."""

    line: int
    why: str


def interaction(fields: Mapping[str, Any], name: str, default_at: datetime) -> Interaction:
    """Fields as described in the package, to an `Interaction`. Raises BadRecord."""
    context = fields.get("context") or {}
    if not isinstance(context, Mapping):
        raise BadRecord("context: must be an object")
    flat = {**context, **{key: value for key, value in fields.items() if key != "context"}}
    platform = _word(flat, "platform") or "recorded"
    author = _word(flat, "author") or NOBODY
    at = _moment(flat.get("at"), default_at)
    return Interaction(
        channel="replay",
        platform=platform,
        kind=_kind(flat),
        ref=name,
        version="",
        author=Account(platform=platform, ref=author, handle=author),
        text=_text(flat),
        at=at,
        heard_at=at,
        parent_text=_word(flat, "parent"),
        rating=_rating(flat.get("rating")),
    )


def _text(fields: Mapping[str, Any]) -> str:
    text = fields.get("text")
    if not isinstance(text, str):
        raise BadRecord("text: missing" if text is None else "text: must be words")
    if len(text) > MAX_TEXT:
        raise BadRecord(f"text: {len(text):,} characters, more than {MAX_TEXT:,}")
    return text


def _word(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadRecord(f"{name}: must be words")
    return str(value)


def _kind(fields: Mapping[str, Any]) -> InteractionKind:
    word = (_word(fields, "kind") or "comment").strip().lower().replace(" ", "_")
    if word not in _KINDS:
        raise BadRecord(f"kind: '{word[:40]}' is not one of {', '.join(sorted(_KINDS))}")
    return _KINDS[word]


def _rating(value: Any) -> int | None:
    if value is None or value == "":
        return None
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        raise BadRecord("rating: must be a number") from None


def _moment(value: Any, default: datetime) -> datetime:
    if value is None or value == "":
        return default
    if isinstance(value, datetime):
        return _utc(value)
    try:
        return _utc(datetime.fromisoformat(str(value).strip()))
    except (ValueError, OverflowError):
        raise BadRecord(f"at: '{str(value)[:40]}' is not a date and time like 2026-11-22T08:45:00Z") from None


def _utc(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
