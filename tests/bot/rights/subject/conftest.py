"""Rob, warned and restricted, with a neighbour who answered him and staff who wrote of him; Dee weighs."""

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from tests.bot.cases.conftest import _house
from tests.bot.conftest import TestClock
from tests.bot.rights.subject.kit import Town


@pytest.fixture
async def any_town(any_database: Database, clock: TestClock) -> AsyncIterator[Town]:
    for house in _house(any_database, clock):
        yield await Town.of(house)


@pytest.fixture
async def town(database: Database, clock: TestClock) -> AsyncIterator[Town]:
    for house in _house(database, clock):
        yield await Town.of(house)
