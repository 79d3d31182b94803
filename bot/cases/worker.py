"""The case worker: a part of the house that reads the ledger into cases and keeps the diary, in the one writer's line."""

import asyncio
from datetime import datetime, timedelta

from bot.cases import diary, hearing
from bot.clock import Clock
from bot.rounds import Rounds
from bot.store.database import Database
from bot.store.writer import Writer
from rules.casework import Office

SWEEP_EVERY = timedelta(minutes=1)


class CaseWorker:
    """Safe to kill at any moment: how far it has read is committed with what it made of it."""

    def __init__(self, database: Database, writer: Writer, office: Office, clock: Clock) -> None:
        self._database, self._writer, self._office, self._clock = database, writer, office, clock
        self._swept: datetime | None = None
        self._rounds = Rounds()

    def wake(self) -> None:
        """Something was recorded."""
        self._rounds.wake()

    async def run(self) -> None:
        """Until cancelled."""
        await self._rounds.run(self.step)

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
