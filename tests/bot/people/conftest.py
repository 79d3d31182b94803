"""The landlord at work on cases."""

from tests.bot.cases.conftest import any_house, house

__all__ = ["any_house", "house"]
