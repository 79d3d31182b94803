"""The case worker: a part of the house that reads the ledger into cases and keeps the diary, in the one writer's line."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from bot.cases import diary, hearing
from bot.clock import Clock
from bot.store.database import Database
from bot.store.writer import Writer
from rules.casework import Office

POLL_SECONDS = 1.0
SWEEP_EVERY = timedelta(minutes=1)
PATIENCE = 30
"""Times in a row that the database may refuse before it gives up, which stops Doorstep where everybody sees it."""


class CaseWorker:
    """Safe to kill at any moment: how far it has read is committed with what it made of it."""

    def __init__(self, database: Database, writer: Writer, office: Office, clock: Clock) -> None:
        self._database, self._writer, self._office, self._clock = database, writer, office, clock
        self._swept: datetime | None = None
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something was recorded."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        refused = 0
        while True:
            self._wake.clear()
            try:
                await self.step()
                refused = 0
            except OperationalError:
                refused += 1
                if refused >= PATIENCE:
                    raise
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._wake.wait()

    async def step(self) -> None:
        """Read what is new, then the diary if it is time."""
        while await asyncio.to_thread(self._behind):
            if not await self._writer.submit(lambda tx: hearing.follow(tx, self._office, self._clock())):
                break  # nothing moved: asked again at the next tick, not at once and for ever
        now = self._clock()
        if self._swept is None or now - self._swept >= SWEEP_EVERY or now < self._swept:
            if await asyncio.to_thread(self._due, now):
                await self._writer.submit(lambda tx: diary.sweep(tx, self._office, now))
            self._swept = now

    def _behind(self) -> bool:
        with self._database.read() as tx:
            return hearing.behind(tx)

    def _due(self, now: datetime) -> bool:
        with self._database.read() as tx:
            return bool(diary.come(tx, now))
