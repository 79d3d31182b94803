"""A page with pictures, on each engine, and the capturer behind it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.actions.conftest import kit
from tests.bot.conftest import TestClock
from tests.bot.evidence.capture.kit import Album
from tests.bot.pipeline.conftest import page, writer
from tests.bot.pipeline.kit import Page
from tests.services.media import Shelf, shelf

__all__ = ["kit", "page", "writer"]


@pytest.fixture
async def pictures() -> AsyncIterator[Shelf]:
    async with shelf() as made:
        yield made


@pytest.fixture
def album(page: Page, pictures: Shelf) -> Album:
    return Album(page, pictures)


@pytest.fixture
def any_album(any_database: Database, clock: TestClock, pictures: Shelf) -> Iterator[Album]:
    writer = Writer(any_database, seconds=0.001)
    page = Page(any_database, writer, clock)
    yield Album(page, pictures)
    writer.close()
    page.world.close()
