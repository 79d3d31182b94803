"""The asker: a part of the house that asks for second opinions, one at a time, after everything is decided and on record.

Safe to kill at any moment: what is still to be asked stands in the queue.
"""

import asyncio

from adapters.opinion.answer import State
from adapters.opinion.ask import Answer, Asker
from bot.clock import Clock
from bot.opinion import queue
from bot.opinion.keep import keep
from bot.opinion.queue import Due
from bot.rounds import Rounds
from bot.store.database import Database
from bot.store.writer import Writer


class Opinions:
    """`most_waiting`: so many comments may wait; more are not asked about, and say so."""

    def __init__(self, database: Database, writer: Writer, asker: Asker, clock: Clock, most_waiting: int) -> None:
        self._database, self._writer, self._asker, self._clock = database, writer, asker, clock
        self._most = most_waiting
        self._rounds = Rounds()

    def wake(self) -> None:
        """Something was recorded."""
        self._rounds.wake()

    async def run(self) -> None:
        """Until cancelled."""
        await self._rounds.run(self.round)

    async def round(self) -> None:
        """Ask about everything that is due."""
        await self.follow()
        while await self.step():
            await self.follow()  # what came meanwhile may be graver than what waits

    async def follow(self) -> None:
        """Put what was recorded since into the queue."""
        while await asyncio.to_thread(self._behind):
            if not await self._writer.submit(lambda tx: queue.follow(tx, self._most, self._clock())):
                break

    async def step(self) -> bool:
        """Ask about one comment, or say why not any more; False when nothing is due."""
        due = await asyncio.to_thread(self._due)
        if due is None:
            return False
        if due.why:
            await self._writer.submit(lambda tx: queue.drop(tx, due.item, due.why))
            return True
        answer = await self._ask(due)
        await self._writer.submit(
            lambda tx: keep(tx, due, answer, self._asker.model, self._asker.where, self._clock()), 2
        )
        return True

    async def _ask(self, due: Due) -> Answer:
        try:
            return await self._asker.ask(due.words)
        except Exception:  # noqa: BLE001 - whatever an endpoint makes a client do becomes an entry that a person sees
            return Answer(State.FAILED, "broke", b"", None, "", 0)

    def _behind(self) -> bool:
        with self._database.read() as tx:
            return queue.behind(tx)

    def _due(self) -> Due | None:
        with self._database.read() as tx:
            return queue.due(tx, self._clock())
