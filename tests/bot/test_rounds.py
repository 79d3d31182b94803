"""A part of the house works when woken and in its time, waits out a database that refuses, and gives up in the end."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError

from bot.rounds import Rounds

NEVER = 3600.0
REFUSED = OperationalError("SELECT 1", None, Exception("locked"))


class Part:
    """Counts its rounds; `refusals` of them end in a database that refuses."""

    def __init__(self, refusals: int = 0) -> None:
        self.rounds, self.refusals = 0, refusals
        self.worked = asyncio.Semaphore(0)

    async def work(self) -> None:
        self.rounds += 1
        self.worked.release()
        if self.rounds <= self.refusals:
            raise REFUSED

    async def once(self) -> None:
        await asyncio.wait_for(self.worked.acquire(), 10)


async def test_it_works_at_once_and_whenever_it_is_woken() -> None:
    part, rounds = Part(), Rounds(NEVER)
    running = asyncio.create_task(rounds.run(part.work))
    await part.once()
    rounds.wake()
    await part.once()
    assert part.rounds == 2
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_woken_during_a_round_it_works_once_more() -> None:
    rounds, part = Rounds(NEVER), Part()

    async def work() -> None:
        if part.rounds == 0:
            rounds.wake()
        await part.work()

    running = asyncio.create_task(rounds.run(work))
    await part.once()
    await part.once()
    assert part.rounds == 2
    running.cancel()


async def test_it_works_when_its_time_has_come_though_nobody_woke_it() -> None:
    part = Part()
    running = asyncio.create_task(Rounds(0.01).run(part.work))
    for _ in range(3):
        await part.once()
    running.cancel()


async def test_it_waits_out_a_database_that_refuses() -> None:
    part = Part(refusals=3)
    running = asyncio.create_task(Rounds(0.01).run(part.work, patience=4))
    while part.rounds < 6:
        await part.once()
    assert not running.done()
    running.cancel()


@pytest.mark.parametrize("patience", [1, 4])
async def test_it_gives_up_after_so_many_refusals_in_a_row(patience: int) -> None:
    part = Part(refusals=100)
    with pytest.raises(OperationalError):
        await asyncio.wait_for(Rounds(0.001).run(part.work, patience), 10)
    assert part.rounds == patience


async def test_whatever_else_is_wrong_stops_it_at_once() -> None:
    async def work() -> None:
        raise RuntimeError("no database's fault")

    with pytest.raises(RuntimeError, match="no database"):
        await asyncio.wait_for(Rounds(NEVER).run(work), 10)
