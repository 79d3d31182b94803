"""What a message says, in words: its text, and what stands in for text (a poll, a sticker, a forwarded message)."""

from adapters.payload import clean, objects, text_if_any
from adapters.platform import Json
from rules.model.interaction import Media


def words_of(message: Json) -> str:
    """The text exactly as written; a poll, a sticker and what was forwarded follow, each on a line of its own."""
    lines = [text_if_any(message, "content")]
    lines += [words_of(_inner(snapshot, "message")) for snapshot in objects(message, "message_snapshots")]
    poll = _inner(message, "poll")
    lines += [text_if_any(_inner(poll, "question"), "text")]
    lines += [text_if_any(_inner(answer, "poll_media"), "text") for answer in objects(poll, "answers")]
    lines += [text_if_any(sticker, "name") for sticker in objects(message, "sticker_items")]
    return "\n".join(line for line in lines if line)


def media_of(message: Json) -> tuple[Media, ...]:
    """Files that came with it, and with what it forwards."""
    found = [_medium(one) for one in objects(message, "attachments")]
    for snapshot in objects(message, "message_snapshots"):
        found += [_medium(one) for one in objects(_inner(snapshot, "message"), "attachments")]
    return tuple(medium for medium in found if medium)


def has_anything(message: Json) -> bool:
    """Whether anything at all was said: without the Message Content intent, Discord sends messages with nothing in them."""
    parts = ("attachments", "embeds", "sticker_items", "components", "message_snapshots")
    return bool(words_of(message)) or any(objects(message, part) for part in parts) or bool(message.get("poll"))


def _medium(attachment: Json) -> Media | None:
    url = attachment.get("url")
    if not isinstance(url, str):
        return None
    return Media(clean(url), text_if_any(attachment, "content_type"), text_if_any(attachment, "description"))


def _inner(body: Json, name: str) -> Json:
    value = body.get(name)
    return value if isinstance(value, dict) else {}
