"""The path as it runs: payloads go in at one end as fast as they are kept; the clock stops when the last one is recorded."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from adapters.platform import Payload
from bot.bench.house import Bench
from bot.pipeline.judge import BATCH
from bot.record import Judged


async def seconds(bench: Bench, payloads: Sequence[Payload]) -> float:
    """From the first `keep` to the commit of the last record."""
    async with recording(bench, len(payloads)) as times:
        began = time.perf_counter()
        for start in range(0, len(payloads), BATCH):
            await bench.intake.keep(payloads[start : start + BATCH], str(start))
    return max(times) - began


@asynccontextmanager
async def recording(bench: Bench, count: int) -> AsyncIterator[list[float]]:
    """The judge runs; on leaving, every one of `count` payloads, in the order kept, has its time of being recorded."""
    times: list[float] = []
    everything = asyncio.Event()

    def note(judged: Judged) -> None:
        times.extend([time.perf_counter()] * len(judged.kept))
        if len(times) >= count:
            everything.set()

    bench.judge.on_recorded(note)
    judging = asyncio.create_task(bench.judge.run())
    yield times
    waiting = asyncio.create_task(everything.wait())
    await asyncio.wait([judging, waiting], return_when=asyncio.FIRST_COMPLETED)
    if judging.done():
        judging.result()
    judging.cancel()
    with suppress(asyncio.CancelledError):
        await judging
