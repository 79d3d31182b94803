"""Dee of data protection, and Ann who may not do what Dee may."""

import pytest

from bot.staff.people import add, find
from bot.staff.rights import Staff
from bot.store.database import Database
from rules.model.staff import Role
from tests.bot.conftest import TestClock


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
