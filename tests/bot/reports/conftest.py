"""A landlord at work on cases, on each engine."""

from tests.bot.cases.conftest import any_house, house

__all__ = ["any_house", "house"]
