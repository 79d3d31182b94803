"""A page, an endpoint on this machine, and the asker between them."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.conftest import TestClock
from tests.bot.opinion.kit import Desk
from tests.bot.pipeline.conftest import page, writer
from tests.bot.pipeline.kit import Page
from tests.services.endpoint import Endpoint, endpoint

__all__ = ["page", "writer"]


@pytest.fixture
async def model() -> AsyncIterator[Endpoint]:
    async with endpoint() as made:
        yield made


@pytest.fixture
def desk(page: Page, model: Endpoint) -> Desk:
    return Desk(page, model)


@pytest.fixture
def any_desk(any_database: Database, clock: TestClock, model: Endpoint) -> Iterator[Desk]:
    writer = Writer(any_database, seconds=0.001)
    page = Page(any_database, writer, clock)
    yield Desk(page, model)
    writer.close()
    page.world.close()
