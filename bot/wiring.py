"""The one composition root: every part is made here and handed what it needs; nothing else knows how they fit."""

import asyncio
import gc
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from adapters.platform import Platform, Post
from bot import compose
from bot.actions.brakes import Limits
from bot.actions.dispatch import Delivery, Dispatcher
from bot.calls.caller import Caller, Ringing
from bot.cases.worker import CaseWorker
from bot.channels import Channels, Running
from bot.clock import Clock
from bot.console.app import Server, make_app
from bot.console.ports import Parts
from bot.desk.desk import Desk
from bot.desk.herald import Herald
from bot.evidence import keys
from bot.evidence.capture.capturer import Capturer
from bot.evidence.erasure import register as erasures
from bot.evidence.erasure.keeper import Keeper
from bot.evidence.notary import Notary, Pace
from bot.opinion import connect as second
from bot.opinion import queue as opinion_queue
from bot.pipeline import Judge
from bot.pipeline.judge import BATCH
from bot.platforms import connect, is_real
from bot.posts import posts, witnesses
from bot.registers import begin_policy, register
from bot.rights import approval
from bot.rights.matters import matters
from bot.settings import Home, Settings
from bot.staff.sign_in import Access
from bot.store import keyfile, migrate
from bot.store.database import Database
from bot.store.intake import StoreIntake
from bot.store.lock import RunLock, only_one
from bot.store.notebook import StoreNotebook
from bot.store.writer import Writer
from rules.calendar import bank_holidays, calendar_of, london_date
from rules.casework import Office
from rules.explain import passages
from rules.policy.schema import Pack

if TYPE_CHECKING:
    from bot.opinion.asker import Opinions

KEY_FILE = "notebook.key"
LOCK_SECONDS = 5.0
SIGN_IN_SECONDS = 10.0
"""How long what was kept waits for the channels to sign in."""
BATCH_WITH_MODEL = 50
"""Comments judged before any of them is recorded: with a model each takes milliseconds, and a threat must not wait."""


class LockLost(Exception):
    """Another Doorstep could start on this database."""


@dataclass(slots=True)
class House:
    """One Doorstep, put together but not yet running."""

    home: Home
    settings: Settings
    clock: Clock
    database: Database
    writer: Writer
    platforms: Mapping[str, Platform]
    posts: Mapping[str, Post]
    judge: Judge
    dispatcher: Dispatcher
    caller: Caller
    channels: Channels
    server: Server
    access: Access
    desk: Desk
    herald: Herald
    cases: CaseWorker
    notary: Notary
    keeper: Keeper
    capturer: Capturer
    opinions: "Opinions | None"


def build(
    home: Home, settings: Settings, clock: Clock, *, people_clock: Clock | None = None, delivery: Delivery | None = None
) -> House:  # long: the composition root, one line a part
    """Make every part. `people_clock` times sign-ins where the work runs on the demo's clock. Raises SettingsError."""
    home.make()
    url = home.database_url(settings)
    migrate.upgrade(url)
    database = Database(url)
    migrate.check(database)
    again = erasures.replay(home.path, database, clock())  # before anybody reads an older copy
    erasures.write_down(home.path, database)
    writer = Writer(database)
    register(database, settings, clock)
    pack = compose.pack(settings.policy)
    begin_policy(database, pack.id, pack.version, clock)
    key = keyfile.make(home.path / KEY_FILE)
    keys.ensure(home.path, database, clock)
    platforms = {c.name: connect(home, c, StoreNotebook(writer, c.name, key)) for c in settings.channels}
    office = compose.office(settings.policy, settings.policy_settings, settings.earlier_policies)
    judge = Judge(
        database,
        writer,
        platforms,
        compose.detector(pack.detection),
        pack,
        clock,
        settings.policy_settings,
        Limits.of(settings.quotas),
        batch=BATCH if compose.model().scorer is None else BATCH_WITH_MODEL,
        office=office,
    )
    pace = replace(delivery or Delivery(), limits=Limits.of(settings.quotas))
    dispatcher = Dispatcher(database, writer, platforms, clock, pace)
    judge.on_planned(dispatcher.wake)
    capturer = Capturer(database, writer, platforms, clock, settings.capture)
    judge.on_recorded(lambda _judged: capturer.wake())
    ways = posts(home, settings)
    address = settings.console.address or f"http://{settings.console.host}:{settings.console.port}"
    caller = Caller(database, writer, ways, clock, Ringing(settings.alarm_minutes, address))
    running = {
        c.name: Running(
            c, platforms[c.name], StoreIntake(writer, c.name, clock, judge.wake), is_real(c), pack.exact_words
        )
        for c in settings.channels
    }
    packs = office.by_id  # what was decided under an earlier policy is still explained, approved and undone under it
    desk = Desk(database, clock, packs, settings.policy_settings)
    cases = CaseWorker(database, writer, office, clock)
    judge.on_recorded(lambda _judged: cases.wake())
    access = Access(database, people_clock or clock)
    secure = address.startswith("https://")
    old = partial(_outdated, office, pack, clock)
    parts = Parts(database, desk, clock, packs, passages, secure=secure, remark=old)
    server = Server(make_app(parts, access), settings.console.host, settings.console.port)
    permit = partial(approval.may_start, database, matters(home, settings, pack))
    channels = Channels(database, writer, running, clock, permit)
    return House(
        home,
        settings,
        clock,
        database,
        writer,
        platforms,
        ways,
        judge,
        dispatcher,
        caller,
        channels,
        server,
        access,
        desk,
        Herald(database, desk, clock, platforms, address),
        cases,
        Notary(home.path, database, writer, witnesses(home, settings), clock, Pace.of(settings.ledger)),
        Keeper(home.path, database, writer, settings.retention, clock, again),
        capturer,
        _opinions(home, settings, database, writer, judge, clock),
    )


def _opinions(
    home: Home, settings: Settings, database: Database, writer: Writer, judge: Judge, clock: Clock
) -> "Opinions | None":
    """Off unless the landlord names an endpoint: then nothing of it is even imported."""
    asker = second.connect(home, settings)
    if asker is None or settings.second_opinion is None:
        with database.write() as tx:
            opinion_queue.switch_off(tx)
        return None
    from bot.opinion.asker import Opinions

    made = Opinions(database, writer, asker, clock, settings.second_opinion.most_waiting)
    judge.on_recorded(lambda _judged: made.wake())
    return made


def _outdated(office: Office, pack: Pack, clock: Clock) -> str:
    return compose.outdated(office, pack, london_date(clock()))


async def live(house: House, opened: Callable[[str], None] = lambda _address: None) -> None:
    """Run until cancelled; `opened` hears the console's address. If one part dies, all stop: no half-living record."""
    async with AsyncExitStack() as stack:
        lock = stack.enter_context(only_one(house.database.url))
        stack.callback(house.database.close)
        stack.callback(house.writer.close)
        address = await house.server.start()
        stack.push_async_callback(house.server.stop)
        opened(address)
        bank_holidays(calendar_of(house.settings.policy_settings).division)  # read now, not while a comment waits
        _calm_collector()
        async with asyncio.TaskGroup() as group:
            for part in (house.dispatcher, house.caller, house.channels, house.herald, house.cases):
                group.create_task(part.run(), name=type(part).__name__)
            group.create_task(_judge(house), name="judge")
            group.create_task(house.notary.run(), name="notary")
            group.create_task(house.keeper.run(), name="keeper")
            group.create_task(house.capturer.run(), name="capturer")
            if house.opinions is not None:
                group.create_task(house.opinions.run(), name="opinions")
            group.create_task(_hold(lock), name="lock")


async def _judge(house: House) -> None:
    """What was kept before we stopped is judged once the platforms can say what is possible there: until we have signed in
    they know of nothing. It waits so long at most, since a need in it must not wait for a platform that is down."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SIGN_IN_SECONDS):
            await house.channels.tried()
    await house.judge.run()


async def _hold(lock: RunLock) -> None:
    """Two that both think they run would act twice: without the lock, stop."""
    while await asyncio.to_thread(lock.held):  # noqa: ASYNC110 - a lost lock announces itself to nobody
        await asyncio.sleep(LOCK_SECONDS)
    raise LockLost("the database no longer holds our lock (its connection was lost): start Doorstep again")


def _calm_collector() -> None:
    """What was built at start is never garbage: fewer, shorter pauses on the comment path (stack.md, section 8)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
