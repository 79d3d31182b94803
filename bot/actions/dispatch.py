"""Delivers the outbox: attempt, outcome, read-back. One dispatcher for one database.

Crash-only: whatever was under way when the process died is looked for on the platform before anything is sent again.
Before a channel has signed in nothing of it is tried or looked for.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from adapters.platform import Action, Acts, Look, Outcome, OutcomeState, Platform, SignsIn
from bot.actions import attempt, outcome, read_back, undo
from bot.actions.delivery import Delivery
from bot.actions.limits import Throttle
from bot.actions.outbox import ActionState
from bot.actions.rows import due
from bot.actions.simulated import twin_of
from bot.clock import Clock
from bot.rounds import Rounds
from bot.store.database import Database
from bot.store.tables import ActionRow
from bot.store.writer import Writer

__all__ = ["Delivery", "Dispatcher"]

BESIDE = 4
"""Deeds of one channel under way at the same time. An adapter that must not be asked twice at once sees to that itself."""


class Dispatcher:
    """Acts on the platforms. `platforms` by channel name."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        platforms: Mapping[str, Platform],
        clock: Clock,
        delivery: Delivery | None = None,
    ) -> None:
        self._database, self._writer, self._platforms, self._clock = database, writer, platforms, clock
        self._delivery = delivery or Delivery()
        self._throttle = Throttle(self._delivery.paces, clock)
        self._rounds = Rounds(self._delivery.tick)
        self._swept: datetime | None = None

    def wake(self) -> None:
        """Look at once instead of at the next tick."""
        self._rounds.wake()

    async def run(self) -> None:
        """Until cancelled. What is under way then, or when the database refuses, is looked for at the next start."""
        await self._rounds.run(self.drain, patience=1)

    async def drain(self) -> None:
        """Do everything that is due, and what came due over that."""
        while await self.step():
            pass

    async def step(self) -> int:
        """Do what is due now; returns how many rows moved."""
        await self._sweep()
        by_channel: dict[str, list[ActionRow]] = {}
        for row in await asyncio.to_thread(self._due):
            by_channel.setdefault(row.channel, []).append(row)
        async with asyncio.TaskGroup() as group:
            channels = [group.create_task(self._channel(rows)) for rows in by_channel.values()]
        return sum(channel.result() for channel in channels)

    def _due(self) -> Sequence[ActionRow]:
        now, away = self._clock(), {name for name, platform in self._platforms.items() if _away(platform)}
        long_ago = now - timedelta(seconds=self._delivery.patience)
        with self._database.read() as tx:
            found = due(tx, now, self._platforms.keys() - away)
            return [*found, *due(tx, long_ago, away)] if away else found

    async def _sweep(self) -> None:
        now = self._clock()
        if self._swept is None or now - self._swept >= timedelta(seconds=self._delivery.sweep):
            self._swept = now
            await self._writer.submit(lambda tx: undo.sweep(tx, now))

    async def _channel(self, rows: Sequence[ActionRow]) -> int:
        """A few at a time, in order: they share the writer's batches, and what is urgent never waits behind a crowd."""
        moved = 0
        for start in range(0, len(rows), BESIDE):
            async with asyncio.TaskGroup() as group:
                few = [group.create_task(self._move(row)) for row in rows[start : start + BESIDE]]
            moved += sum(one.result() for one in few)
        return moved

    async def _move(self, row: ActionRow) -> bool:
        if row.state == ActionState.QUEUED:
            return await self._attempt(row)
        look = await self._look(row)
        await self._writer.submit(lambda tx: read_back.looked(tx, row, look, self._clock(), self._delivery), 2)
        return True

    async def _attempt(self, row: ActionRow) -> bool:
        if not await self._throttle.take(row.channel):
            return False
        claimed = await self._writer.submit(lambda tx: attempt.claim(tx, row.id, self._clock(), self._delivery), 2)
        if claimed is None:
            return False
        answer = await self._act(self._acts(row), claimed)
        self._throttle.answered(row.channel, answer.retry_after)
        await self._writer.submit(lambda tx: outcome.outcome(tx, claimed.row, answer, self._clock(), self._delivery), 2)
        return True

    async def _act(self, acts: Acts, claimed: attempt.Claimed) -> Outcome:
        try:
            async with asyncio.timeout(self._delivery.act_seconds):
                return await acts.act(claimed.action)
        except Exception as error:  # noqa: BLE001 - recorded as unknown: it may have been sent, so it is looked for
            return Outcome(
                OutcomeState.UNKNOWN, type(error).__name__, "the act broke off, and nobody knows how far it got"
            )

    async def _look(self, row: ActionRow) -> Look | None:
        try:
            action = await asyncio.to_thread(self._deed, row)
            async with asyncio.timeout(self._delivery.act_seconds):
                return await self._acts(row).find(action)
        except Exception:  # noqa: BLE001 - no look is an answer too: it is recorded by read_back, and asked again
            return None

    def _deed(self, row: ActionRow) -> Action:
        with self._database.read() as tx:
            return attempt.deed(tx, row)

    def _acts(self, row: ActionRow) -> Acts:
        return twin_of(self._platforms[row.channel], simulate=row.simulate)


def _away(platform: Platform) -> bool:
    return isinstance(platform, SignsIn) and not platform.signed_in
