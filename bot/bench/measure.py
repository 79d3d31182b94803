"""Runs path and parts in turn on the same comments, in the same process, and reports the shares."""

import asyncio
import json
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from adapters.platform import Payload
from bot.bench import detection, latency, ledger, path, reader
from bot.bench.comments import payloads
from bot.bench.house import bench, calm_collector
from bot.bench.parts import Parts
from bot.evidence.append import Draft

WARM_UP = 200


@dataclass(frozen=True, slots=True)
class Size:
    """Comments a round, rounds at most, seconds after which no round begins; comments timed at a hundred a second;
    comments read with everything."""

    count: int
    rounds: int
    seconds: float
    timed: int
    read: int


@dataclass(frozen=True, slots=True)
class _Round:
    """Seconds of the path, and of each of its parts; the entries it made, a list a batch."""

    took: float
    parts: dict[str, float]
    drafts: list[list[Draft]]


QUICK, FULL = Size(1_000, 5, 3, 300, 100), Size(5_000, 5, 180, 3_000, 2_000)


def measure(*, quick: bool = False) -> dict[str, Any]:
    """The figures that `doorstep bench --json` prints. Parts are in microseconds a comment. Quick ends within 30 s."""
    size = QUICK if quick else FULL
    comments = payloads(max(size.count, size.timed))
    with calm_collector():
        _round(comments[:WARM_UP])
        done = _rounds(comments[: size.count], size)
        with bench() as house:
            record = ledger.costs(house, done[-1].drafts, size.count)
        with bench() as house:
            times = asyncio.run(latency.milliseconds(house, comments[: size.timed]))
    shares = [sum(one.parts.values()) / one.took for one in done]
    return {
        "path": {
            "comments_per_second": round(size.count / median(one.took for one in done)),
            "share_of_parts": round(median(shares), 3),
            "parts": {
                name: round(median(one.parts[name] for one in done) / size.count * 1e6, 1) for name in done[0].parts
            },
        },
        "record_us": record,
        "latency_ms": latency.percentiles(times),
        "detection": detection.costs([_said(comment) for comment in comments[: size.read]], 1 if quick else 3),
        "reading": reader.costs([_said(comment) for comment in comments[: size.read]]),
    }


def _said(comment: Payload) -> str:
    return str(json.loads(comment.body)["text"])


def _rounds(comments: list[Payload], size: Size) -> list[_Round]:
    began = time.monotonic()
    done = [_round(comments)]
    while len(done) < size.rounds and time.monotonic() - began < size.seconds:
        done.append(_round(comments))
    return done


def _round(comments: list[Payload]) -> _Round:
    """The path and its parts on databases of their own, one after the other."""
    with bench() as house:
        took = asyncio.run(path.seconds(house, comments))
    with bench() as house:
        parts = Parts(house)
        parts.measure(comments)
    return _Round(took, dict(parts.seconds), parts.drafts)


def words(figures: dict[str, Any]) -> str:
    """The same for a person."""
    way, late = figures["path"], figures["latency_ms"]
    lines = ["Parts, each measured alone, in microseconds a comment:"]
    lines += [f"  {name:<14}{spent:>9.1f}" for name, spent in way["parts"].items()]
    lines.append(f"  {'sum':<14}{sum(way['parts'].values()):>9.1f}")
    rate, share = f"{way['comments_per_second']:,}", f"{way['share_of_parts']:.0%}"
    lines.append(f"The durable path: {rate} comments a second, {share} of what the sum of its parts would allow.")
    lines.append(ledger.words(figures["record_us"]))
    soon = f"half within {late['p50']} ms, 95 % within {late['p95']} ms, 99 % within {late['p99']} ms"
    lines.append(f"Heard to decided at {latency.A_SECOND} comments a second, without a model: {soon}.")
    lines.append(detection.words(figures["detection"]))
    lines.append(reader.words(figures["reading"]))
    return "\n".join(lines)
