"""Delivers the outbox: attempt, outcome, read-back. One dispatcher for one database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.platform import Platform
from bot.clock import Clock
from bot.store.database import Database
from bot.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `acts` deeds in `seconds` on one channel."""

    acts: float = 1000
    seconds: float = 3600


@dataclass(frozen=True, slots=True)
class Delivery:
    """How patiently the outbox is delivered. All times in seconds. `paces` by platform name."""

    paces: Mapping[str, Pace] = field(default_factory=dict)
    attempts: int = 5
    retry_first: float = 2.0
    retry_most: float = 300.0
    act_seconds: float = 60.0
    settle: float = 2.0
    confirm_within: float = 300.0
    recheck: float = 3600.0
    tick: float = 0.25


class Dispatcher:
    """Acts on the platforms. `platforms` by channel name."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        platforms: Mapping[str, Platform],
        clock: Clock,
        delivery: Delivery = Delivery(),
    ) -> None:
        self._database, self._writer, self._platforms, self._clock = database, writer, platforms, clock
        self._delivery = delivery

    def wake(self) -> None:
        """Look at once instead of at the next tick."""

    async def run(self) -> None:
        """Until cancelled. What is under way then is looked for at the next start."""
        raise NotImplementedError

    async def step(self) -> int:
        """Do what is due now; returns how many rows moved."""
        raise NotImplementedError
