"""Everything that is heard besides messages: removals, reactions, names of threads, what AutoMod stopped."""

import hashlib
from datetime import datetime

from adapters.discord.ids import TITLE, permalink, time_of
from adapters.discord.translate.fields import PLATFORM, account, an_id
from adapters.discord.translate.version import ORIGINAL
from adapters.payload import an_object, clean, names, text_if_any
from adapters.platform import Json, Untranslatable
from rules.model.account import Account
from rules.model.interaction import Heard, Interaction, InteractionKind, Removal


def removal(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    """MESSAGE_DELETE."""
    gone = an_object(body, "d")
    return (Removal(channel, PLATFORM, f"{an_id(gone, 'channel_id')}/{an_id(gone, 'id')}", heard_at),)


def removals(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    """MESSAGE_DELETE_BULK."""
    gone = an_object(body, "d")
    place = an_id(gone, "channel_id")
    ids = gone.get("ids")
    if not isinstance(ids, list):
        raise Untranslatable("ids is missing or is not a list")
    return tuple(Removal(channel, PLATFORM, f"{place}/{an_id({'id': one}, 'id')}", heard_at) for one in ids)


def thread_gone(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    """THREAD_DELETE: its name goes with it; its messages are told one by one."""
    return (Removal(channel, PLATFORM, f"{an_id(an_object(body, 'd'), 'id')}/{TITLE}", heard_at),)


def thread(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    """THREAD_CREATE: the name of a new thread or forum post is something somebody said."""
    new, ours = an_object(body, "d"), names(_note(body), "ours")
    author = _known_by_id(an_id(new, "owner_id"), ours)
    if author.ours or new.get("newly_created") is not True:
        return ()
    place = an_id(new, "id")
    name = text_if_any(new, "name")
    if not name:
        raise Untranslatable("the thread has no name")
    said = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=InteractionKind.COMMENT,
        ref=f"{place}/{TITLE}",
        version=ORIGINAL,
        author=author,
        text=name,
        at=time_of(place),
        heard_at=heard_at,
        root=place,
        permalink=permalink(_server(new), place, ""),
    )
    return (said,)


def reaction(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    """MESSAGE_REACTION_ADD to a message of ours. The whole of it is its emoji."""
    given, ours = an_object(body, "d"), names(_note(body), "ours")
    to = given.get("message_author_id")
    if to is not None and to not in ours:
        return ()
    member = given.get("member")
    user = member.get("user") if isinstance(member, dict) else None
    who = an_id(given, "user_id")
    author = account(user, ours=ours) if isinstance(user, dict) and user.get("id") == who else _known_by_id(who, ours)
    if author.ours:
        return ()
    place, message = an_id(given, "channel_id"), an_id(given, "message_id")
    said = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=InteractionKind.REACTION,
        ref=_reaction_ref(given),
        version=ORIGINAL,
        author=author,
        text=_emoji(given),
        at=heard_at,
        heard_at=heard_at,
        parent=f"{place}/{message}",
        root=place,
        permalink=permalink(_server(given), place, message),
    )
    return (said,)


def reaction_gone(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    """MESSAGE_REACTION_REMOVE."""
    return (Removal(channel, PLATFORM, _reaction_ref(an_object(body, "d")), heard_at),)


def stopped(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    """AUTO_MODERATION_ACTION_EXECUTION: words that a rule of the server stopped, so that nobody else saw them.

    Where the message stands (the rule only alerts), it is heard as a message, and this says nothing new.
    """
    told, ours = an_object(body, "d"), names(_note(body), "ours")
    if told.get("message_id") is not None:
        return ()
    author, words = _known_by_id(an_id(told, "user_id"), ours), text_if_any(told, "content")
    if author.ours:
        return ()
    if not words:
        raise Untranslatable("AutoMod stopped words that Discord does not show us: see the server's audit log")
    place = an_id(told, "channel_id") if told.get("channel_id") is not None else an_id(told, "guild_id")
    mark = hashlib.sha256(f"{author.ref} {heard_at.isoformat()} {words}".encode()).hexdigest()[:16]
    said = Interaction(
        channel=channel,
        platform=PLATFORM,
        kind=InteractionKind.COMMENT,
        ref=f"{place}/stopped-{mark}",
        version=ORIGINAL,
        author=author,
        text=words,
        at=heard_at,
        heard_at=heard_at,
    )
    return (said,)


def _known_by_id(who: str, ours: tuple[str, ...]) -> Account:
    """Discord names the account by its id alone here."""
    return Account(PLATFORM, who, who, ours=who in ours)


def _reaction_ref(given: Json) -> str:
    return f"{an_id(given, 'channel_id')}/{an_id(given, 'message_id')}/{_emoji(given)}/{an_id(given, 'user_id')}"


def _emoji(given: Json) -> str:
    emoji = an_object(given, "emoji")
    name, number = emoji.get("name"), emoji.get("id")
    found = name if isinstance(name, str) and name else number
    if not isinstance(found, str) or not found:
        raise Untranslatable("the reaction has no emoji")
    return clean(found)


def _server(given: Json) -> str | None:
    return an_id(given, "guild_id") if given.get("guild_id") is not None else None


def _note(body: Json) -> Json:
    note = body.get("doorstep")
    return note if isinstance(note, dict) else {}
