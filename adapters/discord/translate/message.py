"""A message, new or edited, as an interaction."""

from datetime import datetime

from adapters.discord.ids import permalink
from adapters.discord.translate.fields import PLATFORM, account, an_id
from adapters.discord.translate.version import ORIGINAL, read_time, version_of
from adapters.discord.translate.words import has_anything, media_of, words_of
from adapters.payload import an_object, names, objects, text_if_any
from adapters.platform import Json, Untranslatable
from rules.model.interaction import Heard, Interaction, InteractionKind, Where

_NOTICES = frozenset({*range(1, 4), *range(5, 19), 21, 22, *range(24, 33), *range(36, 40), 44, 46})
"""Types of Discord's own notices (joins, pins, boosts, AutoMod alerts). 4 is a thread's new name: somebody wrote it."""

_NO_WORDS = "the message came without its words: switch on 'Message Content Intent' in the developer portal"
_PARTIAL = "an edit came without the words or without their author"


def message(body: Json, heard_at: datetime, channel: str, *, update: bool) -> tuple[Heard, ...]:
    """Our own words and Discord's notices become nothing; so does an update that no author made (an unfurled link)."""
    said, note = an_object(body, "d"), _note(body)
    ref = f"{an_id(said, 'channel_id')}/{an_id(said, 'id')}"
    version = version_of(said)
    if update and version == ORIGINAL:
        return ()
    if update and not ("content" in said and "author" in said):
        raise Untranslatable(_PARTIAL)
    author = account(an_object(said, "author"), ours=names(note, "ours"))
    if author.ours or said.get("type") in _NOTICES:
        return ()
    if not has_anything(said):
        raise Untranslatable(_NO_WORDS)
    private = said.get("guild_id") is None
    answered = _answered(said)
    heard = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=_kind(said, private, answered, names(note, "ours")),
        ref=ref,
        version=version,
        author=author,
        text=words_of(said),
        at=read_time(said.get("timestamp")) if said.get("timestamp") is not None else heard_at,
        heard_at=heard_at,
        where=Where.OUR_PAGE,
        parent=answered,
        root=None if private else an_id(said, "channel_id"),
        parent_text=_answered_words(said),
        edited=version != ORIGINAL,
        permalink=permalink(_server(said), *ref.split("/")),
        mentions=tuple(an_id(one, "id") for one in objects(said, "mentions")),
        media=media_of(said),
    )
    return (heard,)


def _kind(said: Json, private: bool, answered: str | None, ours: tuple[str, ...]) -> InteractionKind:
    if private:
        return InteractionKind.DIRECT_MESSAGE
    if objects(said, "message_snapshots"):
        return InteractionKind.QUOTE
    if answered:
        return InteractionKind.REPLY
    if any(one.get("id") in ours for one in objects(said, "mentions")):
        return InteractionKind.MENTION
    return InteractionKind.COMMENT


def _answered(said: Json) -> str | None:
    """The message that this one answers or forwards."""
    reference = said.get("message_reference")
    if not isinstance(reference, dict) or reference.get("message_id") is None:
        return None
    return f"{an_id(reference, 'channel_id')}/{an_id(reference, 'message_id')}"


def _answered_words(said: Json) -> str | None:
    answered = said.get("referenced_message")
    return text_if_any(answered, "content") if isinstance(answered, dict) else None


def _server(said: Json) -> str | None:
    return an_id(said, "guild_id") if said.get("guild_id") is not None else None


def _note(body: Json) -> Json:
    note = body.get("doorstep")
    return note if isinstance(note, dict) else {}
