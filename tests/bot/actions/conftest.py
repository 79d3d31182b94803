"""The kit on an empty database."""

from collections.abc import Iterator

import pytest

from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.actions.kit import Kit
from tests.bot.conftest import TestClock


@pytest.fixture
def kit(database: Database, clock: TestClock) -> Iterator[Kit]:
    writer = Writer(database, seconds=0)  # nobody shares these batches
    kit = Kit(database, writer, clock)
    yield kit
    writer.close()
    kit.world.close()
