"""A part of the house: every hour erases what need not be kept, copies that have expired too; once a day, in the window,
cleans and searches the file.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.clock import Clock
from bot.evidence import backup
from bot.evidence.erasure import register, retention, scour
from bot.evidence.erasure.deed import Erasure
from bot.evidence.erasure.retention import Due
from bot.settings import RetentionSettings
from bot.store.database import Database
from bot.store.writer import Writer
from rules.calendar import LONDON

TICK_SECONDS = 3600.0
PORTION = 50
"""Erased in one commit: comments that arrive wait no longer than for those."""


class Keeper:
    """Safe to kill at any moment: what was erased and not yet searched for is on record as `deleted`.

    `waiting`: what was erased at the start, to be searched for too.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        writer: Writer,
        settings: RetentionSettings,
        clock: Clock,
        waiting: Sequence[Erasure] = (),
    ) -> None:
        self._folder, self._database, self._writer = folder, database, writer
        self._settings, self._clock = settings, clock
        self._waiting = list(waiting)
        self._searched: date | None = None

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.step()
            await asyncio.sleep(TICK_SECONDS)

    async def step(self) -> int:
        """Erase what is due now; search where it is time. Returns how much was erased."""
        await asyncio.to_thread(backup.expire, self._folder, self._clock())
        before = len(self._waiting)
        await self._erase(await asyncio.to_thread(self._due))
        await self._erase(await asyncio.to_thread(self._accounts))
        done = len(self._waiting) - before
        if done:
            await asyncio.to_thread(register.write_down, self._folder, self._database)
        local = self._clock().astimezone(LONDON)
        if self._waiting and local.hour >= self._settings.window and self._searched != local.date():
            await self._search(local.date())
        return done

    async def _erase(self, due: Sequence[Due]) -> None:
        for start in range(0, len(due), PORTION):
            portion = due[start : start + PORTION]
            self._waiting += await self._writer.submit(
                lambda tx, some=portion: retention.erase(tx, some, "", self._clock()),  # type: ignore[misc]  # kept for this turn
                len(portion),
            )

    async def _search(self, today: date) -> None:
        found = await asyncio.to_thread(scour.after, self._database, self._folder, self._waiting, self._clock)
        self._searched = today
        if found.clean or not self._database.is_sqlite:
            self._waiting = []

    def _due(self) -> list[Due]:
        with self._database.read() as tx:
            terms = retention.channel_terms(tx)
            return retention.plan(tx, self._settings, terms, self._clock()).due

    def _accounts(self) -> list[Due]:
        with self._database.read() as tx:
            return retention.forgotten_accounts(tx, self._settings, self._clock())


def at_once(
    database: Database,
    folder: Path,
    settings: RetentionSettings,
    by: str,
    clock: Clock,
    *,
    told: Callable[[int], None] = lambda _done: None,
) -> tuple[list[Erasure], scour.Searched]:
    """The whole run for the command line: erase in portions, then clean and search."""
    done: list[Erasure] = []
    for look in (_planned, retention.forgotten_accounts):
        with database.read() as tx:
            due = look(tx, settings, clock())
        for start in range(0, len(due), PORTION):
            with database.write() as tx:
                done += retention.erase(tx, due[start : start + PORTION], by, clock())
            told(len(done))
    register.write_down(folder, database)
    return done, scour.after(database, folder, done, clock)


def _planned(tx: Connection, settings: RetentionSettings, now: datetime) -> list[Due]:
    return retention.plan(tx, settings, retention.channel_terms(tx), now).due
