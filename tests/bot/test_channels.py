"""What a channel's state says while it listens, and when it is down."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from adapters.memory.platform import MemoryPlatform
from adapters.memory.world import World
from adapters.platform import ChannelDown, Intake
from bot import channels
from bot.channels import Channels, Running
from bot.desk.answer import Answer
from bot.registers import register
from bot.settings import ChannelSettings, Settings
from bot.store.database import Database
from bot.store.intake import StoreIntake
from bot.store.tables import Channel
from bot.store.writer import Writer
from tests.bot.conftest import TestClock

NAME = "memory"
YES = Answer(accepted=True)


class Noticing(MemoryPlatform):
    """A platform that says of itself how it is. `broken`: what its listening ends with."""

    notice = ""
    broken: Exception | None = None

    async def listen(self, intake: Intake) -> None:
        if self.broken is not None:
            raise self.broken
        await super().listen(intake)


@asynccontextmanager
async def running(
    database: Database,
    clock: TestClock,
    platform: MemoryPlatform,
    permit: Callable[[bool], Answer] = lambda real: YES,
    *,
    real: bool = False,
) -> AsyncIterator[Channels]:
    settings = ChannelSettings(name=NAME, platform="memory")
    register(database, Settings(channels=(settings,)), clock)
    writer = Writer(database)
    intake = StoreIntake(writer, NAME, clock, lambda: None)
    made = Channels(database, writer, {NAME: Running(settings, platform, intake, real=real)}, clock, permit)
    going = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        going.cancel()
        with suppress(asyncio.CancelledError):
            await going
        writer.close()


async def comes_to(database: Database, state: str, why: str) -> None:
    seen = ("", "")
    for _ in range(300):
        with database.session() as session:
            row = session.get_one(Channel, NAME)
            seen = (row.state, row.why)
        if seen == (state, why):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(seen)


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Noticing:
    monkeypatch.setattr(channels, "NOTICE_SECONDS", 0.05)
    return Noticing(NAME, World())


async def test_what_a_platform_says_of_itself_is_shown_and_goes_again(
    database: Database, clock: TestClock, platform: Noticing
) -> None:
    async with running(database, clock, platform):
        await comes_to(database, "listening", "")
        platform.notice = "today's budget is used"
        await comes_to(database, "listening", "today's budget is used")
        platform.notice = ""
        await comes_to(database, "listening", "")


async def test_a_platform_without_notices_listens(database: Database, clock: TestClock) -> None:
    async with running(database, clock, MemoryPlatform(NAME, World())):
        await comes_to(database, "listening", "")


@pytest.mark.parametrize(
    ("broken", "why"),
    [(ChannelDown("make a new password"), "make a new password"), (ValueError("secret"), "unexpected: ValueError")],
)
async def test_the_end_of_listening_says_why(
    database: Database, clock: TestClock, platform: Noticing, broken: Exception, why: str
) -> None:
    platform.broken = broken
    async with running(database, clock, platform):
        await comes_to(database, "down", why)


async def test_what_lets_a_channel_run_is_asked_before_and_while_it_runs(
    database: Database, clock: TestClock, platform: Noticing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "RETRY_SECONDS", (0.05,))
    answers = {True: Answer(accepted=False, why="nobody approved"), False: YES}
    async with running(database, clock, platform, lambda real: answers[real], real=True):
        await comes_to(database, "waiting", "nobody approved")
        answers[True] = YES
        await comes_to(database, "listening", "")
        answers[True] = Answer(accepted=False, why="taken back")
        await comes_to(database, "waiting", "taken back")


class Opening(MemoryPlatform):
    """A platform that signs in when it is told to, or is refused."""

    def __init__(self) -> None:
        super().__init__(NAME, World())
        self.may, self.refused = asyncio.Event(), False

    async def open(self) -> None:
        await self.may.wait()
        if self.refused:
            raise ChannelDown("make a new password")


@pytest.mark.parametrize("refused", [False, True])
async def test_the_first_sign_in_is_waited_for_however_it_ends(
    database: Database, clock: TestClock, refused: bool
) -> None:
    platform = Opening()
    platform.refused = refused
    async with running(database, clock, platform) as made:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await made.tried()
        platform.may.set()
        async with asyncio.timeout(10):
            await made.tried()


async def test_a_channel_that_may_not_start_is_not_waited_for(database: Database, clock: TestClock) -> None:
    async with running(database, clock, Opening(), lambda _real: Answer(accepted=False, why="approve it")) as made:
        async with asyncio.timeout(10):
            await made.tried()
