"""What was said, edited, deleted and reacted to while the gateway could not tell: read from each channel's history.

The gateway replays a short gap by itself. After a longer one it begins anew (READY), and then this is run before
anything else is heard, so that no later message can hide an earlier one.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from adapters.discord import payloads
from adapters.discord.act.delete import deleted_by_us
from adapters.discord.act.message import conversation
from adapters.discord.desk import Desk, as_json
from adapters.discord.errors import UNKNOWN_CHANNEL, Answered
from adapters.discord.ids import id_at
from adapters.discord.listen.reactions import changed
from adapters.discord.listen.rooms import Rooms
from adapters.discord.place import OURS, Hearing
from adapters.discord.translate.version import version_of
from adapters.platform import Json, Payload

Keep = Callable[[Sequence[Payload]], Awaitable[None]]
_PAGE = 100


class Backfill:
    """One run over everything that is heard. `keep` commits a page and the cursor together."""

    def __init__(self, desk: Desk, rooms: Rooms, hearing: Hearing, keep: Keep) -> None:
        self._desk, self._rooms, self._hearing, self._keep = desk, rooms, hearing, keep
        self._deleted: set[str] = set()

    async def run(self) -> None:
        """Raises Trouble where the server cannot be reached: run it again."""
        begun = id_at(datetime.now(UTC))
        self._deleted = await deleted_by_us(self._desk)
        channels, threads = await self._rooms.load(self._hearing.whole or self._hearing.since)
        await self._titles(threads)
        rooms = {str(one["id"]): str(one.get("last_message_id") or "0") for one in [*channels, *threads]}
        for channel in [*rooms, *(one for one in self._hearing.known if one not in rooms)]:
            if channel in set(self._hearing.letters.values()):
                continue
            if self._hearing.known.get(channel) or int(rooms.get(channel, "0")) > int(self._hearing.start(channel)):
                await self._read(channel, private=False)
        if self._desk.settings.direct_messages:
            await self._letters()
        self._hearing.whole = begun

    async def conversation(self, who: str, channel: str) -> None:
        """A private conversation that is new to us: what was written before the message that told of it."""
        self._hearing.wrote(who, channel)
        await self._read(channel, private=True)

    async def _letters(self) -> None:
        """Discord lists no private channels: those we know, and those of accounts heard lately, are asked for."""
        for who in list(self._hearing.writers):
            if who not in self._hearing.letters:
                try:
                    self._hearing.wrote(who, await conversation(self._desk, who))
                except Answered as no:
                    if no.passing:
                        raise
        for channel in list(self._hearing.letters.values()):
            await self._read(channel, private=True)

    async def _titles(self, threads: list[Json]) -> None:
        new = [
            one
            for one in threads
            if int(one["id"]) > int(self._hearing.since) and not self._hearing.titled(str(one["id"]))
        ]
        told = [payloads.heard("THREAD_CREATE", {**one, "newly_created": True}, self._desk.ours) for one in new]
        if told:
            await self._keep(told)

    async def _read(self, channel: str, *, private: bool) -> None:
        after, seen = self._hearing.start(channel), set[str]()
        expected = dict(self._hearing.known.get(channel, {}))
        try:
            while True:
                page = await self._page(channel, after)
                seen.update(str(one["id"]) for one in page)
                await self._keep([payload for one in page for payload in self._new(one, private=private)])
                await self._reactions([one for one in page if self._reacted_to(one)], private=private)
                if len(page) < _PAGE:
                    break
                after = str(page[-1]["id"])
        except Answered as no:
            if no.passing:
                raise
            if no.code != UNKNOWN_CHANNEL:
                await self._cannot(channel, no)
                return
        await self._gone(channel, [message for message in expected if message not in seen])

    async def _page(self, channel: str, after: str) -> list[Json]:
        page = await self._desk.connection.read(lambda http: http.logs_from(int(channel), _PAGE, after=int(after)))
        return sorted((as_json(one) for one in page), key=lambda one: int(one["id"]))

    def _reacted_to(self, message: Json) -> bool:
        """A message of ours with reactions, now or when we last looked."""
        ours = as_json(message.get("author")).get("id") in self._desk.ours
        before = f"{message['channel_id']}/{message['id']}/"
        return ours and bool(message.get("reactions") or any(one.startswith(before) for one in self._hearing.reactions))

    async def _reactions(self, messages: list[Json], *, private: bool) -> None:
        for one in messages:
            told = await changed(self._desk, self._hearing, one, None if private else self._desk.settings.server_id)
            if told:
                await self._keep(told)

    def _new(self, message: Json, *, private: bool) -> list[Payload]:
        """What is new about one message of the history: nothing, itself, or an edit."""
        channel, number = str(message["channel_id"]), str(message["id"])
        before = self._hearing.version(channel, number)
        author = str(as_json(message.get("author")).get("id"))
        if author in self._desk.ours:
            self._hearing.met(channel, number, OURS)
            return []
        now = version_of(message)
        if before == now:
            return []
        self._hearing.met(channel, number, now)
        whole = message if private else {**message, "guild_id": self._desk.settings.server_id}
        if not private:
            self._hearing.spoke(author)
        return [payloads.message(whole, self._desk.ours, edited=before is not None)]

    async def _gone(self, channel: str, missing: list[str]) -> None:
        told = []
        for message in missing:
            theirs = self._hearing.version(channel, message) != OURS and f"{channel}/{message}" not in self._deleted
            self._hearing.forget(channel, message)
            told += [payloads.gone(channel, message, self._desk.ours)] if theirs else []
        if told:
            await self._keep(told)

    async def _cannot(self, channel: str, no: Answered) -> None:
        """A channel that we may see and not read, once a day on record."""
        why = f"What was said in channel {channel} cannot be read back: {no.why} ({no.code})"
        await self._keep([payloads.trouble(why, datetime.now(UTC).date().isoformat())])
