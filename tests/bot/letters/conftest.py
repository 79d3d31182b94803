"""A landlord at work on cases, as the tests of cases have it."""

from tests.bot.cases.conftest import house

__all__ = ["house"]
