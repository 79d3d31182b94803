"""A landlord at work on cases, on SQLite, and on both engines."""

from collections.abc import Iterator

import pytest

from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.cases.kit import House
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import Page


@pytest.fixture
def house(database: Database, clock: TestClock) -> Iterator[House]:
    yield from _house(database, clock)


@pytest.fixture
def any_house(any_database: Database, clock: TestClock) -> Iterator[House]:
    yield from _house(any_database, clock)


def _house(database: Database, clock: TestClock) -> Iterator[House]:
    writer = Writer(database, seconds=0.001)
    page = Page(database, writer, clock)
    yield House(page)
    writer.close()
    page.world.close()
