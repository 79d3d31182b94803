"""A signed ledger on each engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.post.memory import MemoryPost
from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.conftest import TestClock
from tests.bot.evidence.signing import Signed


@pytest.fixture
def any_signed(any_database: Database, tmp_path: Path, clock: TestClock) -> Iterator[Signed]:
    writer = Writer(any_database)
    yield Signed(tmp_path, any_database, clock, writer, MemoryPost("archive"))
    writer.close()


@pytest.fixture
def signed(database: Database, tmp_path: Path, clock: TestClock) -> Iterator[Signed]:
    writer = Writer(database)
    yield Signed(tmp_path, database, clock, writer, MemoryPost("archive"))
    writer.close()
