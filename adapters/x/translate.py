"""Payloads into interactions. Pure and total: an answer, maybe empty, or Untranslatable with a reason in one line."""

from datetime import datetime

from adapters.payload import an_object, clean, heard, medium, moment, names, text, text_if_any, trouble
from adapters.platform import Json, Untranslatable
from adapters.x.ids import first, history, is_id, permalink, root
from adapters.x.words import shown
from rules.model.account import Account
from rules.model.interaction import Heard, Interaction, InteractionKind, Media, Removal, Where

PLATFORM = "x"
_MIME = {"photo": "image/jpeg", "animated_gif": "image/jpeg", "video": "image/jpeg"}
"""Of videos X gives a still to whoever asks; the film itself stays on X."""


def translate(payload: bytes, heard_at_iso: str, channel: str) -> tuple[Heard, ...]:
    """One payload to what was heard. Our own words, bare reposts, and what does not concern us, become nothing.

    Raises:
        Untranslatable: with the reason.
    """
    return heard(payload, heard_at_iso, channel, _read)


def _read(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    kind = body.get("type")
    if kind == "post":
        return _post(body, heard_at, channel)
    if kind == "letter":
        return _letter(body, heard_at, channel)
    if kind == "gone":
        return (Removal(channel, PLATFORM, _id(body, "ref"), heard_at),)
    if kind == "trouble":
        raise trouble(body.get("why"))
    raise Untranslatable(f"payload of type {str(kind)[:40]!r} is not known")


def _post(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    found, ours = an_object(body, "post"), names(body, "ours")
    author = _account(an_object(body, "author"), found.get("author_id"), ours)
    version, _ = _id(found, "id"), text(found, "text")
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
        text=clean(shown(found)),
        at=moment(found.get("created_at"), heard_at),
        heard_at=heard_at,
        where=where,
        parent=parent,
        root=None if kind is InteractionKind.QUOTE else _root(body, found),
        parent_text=text(body, "parent_text") if body.get("parent_text") is not None else None,
        edited=len(history(found)) > 1,
        permalink=permalink(version),
        mentions=_mentions(found),
        media=_media(body.get("media")),
        languages=(text(found, "lang"),) if found.get("lang") is not None else (),
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
    event = an_object(body, "event")
    author = _account(an_object(body, "author"), event.get("sender_id"), names(body, "ours"))
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
        text=clean(shown({"text": text_if_any(event, "text")})),
        at=moment(event.get("created_at"), heard_at),
        heard_at=heard_at,
        where=Where.OUR_PAGE,
    )
    return (said,)


def _account(author: Json, named: object, ours: tuple[str, ...]) -> Account:
    who = author.get("id", named)
    if not isinstance(who, str) or not is_id(who) or (named is not None and named != who):
        raise Untranslatable("the author is missing, or is not one and the same")
    handle = text_if_any(author, "username", who)
    name = text_if_any(author, "name")
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
    found = [_medium(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return tuple(one for one in found if one)


def _medium(one: Json) -> Media | None:
    kind = one.get("type")
    mime = _MIME.get(kind, "") if isinstance(kind, str) else ""
    return medium(one.get("url") or one.get("preview_image_url"), mime, one.get("alt_text"))


def _id(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not is_id(value):
        raise Untranslatable(f"{name} is not an id of X")
    return value
