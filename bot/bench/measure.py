"""Runs path and parts in turn on the same comments, in the same process, and reports the shares."""

import asyncio
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from adapters.platform import Payload
from bot.bench import latency, path
from bot.bench.comments import payloads
from bot.bench.house import bench, calm_collector
from bot.bench.parts import Parts

WARM_UP = 200


@dataclass(frozen=True, slots=True)
class Size:
    """Comments a round, rounds at most, seconds after which no round begins; comments timed at a hundred a second."""

    count: int
    rounds: int
    seconds: float
    timed: int


QUICK, FULL = Size(1_000, 5, 6, 300), Size(5_000, 5, 180, 3_000)


def measure(*, quick: bool = False) -> dict[str, Any]:
    """The figures that `doorstep bench --json` prints. Parts are in microseconds a comment. Quick ends within 30 s."""
    size = QUICK if quick else FULL
    comments = payloads(max(size.count, size.timed))
    with calm_collector():
        _round(comments[:WARM_UP])
        done = _rounds(comments[: size.count], size)
        with bench() as house:
            times = asyncio.run(latency.milliseconds(house, comments[: size.timed]))
    shares = [sum(parts.values()) / took for took, parts in done]
    return {
        "path": {
            "comments_per_second": round(size.count / median(took for took, _ in done)),
            "share_of_parts": round(median(shares), 3),
            "parts": {name: round(median(p[name] for _, p in done) / size.count * 1e6, 1) for name in done[0][1]},
        },
        "latency_ms": latency.percentiles(times),
    }


def _rounds(comments: list[Payload], size: Size) -> list[tuple[float, dict[str, float]]]:
    began = time.monotonic()
    done = [_round(comments)]
    while len(done) < size.rounds and time.monotonic() - began < size.seconds:
        done.append(_round(comments))
    return done


def _round(comments: list[Payload]) -> tuple[float, dict[str, float]]:
    """Seconds of the path, and of each of its parts, on databases of their own, one after the other."""
    with bench() as house:
        took = asyncio.run(path.seconds(house, comments))
    with bench() as house:
        parts = Parts(house)
        parts.measure(comments)
    return took, dict(parts.seconds)


def words(figures: dict[str, Any]) -> str:
    """The same for a person."""
    way, late = figures["path"], figures["latency_ms"]
    lines = ["Parts, each measured alone, in microseconds a comment:"]
    lines += [f"  {name:<14}{spent:>9.1f}" for name, spent in way["parts"].items()]
    lines.append(f"  {'sum':<14}{sum(way['parts'].values()):>9.1f}")
    rate, share = f"{way['comments_per_second']:,}", f"{way['share_of_parts']:.0%}"
    lines.append(f"The durable path: {rate} comments a second, {share} of what the sum of its parts would allow.")
    soon = f"half within {late['p50']} ms, 95 % within {late['p95']} ms, 99 % within {late['p99']} ms"
    lines.append(f"Heard to decided at {latency.A_SECOND} comments a second: {soon}.")
    return "\n".join(lines)
