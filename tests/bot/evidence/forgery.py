"""A small signed ledger with keys, checkpoints and answers of witnesses, and somebody who gets past its triggers."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.platform import Post
from adapters.post.memory import MemoryPost
from adapters.post.timestamp import TimestampPost, TimestampSettings
from bot.evidence import keys, witness
from bot.evidence.append import Draft, append
from bot.evidence.checkpoints import Checkpoint
from bot.evidence.verify import Verified, verify
from bot.evidence.vouched import NOTHING, Outside
from bot.store import guard
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.writer import Writer
from rules.model.evidence import EntryKind
from tests.adapters.post.authority import Authority
from tests.bot.conftest import TestClock
from tests.bot.evidence.signing import Signed


class Forgery:
    """A small signed ledger, and somebody with its file. `kept` is what the witness has."""

    def __init__(self, file: Path, folder: Path, authority: Authority) -> None:
        self.file, self.whole = file, file.with_suffix(".whole")
        self.database = Database(f"sqlite:///{file}")
        writer = Writer(self.database)
        ledger = Signed(folder, self.database, TestClock(), writer, MemoryPost("archive"))
        self.kept = tuple(made_small(ledger))
        asyncio.run(witnessed(ledger, self.kept[0], authority))
        self.key = self.kept[0].key
        writer.close()
        self.database.close()
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(file, self.whole)

    def again(self) -> None:
        """The ledger as it was."""
        self.database.close()
        for ending in ("-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copy(self.whole, self.file)

    @contextmanager
    def past_the_triggers(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file)) as raw:
            for trigger in guard.SQLITE:
                raw.execute(f"DROP TRIGGER {trigger.name}")
            yield raw
            for trigger in guard.SQLITE:
                raw.execute(trigger.sqlite)
            raw.commit()

    def after(self, *statements: str, outside: Outside = NOTHING) -> Verified:
        with self.past_the_triggers() as raw:
            for statement in statements:
                raw.execute(statement)
        found = verify(self.database, outside=outside)
        self.again()
        return found

    @property
    def outside(self) -> Outside:
        return Outside(self.key, self.kept)


def made_small(ledger: Signed) -> Iterator[Checkpoint]:
    """Three checkpoints, two keys, *heard* with private fields, *decided* without."""
    for number in range(3):
        drafts = [
            Draft(EntryKind.HEARD, f"i_{number}", {"n": number}, {"text": b"cold \xff \xed\xa0\x80", "author": b"ann"}),
            Draft(EntryKind.DECIDED, f"i_{number}", {"course": "leave", "scores": [number, None]}),
        ]
        with ledger.database.write() as tx:
            append(tx, drafts, stamp(ledger.clock()))
        yield ledger.sign()
        ledger.clock.move(minutes=1)
        if number == 1:
            ledger.rotate()
            keys.tell_backed_up(ledger.database, ledger.clock, "s_1")


async def witnessed(ledger: Signed, first: Checkpoint, authority: Authority) -> None:
    """Each checkpoint taken by a witness; the first one stamped too, by a real authority on loopback."""
    app = web.Application()
    app.router.add_post("/tsa", authority.answer)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    post = TimestampPost("tsa", TimestampSettings(url=str(server.make_url("/tsa")), root=authority.root))
    with ledger.database.write() as tx:
        witness.ask(tx, first, {"tsa": "timestamp"})
    hands: dict[str, tuple[str, Post]] = {"archive": ("memory", ledger.post), "tsa": ("timestamp", post)}
    assert await witness.deliver(ledger.database, ledger.writer, hands, ledger.clock) == 4
    await server.close()
