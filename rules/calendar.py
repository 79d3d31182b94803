"""Working days in the United Kingdom, months that clamp and never drift, and the end of a London day (domain §6).

Bank holidays come from the `holidays` library, offline. Only what has been published counts as known: the government's list
(gov.uk/bank-holidays.json, three divisions) reaches the end of 2028, and past that we refuse to count rather than assume
that there are no holidays.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

FIRST = date(2012, 1, 1)
HORIZON = date(2028, 12, 31)
"""Last day whose bank holidays are published, in all three divisions (last entry 26 December 2028)."""

LONDON = ZoneInfo("Europe/London")  # read once at import from the tzdata package: a table of constants, not the world

_END_OF_DAY = time(23, 59, 59)


class Division(StrEnum):
    """The parts of the kingdom that keep bank holidays of their own, named as the government's list names them."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


_SUBDIVISION = {Division.ENGLAND_AND_WALES: "ENG", Division.SCOTLAND: "SCT", Division.NORTHERN_IRELAND: "NIR"}


@cache
def bank_holidays(division: Division) -> frozenset[date]:
    """Every bank holiday from FIRST to HORIZON: a table of constants, made when somebody first counts.

    The library reads the calendars of every country, which takes longer than most commands do without it.
    """
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv=_SUBDIVISION[division], years=range(FIRST.year, HORIZON.year + 1)))


class BeyondHorizon(ValueError):
    """Bank holidays for this date are not published (or not kept), so we do not count. The text says which date."""


class BadCalendar(ValueError):
    """A landlord's calendar setting cannot be read. The text names the setting, what it says and what it may say."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a landlord counts. `closures` are days it is shut though others work (a Christmas shutdown).

    They never give the landlord more time: only `last_day_for_customer` leaves them out. `served_after` is how many working
    days after sending a letter counts as given (0: on the day it is sent).
    """

    division: Division = Division.ENGLAND_AND_WALES
    closures: frozenset[date] = frozenset()
    served_after: int = 0


HERE = Calendar()
"""England and Wales, no closure days, given when sent."""


def calendar_of(settings: Mapping[str, str]) -> Calendar:
    """The calendar that a landlord's settings describe; HERE where they say nothing. Raises BadCalendar.

    `division`: one of `Division`; `closure_days`: dates (YYYY-MM-DD) with blanks or commas between;
    `deemed_service_working_days`: 0 to 10.
    """
    return Calendar(_division(settings), _closures(settings), _service(settings))


def _division(settings: Mapping[str, str]) -> Division:
    said = settings.get("division") or Division.ENGLAND_AND_WALES
    if said not in set(Division):
        raise BadCalendar(f"division: {said!r} is none of {', '.join(Division)}")
    return Division(said)


def _closures(settings: Mapping[str, str]) -> frozenset[date]:
    found = set()
    for word in settings.get("closure_days", "").replace(",", " ").split():
        try:
            found.add(date.fromisoformat(word))
        except ValueError:
            raise BadCalendar(f"closure_days: {word!r} is not a date such as 2026-12-29") from None
    return frozenset(found)


def _service(settings: Mapping[str, str]) -> int:
    said = settings.get("deemed_service_working_days") or "0"
    if not (said.isascii() and said.isdecimal() and int(said) <= 10):
        raise BadCalendar(f"deemed_service_working_days: {said!r} is not a number from 0 to 10")
    return int(said)


def london_date(at: datetime) -> date:
    """The calendar date in London of an aware time."""
    return at.astimezone(LONDON).date()


def end_of_day(day: date) -> datetime:
    """23:59:59 in London on `day`, in UTC."""
    return datetime.combine(day, _END_OF_DAY, LONDON).astimezone(UTC)


def is_working_day(day: date, calendar: Calendar = HERE) -> bool:
    """Not a Saturday, Sunday or bank holiday. A closure day of the landlord's is one. Raises BeyondHorizon."""
    if not FIRST <= day <= HORIZON:
        raise BeyondHorizon(f"bank holidays are known from {FIRST} to {HORIZON}, not for {day}")
    return day.weekday() < 5 and day not in bank_holidays(calendar.division)


def add_working_days(start: date, days: int, calendar: Calendar = HERE) -> date:
    """Working day number `days` after `start`, which is day 0 whatever day it is. Raises BeyondHorizon."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, calendar)
    return day


def served_on(sent: date, calendar: Calendar = HERE) -> date:
    """The day a letter sent on `sent` counts as given: day 0 of the customer's time. Raises BeyondHorizon."""
    return add_working_days(sent, calendar.served_after, calendar)


def last_day_for_customer(sent: date, days: int, calendar: Calendar = HERE) -> date:
    """Last day on which a customer who has `days` working days may act on a letter sent on `sent`; print it in the letter.

    Never earlier than `add_working_days(sent, days)`: service and closure days only lengthen it. Raises BeyondHorizon.
    """
    day = served_on(sent, calendar)
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, calendar) and day not in calendar.closures
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


def previous_working_day(day: date, calendar: Calendar = HERE) -> date:
    """`day` itself if it is a working day, else the last one before it (a review falls due then). Raises BeyondHorizon."""
    while not is_working_day(day, calendar):
        day -= timedelta(days=1)
    return day
