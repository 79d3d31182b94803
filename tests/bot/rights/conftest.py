"""Dee of data protection, Sam who may not do what Dee may, and Rob, whom a landlord holds much about."""

import pytest

from bot.staff.people import add, find
from bot.staff.rights import Staff
from bot.store.database import Database
from rules.model.staff import Role
from tests.bot.cases.conftest import any_house, house
from tests.bot.cases.kit import House
from tests.bot.conftest import TestClock
from tests.bot.rights.subject.kit import Town

__all__ = ["any_house", "house"]


def member(database: Database, clock: TestClock, login: str, *roles: Role) -> Staff:
    add(database, clock, None, login, login.title(), frozenset(roles))
    found = find(database, login)
    assert found is not None
    return found


@pytest.fixture
def dee(any_database: Database, clock: TestClock) -> Staff:
    return member(any_database, clock, "dee", Role.DATA_PROTECTION)


@pytest.fixture
def sam(any_database: Database, clock: TestClock) -> Staff:
    """Everything else that somebody can be."""
    return member(any_database, clock, "sam", *(role for role in Role if role is not Role.DATA_PROTECTION))


@pytest.fixture
async def town(house: House) -> Town:
    """Rob, warned and restricted, with a neighbour who answered him and staff who wrote of him."""
    return await Town.of(house)


@pytest.fixture
async def any_town(any_house: House) -> Town:
    return await Town.of(any_house)
