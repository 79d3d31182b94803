"""A page on an empty database."""

from collections.abc import Iterator

import pytest

from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import Page


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    writer = Writer(database, seconds=0.001)
    yield writer
    writer.close()


@pytest.fixture
def page(database: Database, writer: Writer, clock: TestClock) -> Iterator[Page]:
    page = Page(database, writer, clock)
    yield page
    page.world.close()
