"""Heard to decided, at a hundred comments a second: each comes when it is due, whether or not the last one is done."""

import asyncio
import time
from collections.abc import Sequence
from statistics import quantiles

from adapters.platform import Payload
from bot.bench.house import Bench
from bot.bench.path import recording

A_SECOND = 100


async def milliseconds(bench: Bench, payloads: Sequence[Payload]) -> list[float]:
    """Of each comment, from the moment it was due to the commit that records its decision."""
    due: list[float] = []
    keeping: list[asyncio.Task[None]] = []
    async with recording(bench, len(payloads)) as recorded:
        began = time.perf_counter()
        for number, payload in enumerate(payloads):
            due.append(began + number / A_SECOND)
            await asyncio.sleep(max(0.0, due[-1] - time.perf_counter()))
            keeping.append(asyncio.create_task(bench.intake.keep([payload], str(number))))
        await asyncio.gather(*keeping)
    return [1000 * (done - heard) for heard, done in zip(due, recorded, strict=True)]


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """The figures that are reported, in milliseconds."""
    cuts = quantiles(times, n=100, method="inclusive")
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "p99": round(cuts[98], 1)}
