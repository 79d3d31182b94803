"""Payloads into interactions. Pure and total: an answer, maybe empty, or Untranslatable with a reason in one line."""

import json
from datetime import UTC, datetime

from adapters.platform import Json, Untranslatable
from adapters.x.ids import first, history, is_id, permalink, root
from adapters.x.words import shown
from rules.model.account import Account
from rules.model.interaction import Heard, Interaction, InteractionKind, Media, Removal, Where

PLATFORM = "x"
_LONGEST_WHY = 200
_MIME = {"photo": "image/jpeg", "animated_gif": "image/jpeg", "video": "image/jpeg"}
"""Of videos X gives a still to whoever asks; the film itself stays on X."""

_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError)


def translate(payload: bytes, heard_at_iso: str, channel: str) -> tuple[Heard, ...]:
    """One payload to what was heard. Our own words, bare reposts, and what does not concern us, become nothing.

    Raises:
        Untranslatable: with the reason.
    """
    heard_at = datetime.fromisoformat(heard_at_iso)
    try:
        body = json.loads(payload)
        if not isinstance(body, dict):
            raise Untranslatable("payload is not a JSON object")
        return _read(body, heard_at, channel)
    except _UNREADABLE as problem:
        raise Untranslatable(f"payload cannot be read: {problem}"[:_LONGEST_WHY]) from problem


def _read(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    kind = body.get("type")
    if kind == "post":
        return _post(body, heard_at, channel)
    if kind == "letter":
        return _letter(body, heard_at, channel)
    if kind == "gone":
        return (Removal(channel, PLATFORM, _id(body, "ref"), heard_at),)
    if kind == "trouble":
        raise Untranslatable(_text(body, "why")[:_LONGEST_WHY] or "something is wrong with the channel")
    raise Untranslatable(f"payload of type {str(kind)[:40]!r} is not known")


def _post(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    found, ours = _object(body, "post"), _names(body, "ours")
    author = _account(_object(body, "author"), found.get("author_id"), ours)
    version, _ = _id(found, "id"), _text(found, "text")
    parent = _parent(found)
    kind, where = _concern(body, found, ours)
    if author.ours or kind is None or refers(found, "retweeted"):
        return ()
    said = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=kind,
        ref=first(found),
        version=version,
        author=author,
        text=_clean(shown(found)),
        at=_time(found.get("created_at"), heard_at),
        heard_at=heard_at,
        where=where,
        parent=parent,
        root=None if kind is InteractionKind.QUOTE else _root(body, found),
        parent_text=_text(body, "parent_text") if body.get("parent_text") is not None else None,
        edited=len(history(found)) > 1,
        permalink=permalink(version),
        mentions=_mentions(found),
        media=_media(body.get("media")),
        languages=(_text(found, "lang"),) if found.get("lang") is not None else (),
    )
    return (said,)


def _concern(body: Json, found: Json, ours: tuple[str, ...]) -> tuple[InteractionKind | None, Where]:
    """In our thread, quoting us, answering us elsewhere, naming us: in this order; or nothing."""
    if body.get("owner") in ours and found.get("conversation_id") != found.get("id"):
        return InteractionKind.REPLY, Where.OUR_PAGE
    if body.get("quotes_us") is True:
        return InteractionKind.QUOTE, Where.ELSEWHERE
    if found.get("in_reply_to_user_id") in ours:
        return InteractionKind.REPLY, Where.ELSEWHERE
    if body.get("by") == "mentions" or any(name in ours for name in _mentions(found)):
        return InteractionKind.MENTION, Where.ELSEWHERE
    return None, Where.ELSEWHERE


def _letter(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    event = _object(body, "event")
    author = _account(_object(body, "author"), event.get("sender_id"), _names(body, "ours"))
    if author.ours:
        return ()
    if event.get("event_type", "MessageCreate") != "MessageCreate":
        raise Untranslatable("the direct-message event is no message")
    name = _id(event, "id")
    said = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=InteractionKind.DIRECT_MESSAGE,
        ref=f"dm/{name}",
        version=name,
        author=author,
        text=_clean(shown({"text": _text(event, "text") if event.get("text") is not None else ""})),
        at=_time(event.get("created_at"), heard_at),
        heard_at=heard_at,
        where=Where.OUR_PAGE,
    )
    return (said,)


def _account(author: Json, named: object, ours: tuple[str, ...]) -> Account:
    who = author.get("id", named)
    if not isinstance(who, str) or not is_id(who) or (named is not None and named != who):
        raise Untranslatable("the author is missing, or is not one and the same")
    handle = _text(author, "username") if author.get("username") is not None else who
    name = _text(author, "name") if author.get("name") is not None else ""
    return Account(PLATFORM, who, handle, name, ours=who in ours)


def _root(body: Json, found: Json) -> str | None:
    thread = found.get("conversation_id")
    if thread is None:
        return None
    owner = body.get("owner")
    return root(owner if isinstance(owner, str) and is_id(owner) else "", _id(found, "conversation_id"))


def _parent(found: Json) -> str | None:
    return refers(found, "replied_to") or refers(found, "quoted")


def refers(found: Json, how: str) -> str | None:
    """The post that this one replies to (`replied_to`), quotes (`quoted`) or repeats (`retweeted`)."""
    for name in ("referenced_tweets", "referenced_posts"):
        listed = found.get(name)
        for one in listed if isinstance(listed, list) else []:
            if isinstance(one, dict) and one.get("type") == how and is_id(one.get("id")):
                return str(one["id"])
    return None


def _mentions(found: Json) -> tuple[str, ...]:
    entities = found.get("entities")
    listed = entities.get("mentions") if isinstance(entities, dict) else None
    ids = [one.get("id") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return tuple(str(one) for one in ids if is_id(one))


def _media(listed: object) -> tuple[Media, ...]:
    found = []
    for one in listed if isinstance(listed, list) else []:
        url = one.get("url") or one.get("preview_image_url") if isinstance(one, dict) else None
        if isinstance(url, str):
            alt, kind = one.get("alt_text"), one.get("type")
            mime = _MIME.get(kind, "") if isinstance(kind, str) else ""
            found.append(Media(_clean(url), mime, _clean(alt) if isinstance(alt, str) else ""))
    return tuple(found)


def _time(value: object, heard_at: datetime) -> datetime:
    """X's time in UTC; without one, when we heard it."""
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


def _id(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not is_id(value):
        raise Untranslatable(f"{name} is not an id of X")
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
