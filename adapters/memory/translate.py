"""Payloads of the platform in memory into interactions. Pure."""

import json
from datetime import UTC, datetime

from adapters.platform import Json, Untranslatable
from rules.model.account import Account
from rules.model.interaction import Heard, Interaction, InteractionKind, Media, Removal, Where

PLATFORM = "memory"

US = "landlord"
"""The lasting id of the landlord's own account here."""


def translate(payload: bytes, heard_at_iso: str, channel: str) -> tuple[Heard, ...]:
    """One payload to what was heard; the landlord's own words are dropped.

    Raises:
        Untranslatable: with the reason in one line.
    """
    heard_at = datetime.fromisoformat(heard_at_iso)
    try:
        body = json.loads(payload)
        if body["type"] == "removed":
            return (Removal(channel, PLATFORM, _text(body, "ref"), heard_at),)
        if body["type"] != "said":
            raise Untranslatable(f"payload of type {str(body['type'])[:40]!r} is not known")
        author = _author(body["author"])
        return () if author.ours else (_interaction(body, author, heard_at, channel),)
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise Untranslatable(f"payload cannot be read: {type(problem).__name__} {problem}"[:200]) from problem


def _author(body: Json) -> Account:
    ref = _text(body, "ref")
    return Account(PLATFORM, ref, _text(body, "handle"), str(body.get("name") or ""), ours=ref == US)


def _interaction(body: Json, author: Account, heard_at: datetime, channel: str) -> Interaction:
    at = datetime.fromisoformat(_text(body, "at"))
    rating = body.get("rating")
    return Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=InteractionKind(body["kind"]),
        ref=_text(body, "ref"),
        version=_text(body, "version"),
        author=author,
        text=_text(body, "text"),
        at=at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC),
        heard_at=heard_at,
        where=Where(body["where"]),
        parent=_maybe(body, "parent"),
        root=_maybe(body, "root"),
        parent_text=_maybe(body, "parent_text"),
        rating=rating if isinstance(rating, int) else None,
        edited=body.get("edited") is True,
        permalink=f"memory://{body['ref']}",
        media=tuple(_medium(one) for one in body.get("media") or ()),
        languages=("en",),
    )


def _medium(body: Json) -> Media:
    return Media(_text(body, "url"), _maybe(body, "mime") or "", _maybe(body, "alt") or "")


def _text(body: Json, name: str) -> str:
    value = body[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is not text")
    value.encode()  # a lone surrogate cannot be stored: UnicodeEncodeError is a ValueError
    return value


def _maybe(body: Json, name: str) -> str | None:
    return _text(body, name) if body.get(name) is not None else None
