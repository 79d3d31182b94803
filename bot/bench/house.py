"""The real comment path in a throw-away folder: SQLite in WAL with synchronous=FULL, intake, judge, record."""

import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.memory.platform import MemoryPlatform
from adapters.memory.world import World
from bot import compose
from bot.actions.modes import Mode
from bot.clock import now
from bot.pipeline import Judge
from bot.store import migrate
from bot.store.database import Database, insert_many
from bot.store.ids import stamp
from bot.store.intake import StoreIntake
from bot.store.writer import Writer

CHANNEL = "bench"
PACK = "house-rules"


@dataclass(frozen=True, slots=True)
class Bench:
    """The parts of the path, as `bot.wiring` puts them together, without what stands before and behind it."""

    database: Database
    writer: Writer
    platform: MemoryPlatform
    judge: Judge
    intake: StoreIntake


@contextmanager
def bench() -> Iterator[Bench]:
    """A new path on an empty database, its channel in `auto`: the mode with the most to do."""
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'doorstep.db'}"
        migrate.upgrade(url)
        database = Database(url)
        with database.write() as tx:
            columns = ("name", "platform", "mode", "state", "why", "settings", "updated_at")
            insert_many(tx, "channel", columns, [(CHANNEL, "memory", Mode.AUTO.value, "", "", "{}", stamp(now()))])
        writer = Writer(database)
        platform = MemoryPlatform(CHANNEL, World())
        judge = Judge(database, writer, {CHANNEL: platform}, compose.rules_only(), compose.pack(PACK), now)
        yield Bench(database, writer, platform, judge, StoreIntake(writer, CHANNEL, now, judge.wake))
        writer.close()
        database.close()
        platform.world.close()


@contextmanager
def calm_collector() -> Iterator[None]:
    """As `doorstep run` calms it; as it was, afterwards."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
