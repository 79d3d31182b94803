"""Which channels and threads there are, and which of them are heard."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from discord.http import HTTPClient

from adapters.discord.desk import Desk, as_json
from adapters.discord.errors import Answered, Refusal
from adapters.discord.ids import time_of
from adapters.platform import Json

_WITH_MESSAGES = frozenset({0, 2, 5, 13})
_WITH_THREADS = frozenset({0, 5, 15, 16})
_ARCHIVED = 100


@dataclass
class Rooms:
    """`parents`: thread -> the channel it hangs under; a channel is its own."""

    desk: Desk
    parents: dict[str, str] = field(default_factory=dict)

    async def load(self, since: str) -> tuple[list[Json], list[Json]]:
        """The channels that are heard, and the threads: open ones, and those archived since that id."""
        server = int(self.desk.settings.server_id)
        listed = await self.desk.connection.read(lambda http: http.get_all_guild_channels(server))
        channels = [as_json(one) for one in listed]
        self.parents.update({str(one["id"]): str(one["id"]) for one in channels})
        active = as_json(await self.desk.connection.read(lambda http: http.get_active_threads(server)))
        threads = [as_json(one) for one in active.get("threads", [])]
        heard = [one for one in channels if self.wanted(str(one["id"]))]
        for one in heard:
            if one.get("type") in _WITH_THREADS:
                threads += await self._archived(str(one["id"]), since)
        for one in threads:
            self.parents[str(one["id"])] = str(one.get("parent_id"))
        return (
            [one for one in heard if one.get("type") in _WITH_MESSAGES],
            [one for one in threads if self.wanted(str(one["id"]))],
        )

    def wanted(self, channel: str) -> bool:
        """Whether what is said there is heard."""
        settings, parent = self.desk.settings, self.parents.get(channel, channel)
        if {channel, parent} & {*settings.leave_out, settings.staff_channel}:
            return False
        return not settings.channels or bool({channel, parent} & settings.channels)

    async def heard(self, channel: str) -> bool:
        """The same, for a channel that may be new to us."""
        if channel not in self.parents:
            try:
                found = await self.desk.channel(channel)
            except (Refusal, Answered) as no:
                if isinstance(no, Answered) and no.passing:
                    raise
                found = {}  # gone, or closed to us, since: by its own id then
            self.parents[channel] = (
                str(found.get("parent_id") or channel) if found.get("type") in {10, 11, 12} else channel
            )
        return self.wanted(channel)

    def note(self, thread: Json) -> None:
        """A thread that the gateway told of."""
        self.parents[str(thread.get("id"))] = str(thread.get("parent_id"))

    async def _archived(self, channel: str, since: str) -> list[Json]:
        """Threads put away since, however many: newest first, so the first older one ends it. Some may be written in."""
        found: list[Json] = []
        before: str | None = None
        while True:
            try:
                page = as_json(await self.desk.connection.read(self._page(channel, before)))
            except Answered as no:
                if no.passing:
                    raise
                return found  # what cannot be read is told by the backfill of the channel itself
            threads = [as_json(one) for one in page.get("threads", [])]
            found += [one for one in threads if int(one.get("last_message_id") or 0) > int(since)]
            before = _put_away(threads[-1]) if threads else None
            if before is None or page.get("has_more") is not True or _earlier(before, since):
                return found

    @staticmethod
    def _page(channel: str, before: str | None) -> Callable[[HTTPClient], Awaitable[object]]:
        return lambda http: http.get_public_archived_threads(int(channel), before=before, limit=_ARCHIVED)


def _put_away(thread: Json) -> str | None:
    when = as_json(thread.get("thread_metadata")).get("archive_timestamp")
    return when if isinstance(when, str) else None


def _earlier(when: str, since: str) -> bool:
    """Nobody can write in a thread that was put away before: writing brings it back."""
    return datetime.fromisoformat(when) < time_of(since)
