"""Whether the record is whole: looked at in the background now and then, and said on every page."""

import asyncio
import time
from dataclasses import dataclass

from aiohttp import web

from bot.clock import Clock
from bot.evidence.verify import Verified, verify
from bot.store.database import Database
from bot.store.ids import stamp

LEAST_SECONDS = 600.0
SHARE = 100
"""Looking takes at most a hundredth of the time, however long the record has grown."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and when."""

    at: str
    found: Verified


class Chain:
    """Looks when a page is asked for and the last look is old. Never makes a page wait."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._looked: Looked | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = 0.0

    def glance(self) -> Looked | None:
        """The last look, None before the first has ended; starts another one where it is time."""
        if (self._task is None or self._task.done()) and time.monotonic() >= self._again:
            self._task = asyncio.create_task(self._look())
        return self._looked

    async def stop(self, _app: web.Application) -> None:
        """Wait for a look under way: a thread cannot be stopped, and the database is closed next."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _look(self) -> None:
        began = time.monotonic()
        self._again = began + LEAST_SECONDS
        found = await asyncio.to_thread(verify, self._database)
        self._looked = Looked(stamp(self._clock()), found)
        self._again = began + max(LEAST_SECONDS, (time.monotonic() - began) * SHARE)
