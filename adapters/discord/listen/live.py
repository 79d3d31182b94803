"""What the gateway says, as it is said: which of it is kept, and what it changes in what we know."""

from collections.abc import Awaitable, Callable, Mapping

from adapters.discord import payloads
from adapters.discord.desk import Desk, as_json
from adapters.discord.ids import Place, is_id
from adapters.discord.listen.reactions import reaction_of
from adapters.discord.listen.rooms import Rooms
from adapters.discord.place import OURS, Hearing
from adapters.discord.translate.version import ORIGINAL, version_of
from adapters.platform import Json, Payload


class Live:
    """Takes one event at a time. Raises Trouble where the server had to be asked and could not be."""

    def __init__(self, desk: Desk, rooms: Rooms, hearing: Hearing) -> None:
        self._desk, self._rooms, self._hearing = desk, rooms, hearing
        self._takes: Mapping[str, Callable[[str, Json], Awaitable[list[Payload]]]] = {
            "MESSAGE_CREATE": self._message,
            "MESSAGE_UPDATE": self._edit,
            "MESSAGE_DELETE": self._gone,
            "MESSAGE_DELETE_BULK": self._gone,
            "MESSAGE_REACTION_ADD": self._reaction,
            "MESSAGE_REACTION_REMOVE": self._reaction,
            "THREAD_CREATE": self._thread,
            "THREAD_DELETE": self._room_gone,
            "CHANNEL_DELETE": self._room_gone,
            "AUTO_MODERATION_ACTION_EXECUTION": self._stopped,
        }

    async def take(self, event: str, data: Json) -> list[Payload]:
        """What is to be kept of it; an event that concerns another server, or nobody, is let go unread."""
        take = self._takes.get(event)
        if take is None or not self._concerns(data):
            return []
        return await take(event, data)

    def stranger(self, event: str, data: Json) -> tuple[str, str] | None:
        """Account and channel of a private message that begins a conversation for us: it may not be its first."""
        place = _place(data)
        if event != "MESSAGE_CREATE" or place is None or data.get("guild_id") is not None or not self._concerns(data):
            return None
        author = str(as_json(data.get("author")).get("id"))
        known = author in self._desk.ours or place.channel in self._hearing.letters.values()
        return None if known else (author, place.channel)

    def _concerns(self, data: Json) -> bool:
        if data.get("guild_id") is None:
            return self._desk.settings.direct_messages
        return bool(data["guild_id"] == self._desk.settings.server_id)

    async def _message(self, event: str, data: Json) -> list[Payload]:
        """A new message, unless the history told it already."""
        del event
        place = _place(data)
        if place is None:
            return [payloads.heard("MESSAGE_CREATE", data, self._desk.ours)]  # translate says what is wrong with it
        private = data.get("guild_id") is None
        if not private and not await self._rooms.heard(place.channel):
            return []
        author = str(as_json(data.get("author")).get("id"))
        if author in self._desk.ours:
            self._hearing.met(*place, OURS)
            return []
        if self._hearing.heard(*place):
            return []
        self._hearing.met(*place, _version(data))
        if private:
            self._hearing.wrote(author, place.channel)
        else:
            self._hearing.spoke(author)
        return [payloads.message(data, self._desk.ours, edited=False)]

    async def _edit(self, event: str, data: Json) -> list[Payload]:
        """An edit by its author. An unfurled link carries no new time of edit, and so no new version."""
        del event
        place, version = _place(data), _version(data)
        if place is None or version == ORIGINAL or self._hearing.version(*place) in {version, OURS}:
            return []
        private = data.get("guild_id") is None
        if not private and not await self._rooms.heard(place.channel):
            return []
        whole = data if "content" in data and "author" in data else await self._whole(place, data)
        if whole is None or as_json(whole.get("author")).get("id") in self._desk.ours:
            return []
        self._hearing.met(*place, version)
        return [payloads.message(whole, self._desk.ours, edited=True)]

    async def _whole(self, place: Place, part: Json) -> Json | None:
        """A partial edit, filled up; None when the message is gone meanwhile (that is told by itself)."""
        found = await self._desk.message(place)
        return {**found, **part, "content": found.get("content")} if found is not None else None

    async def _gone(self, event: str, data: Json) -> list[Payload]:
        """Deleted, by its author or a moderator of the server. What we deleted ourselves is no news."""
        channel = str(data.get("channel_id"))
        listed = data.get("ids") if event == "MESSAGE_DELETE_BULK" else [data.get("id")]
        told = []
        for message in listed if isinstance(listed, list) else []:
            known = self._hearing.version(channel, str(message))
            self._hearing.forget(channel, str(message))
            if (
                known != OURS
                and f"{channel}/{message}" not in self._desk.removed
                and self._stood(channel, message, known)
            ):
                told.append(payloads.gone(channel, str(message), self._desk.ours))
        return told

    def _stood(self, channel: str, message: object, known: str | None) -> bool:
        """Known, or so old that we have let go of it."""
        return known is not None or (is_id(message) and self._hearing.heard(channel, str(message)))

    async def _reaction(self, event: str, data: Json) -> list[Payload]:
        """To messages of ours only; its end only where its beginning was heard."""
        which = reaction_of(data)
        if event == "MESSAGE_REACTION_REMOVE":
            known = which in self._hearing.reactions
            self._hearing.reactions.pop(which, None)
            return [payloads.heard(event, data, self._desk.ours)] if known else []
        if data.get("message_author_id") not in self._desk.ours or data.get("user_id") in self._desk.ours:
            return []
        return [] if self._hearing.reacted(which) else [payloads.heard(event, data, self._desk.ours)]

    async def _thread(self, event: str, data: Json) -> list[Payload]:
        self._rooms.note(data)
        thread = str(data.get("id"))
        if data.get("newly_created") is not True or not self._rooms.wanted(thread) or self._hearing.titled(thread):
            return []
        return [payloads.heard(event, data, self._desk.ours)]

    async def _room_gone(self, event: str, data: Json) -> list[Payload]:
        """A thread or channel was deleted, and all that stood in it."""
        room = str(data.get("id"))
        told = [
            payloads.gone(room, message, self._desk.ours)
            for message, version in self._hearing.known.pop(room, {}).items()
            if version != OURS
        ]
        if event == "THREAD_DELETE" and room in self._hearing.titles:
            told.append(payloads.heard(event, data, self._desk.ours))
        return told

    async def _stopped(self, event: str, data: Json) -> list[Payload]:
        return [payloads.heard(event, data, self._desk.ours)]


def _place(data: Json) -> Place | None:
    channel, message = data.get("channel_id"), data.get("id")
    return Place(str(channel), str(message)) if is_id(channel) and is_id(message) else None


def _version(data: Json) -> str:
    """As `version_of`; a time that cannot be read is a version of its own, so that translate gets to say so."""
    try:
        return version_of(data)
    except (ValueError, TypeError, OverflowError):
        return "?"
