"""The capturer: a part of the house that fetches what came with a comment and keeps it with what is known of it.

Never on the comment path, and safe to kill at any moment: what is still to be captured stands in the queue.
"""

import asyncio
from collections.abc import Mapping, Sequence

from adapters.platform import Fetched, Fetches, NotFetched, Platform
from bot.clock import Clock
from bot.evidence.capture import checks
from bot.evidence.capture.gather import Gathered, gather
from bot.evidence.capture.keep import Fetching, keep
from bot.evidence.capture.queue import forget
from bot.rounds import Rounds
from bot.settings import CaptureSettings
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.within import rows_within
from bot.store.writer import Writer
from rules.model.interaction import Media

BESIDE = 4
"""Comments captured at the same time."""

_DUE = (
    "SELECT interaction_id, channel FROM capture WHERE state = 'waiting' AND next_at <= :now AND channel IN :values"
    " ORDER BY next_at, interaction_id LIMIT 20"
)


class Capturer:
    """`platforms` by channel name."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        platforms: Mapping[str, Platform],
        clock: Clock,
        settings: CaptureSettings | None = None,
    ) -> None:
        self._database, self._writer, self._platforms, self._clock = database, writer, platforms, clock
        self._settings = settings or CaptureSettings()
        self._rounds = Rounds()
        self._day, self._kept_today = "", 0

    def wake(self) -> None:
        """Something was planned."""
        self._rounds.wake()

    async def run(self) -> None:
        """Until cancelled."""
        await self._rounds.run(self.drain, patience=1)

    async def drain(self) -> None:
        """Capture everything that is due, and what came due over that."""
        while await self.step():
            pass

    async def step(self) -> int:
        """Capture what is due now, and look where a look is due; returns how many comments that were."""
        due = await asyncio.to_thread(self._due)
        for start in range(0, len(due), BESIDE):
            async with asyncio.TaskGroup() as group:
                for item, channel in due[start : start + BESIDE]:
                    group.create_task(self._capture(item, self._platforms[channel]))
        looked = await checks.look(self._database, self._writer, self._platforms, self._clock)
        return len(due) + looked

    def _due(self) -> Sequence[tuple[str, str]]:
        with self._database.read() as tx:
            rows = rows_within(tx, _DUE, list(self._platforms), now=stamp(self._clock()))
        return [(row.interaction_id, row.channel) for row in rows]

    async def _capture(self, item: str, platform: Platform) -> None:
        found = await asyncio.to_thread(self._gather, item)
        if found is None:
            await self._writer.submit(lambda tx: forget(tx, item))
            return
        media = await self._fetch(found, platform)
        await self._writer.submit(lambda tx: keep(tx, item, found, media, self._clock()), 2)

    def _gather(self, item: str) -> Gathered | None:
        with self._database.read() as tx:
            return gather(tx, item, self._clock)

    async def _fetch(self, found: Gathered, platform: Platform) -> Fetching:
        """One after the other: what is left of the comment's room in bytes is known before each."""
        came, room = Fetching(), self._settings.all_bytes
        for number, medium in enumerate(found.media):
            if number in found.kept:
                continue
            try:
                one = await self._one(number, medium, platform, min(room, self._settings.each_bytes))
            except NotFetched as lost:
                came.lost[number] = lost
            else:
                came.got[number] = one
                room -= len(one.body)
                self._kept_today += len(one.body)
        return came

    async def _one(self, number: int, medium: Media, platform: Platform, most: int) -> Fetched:
        if number >= self._settings.pieces:
            raise NotFetched("too_many", f"only {self._settings.pieces} are kept of a comment")
        if self._today() >= self._settings.day_megabytes * 1_000_000:
            raise NotFetched("day_full", "the day's room for pictures is used up", again=True)
        if not isinstance(platform, Fetches):
            raise NotFetched("no_way", "this platform has no way to fetch it")
        try:
            return await platform.fetch(medium, most, self._settings.seconds)
        except NotFetched:
            raise
        except Exception as error:  # noqa: BLE001 - hostile input: whatever it breaks becomes an entry, and is tried again
            raise NotFetched("broke", f"fetching it broke off: {type(error).__name__}", again=True) from None

    def _today(self) -> int:
        """Bytes kept since midnight UTC, or since the start."""
        day = stamp(self._clock())[:10]
        if day != self._day:
            self._day, self._kept_today = day, 0
        return self._kept_today
