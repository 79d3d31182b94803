"""Payloads into interactions. Pure and total: an answer, maybe empty, or Untranslatable with a reason in one line."""

from datetime import datetime

from adapters.bluesky.concern import at, concern, mentioned
from adapters.bluesky.ids import POST, address, permalink
from adapters.payload import an_object, heard, medium, moment, names, text, text_if_any, trouble
from adapters.platform import Json, Untranslatable
from rules.model.account import Account
from rules.model.interaction import Heard, Interaction, InteractionKind, Media, Removal, Where

PLATFORM = "bluesky"


def translate(payload: bytes, heard_at_iso: str, channel: str) -> tuple[Heard, ...]:
    """One payload to what was heard. Our own words, and what does not concern us, become nothing.

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
        return (Removal(channel, PLATFORM, _uri(body), heard_at),)
    if kind == "trouble":
        raise trouble(body.get("why"))
    raise Untranslatable(f"payload of type {str(kind)[:40]!r} is not known")


def _post(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    ours, view = names(body, "ours"), an_object(body, "post")
    record, author, uri = (
        an_object(view, "record"),
        _account(an_object(view, "author"), ours=names(body, "ours")),
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
        version=text(view, "cid"),
        author=author,
        text=text(record, "text"),
        at=moment(view.get("indexedAt"), heard_at),
        heard_at=heard_at,
        where=touches.where,
        parent=touches.parent,
        root=touches.root,
        parent_text=text(body, "parent_text") if body.get("parent_text") is not None else None,
        edited=body.get("edited") is True,
        permalink=permalink(uri),
        mentions=mentioned(record),
        media=_media(view.get("embed")),
        languages=names(record, "langs"),
    )
    return (said,)


def _letter(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    message, convo = an_object(body, "message"), text(body, "convo")
    author = _account(an_object(body, "author"), ours=names(body, "ours"))
    if author.ours:
        return ()
    said = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=InteractionKind.DIRECT_MESSAGE,
        ref=f"{convo}/{text(message, 'id')}",
        version=text(message, "rev"),
        author=author,
        text=text(message, "text"),
        at=moment(message.get("sentAt"), heard_at),
        heard_at=heard_at,
        where=Where.OUR_PAGE,
    )
    return (said,)


def _account(author: Json, *, ours: tuple[str, ...]) -> Account:
    did = text(author, "did")
    if not did.startswith("did:"):
        raise Untranslatable("the author has no DID")
    name = text_if_any(author, "displayName")
    handle = text_if_any(author, "handle", did)
    return Account(PLATFORM, did, handle, name, ours=did in ours)


def _uri(body: Json) -> str:
    uri = text(body, "uri")
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
        found += [medium(at(image, "fullsize"), "image/jpeg", at(image, "alt")) for image in shown]
        found += [medium(at(part, "playlist"), "application/vnd.apple.mpegurl", at(part, "alt"))]
        found += [medium(at(part, "thumbnail"), "image/jpeg", at(part, "alt"))]
    return tuple(one for one in found if one)
