"""Payloads into interactions. Pure and total: an answer, maybe empty, or Untranslatable with a reason in one line."""

import json
from datetime import UTC, datetime

from adapters.bluesky.concern import at, concern, mentioned
from adapters.bluesky.ids import POST, address, permalink
from adapters.platform import Json, Untranslatable
from rules.model.account import Account
from rules.model.interaction import Heard, Interaction, InteractionKind, Media, Removal, Where

PLATFORM = "bluesky"
_LONGEST_WHY = 200


def translate(payload: bytes, heard_at_iso: str, channel: str) -> tuple[Heard, ...]:
    """One payload to what was heard. Our own words, and what does not concern us, become nothing.

    Raises:
        Untranslatable: with the reason.
    """
    heard_at = datetime.fromisoformat(heard_at_iso)
    try:
        body = json.loads(payload)
        if not isinstance(body, dict):
            raise Untranslatable("payload is not a JSON object")
        return _read(body, heard_at, channel)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
        raise Untranslatable(f"payload cannot be read: {problem}"[:_LONGEST_WHY]) from problem


def _read(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    kind = body.get("type")
    if kind == "post":
        return _post(body, heard_at, channel)
    if kind == "letter":
        return _letter(body, heard_at, channel)
    if kind == "gone":
        return (Removal(channel, PLATFORM, _uri(body), heard_at),)
    if kind == "trouble":
        raise Untranslatable(_text(body, "why")[:_LONGEST_WHY] or "something is wrong with the channel")
    raise Untranslatable(f"payload of type {str(kind)[:40]!r} is not known")


def _post(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    ours, view = _names(body, "ours"), _object(body, "post")
    record, author, uri = (
        _object(view, "record"),
        _account(_object(view, "author"), ours=_names(body, "ours")),
        _uri(view),
    )
    touches = concern(record, uri, ours)
    if author.ours or touches is None:
        return ()
    said = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=touches.kind,
        ref=uri,
        version=_text(view, "cid"),
        author=author,
        text=_text(record, "text"),
        at=_time(view.get("indexedAt"), heard_at),
        heard_at=heard_at,
        where=touches.where,
        parent=touches.parent,
        root=touches.root,
        parent_text=_text(body, "parent_text") if body.get("parent_text") is not None else None,
        edited=body.get("edited") is True,
        permalink=permalink(uri),
        mentions=mentioned(record),
        media=_media(view.get("embed")),
        languages=_names(record, "langs"),
    )
    return (said,)


def _letter(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    message, convo = _object(body, "message"), _text(body, "convo")
    author = _account(_object(body, "author"), ours=_names(body, "ours"))
    if author.ours:
        return ()
    said = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=InteractionKind.DIRECT_MESSAGE,
        ref=f"{convo}/{_text(message, 'id')}",
        version=_text(message, "rev"),
        author=author,
        text=_text(message, "text"),
        at=_time(message.get("sentAt"), heard_at),
        heard_at=heard_at,
        where=Where.OUR_PAGE,
    )
    return (said,)


def _account(author: Json, *, ours: tuple[str, ...]) -> Account:
    did = _text(author, "did")
    if not did.startswith("did:"):
        raise Untranslatable("the author has no DID")
    name = _text(author, "displayName") if author.get("displayName") is not None else ""
    handle = _text(author, "handle") if author.get("handle") is not None else did
    return Account(PLATFORM, did, handle, name, ours=did in ours)


def _uri(body: Json) -> str:
    uri = _text(body, "uri")
    found = address(uri)
    if found is None or found.collection != POST:
        raise Untranslatable(f"{uri[:80]!r} is not the address of a post")
    return uri


def _media(embed: object) -> tuple[Media, ...]:
    """Pictures and videos as the network's own view addresses them (app.bsky.embed.images#view, video#view).

    A video is its playlist and its still picture: only the picture shows something when it is kept.
    """
    found: list[Media | None] = []
    for part in (embed, at(embed, "media")):
        images = at(part, "images")
        shown = images if isinstance(images, list) else []
        found += [_medium(at(image, "fullsize"), "image/jpeg", at(image, "alt")) for image in shown]
        found += [_medium(at(part, "playlist"), "application/vnd.apple.mpegurl", at(part, "alt"))]
        found += [_medium(at(part, "thumbnail"), "image/jpeg", at(part, "alt"))]
    return tuple(medium for medium in found if medium)


def _medium(url: object, mime: str, alt: object) -> Media | None:
    return Media(_clean(url), mime, _clean(alt) if isinstance(alt, str) else "") if isinstance(url, str) else None


def _time(value: object, heard_at: datetime) -> datetime:
    """The server's time in UTC; without one (a record read past a block), when we heard it."""
    if value is None:
        return heard_at
    if not isinstance(value, str):
        raise Untranslatable("the time is not text")
    read = datetime.fromisoformat(value)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def _object(body: Json, name: str) -> Json:
    value = body.get(name)
    if not isinstance(value, dict):
        raise Untranslatable(f"{name} is missing or is not an object")
    return value


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise Untranslatable(f"{name} is missing or is not text")
    return _clean(value)


def _clean(value: str) -> str:
    """The text, if it can be stored: half a surrogate pair cannot, and raises UnicodeEncodeError, a ValueError."""
    value.encode()
    return value


def _names(body: Json, name: str) -> tuple[str, ...]:
    value = body.get(name)
    return tuple(_clean(item) for item in value if isinstance(item, str)) if isinstance(value, list) else ()
