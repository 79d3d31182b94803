"""One life of a Doorstep: the real intake, judge, writer and dispatcher over a platform that outlives it."""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from adapters.memory.platform import MemoryPlatform
from adapters.memory.world import World
from adapters.platform import Action, Look, Outcome, Payload
from bot import compose
from bot.actions.brakes import Limits
from bot.actions.dispatch import Delivery, Dispatcher
from bot.clock import now
from bot.pipeline import Judge
from bot.store.database import Database
from bot.store.intake import StoreIntake
from bot.store.writer import Writer

CHANNEL = "page"
POLICY = "derby-2024"
SETTINGS = {
    "approver_post": "Head of Service",
    "rules_link": "https://homes.test/rules",
    "how_to_challenge": "https://homes.test/again",
}
LIMITS = Limits(quotas={}, least=10_000)
"""Brakes are tested elsewhere; here everything that can go out does."""
DELIVERY = Delivery(
    limits=LIMITS,
    settle=0.01,
    retry_first=0.01,
    retry_most=0.1,
    unknown_within=1,
    confirm_within=20,
    sweep=1,
    tick=0.01,
)
POINTS = (
    "before keep", "mid keep", "after keep", "mid judging", "mid record", "end of record", "after record", "mid attempting",
    "before act", "after act", "mid outcome", "before look", "after look",
)  # fmt: skip

compose.detector()  # built once, before the lives branch off


@dataclass
class Death:
    """Comes the `count`th time that `point` is passed; never, when no point is named."""

    point: str = ""
    count: int = 1

    def passes(self, point: str) -> None:
        if point == self.point:
            self.count -= 1
            if self.count == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class MortalIntake(StoreIntake):
    """The real one, with places to die before and after its commit."""

    death = Death()

    async def keep(self, payloads: Sequence[Payload], cursor: str | None) -> None:
        self.death.passes("before keep")
        await super().keep(payloads, cursor)
        self.death.passes("after keep")


class MortalPlatform(MemoryPlatform):
    """The real one, with places to die around what shows on the platform."""

    death = Death()

    async def act(self, action: Action) -> Outcome:
        self.death.passes("before act")
        outcome = await super().act(action)
        self.death.passes("after act")
        return outcome

    async def find(self, action: Action) -> Look:
        self.death.passes("before look")
        look = await super().find(action)
        self.death.passes("after look")
        return look


def run(url: str, world: Path, point: str, count: int) -> None:
    """Live until killed."""
    asyncio.run(_live(url, world, Death(point, count)))


async def _live(url: str, file: Path, death: Death) -> None:
    database = Database(url)
    writer = Writer(database)
    # The platform knows no idempotency keys: whatever is sent twice, shows twice.
    platform = MortalPlatform(CHANNEL, World(file, keyed=False), poll_seconds=0.01, batch=20)
    judge = Judge(
        database, writer, {CHANNEL: platform}, compose.detector(), compose.pack(POLICY), now, SETTINGS, LIMITS, batch=20
    )
    dispatcher = Dispatcher(database, writer, {CHANNEL: platform}, now, DELIVERY)
    judge.on_planned(dispatcher.wake)
    judge.on_recorded(lambda _: death.passes("after record"))
    intake = MortalIntake(writer, CHANNEL, now, judge.wake)
    intake.death = platform.death = death
    _inside_transactions(death)
    async with asyncio.TaskGroup() as group:
        for part in (judge.run(), dispatcher.run(), platform.listen(intake)):
            group.create_task(part)


def _inside_transactions(death: Death) -> None:
    """Places to die where half of a transaction is written: everything of it must be gone afterwards."""
    _after("bot.store.intake", "insert", "mid keep", death)
    _after("bot.pipeline.judge", "look_up", "mid judging", death)
    _after("bot.record.record", "_accounts", "mid record", death)
    _after("bot.record.record", "put_all", "end of record", death)
    _after("bot.actions.attempt", "claim", "mid attempting", death)
    _after("bot.actions.outcome", "outcome", "mid outcome", death)


def _after(module: str, name: str, point: str, death: Death) -> None:
    place = import_module(module)
    real: Callable[..., Any] = getattr(place, name)

    def mortal(*arguments: Any, **named: Any) -> Any:
        answer = real(*arguments, **named)
        death.passes(point)
        return answer

    setattr(place, name, mortal)
