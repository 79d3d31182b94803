"""A small ledger with keys, checkpoints and a witness, for the tests of all that vouches for it."""

from dataclasses import dataclass
from pathlib import Path

from adapters.post.memory import MemoryPost
from bot.evidence import keys
from bot.evidence.append import Draft, append
from bot.evidence.checkpoints import Checkpoint
from bot.evidence.notary import Notary, Pace
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.writer import Writer
from rules.model.evidence import EntryKind
from tests.bot.conftest import TestClock


@dataclass
class Signed:
    """A ledger of its own; `folder` holds its key."""

    folder: Path
    database: Database
    clock: TestClock
    writer: Writer
    post: MemoryPost

    def __post_init__(self) -> None:
        keys.ensure(self.folder, self.database, self.clock)
        self.pace = Pace(entries=4, minutes=15, alarm_hours=24)

    @property
    def notary(self) -> Notary:
        """A new one, as after a start."""
        return Notary(
            self.folder, self.database, self.writer, {"archive": ("memory", self.post)}, self.clock, self.pace
        )

    def add(self, count: int = 1) -> None:
        drafts = [
            Draft(EntryKind.HEARD, f"i_{n}", {"n": n}, {"text": b"cold \xff", "author": b"ann"}) for n in range(count)
        ]
        with self.database.write() as tx:
            append(tx, drafts, stamp(self.clock()))

    def sign(self) -> Checkpoint:
        made = self.notary.sign()
        assert made is not None
        return made

    def rotate(self) -> str:
        return keys.rotate(self.folder, self.database, self.clock, "s_1")

    @property
    def fingerprint(self) -> str:
        with self.database.read() as tx:
            return keys.kept(tx)[-1].fingerprint
