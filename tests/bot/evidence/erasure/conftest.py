"""A page, and a landlord at work on cases, on each engine."""

from collections.abc import Iterator

import pytest

from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.cases.conftest import any_house, house
from tests.bot.conftest import TestClock
from tests.bot.pipeline.conftest import page, writer
from tests.bot.pipeline.kit import Page

__all__ = ["any_house", "house", "page", "writer"]


@pytest.fixture
def any_page(any_database: Database, clock: TestClock) -> Iterator[Page]:
    writer = Writer(any_database, seconds=0.001)
    page = Page(any_database, writer, clock)
    yield page
    writer.close()
    page.world.close()
