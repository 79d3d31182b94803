"""Working days in England and Wales, months that clamp and never drift, and the end of a London day (domain §6).

Bank holidays come from the `holidays` library, offline. Only what has been published counts as known: the government's list
reaches the end of 2028, and past that we refuse to count rather than assume that there are no holidays.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

FIRST = date(2012, 1, 1)
HORIZON = date(2028, 12, 31)
"""Last day whose bank holidays are published (gov.uk list, last entry 26 December 2028)."""

LONDON = ZoneInfo("Europe/London")  # read once at import from the tzdata package: a table of constants, not the world

BANK_HOLIDAYS = frozenset(  # frozen at import: a table of constants
    country_holidays("GB", subdiv="ENG", years=range(FIRST.year, HORIZON.year + 1))
)

_END_OF_DAY = time(23, 59, 59)


class BeyondHorizon(ValueError):
    """Bank holidays for this date are not published (or not kept), so we do not count. The text says which date."""


def london_date(at: datetime) -> date:
    """The calendar date in London of an aware time."""
    return at.astimezone(LONDON).date()


def end_of_day(day: date) -> datetime:
    """23:59:59 in London on `day`, in UTC."""
    return datetime.combine(day, _END_OF_DAY, LONDON).astimezone(UTC)


def is_working_day(day: date) -> bool:
    """Not a Saturday, Sunday or bank holiday in England and Wales. Raises BeyondHorizon."""
    if not FIRST <= day <= HORIZON:
        raise BeyondHorizon(f"bank holidays are known from {FIRST} to {HORIZON}, not for {day}")
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def add_working_days(start: date, days: int) -> date:
    """Working day number `days` after `start`, which is day 0 whatever day it is. Raises BeyondHorizon."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def add_weekdays(start: date, days: int) -> date:
    """Like `add_working_days` but counting bank holidays too: never later than the true date, so safe for our own clocks."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def add_months(start: date, months: int) -> date:
    """Same day number `months` later, clamped to the month's end. Count from the start date each time: stepping drifts."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def previous_working_day(day: date) -> date:
    """`day` itself if it is a working day, else the last one before it (a review falls due then). Raises BeyondHorizon."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
