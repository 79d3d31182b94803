"""A landlord's own calendar: bank holidays of its division, days it is shut, when a letter counts as given."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import (
    FIRST,
    HERE,
    HORIZON,
    BadCalendar,
    BeyondHorizon,
    Calendar,
    Division,
    add_working_days,
    bank_holidays,
    calendar_of,
    is_working_day,
    last_day_for_customer,
    previous_working_day,
    served_on,
)

days = st.dates(FIRST, date(2028, 10, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


def weekdays(dates: Iterable[date]) -> set[date]:
    return {one for one in dates if one.weekday() < 5}


def published(events: Iterable[Any]) -> set[date]:
    return {day(event["date"]) for event in events}


AFTER_THE_LIST = {Division.SCOTLAND: {date(2026, 6, 15)}}
"""Proclaimed after the second source was packed: the day after Scotland's first match of the world cup."""


@pytest.mark.parametrize("division", Division)
def test_each_division_has_the_bank_holidays_of_a_second_source(division: Division) -> None:
    """The government's list of all three divisions, as the package govuk-bank-holidays carries it. Nothing is fetched."""
    text = (files("govuk_bank_holidays") / "bank-holidays.json").read_text(encoding="utf-8")
    dates = published(json.loads(text)[division.value]["events"])
    assert min(dates).year == FIRST.year
    assert max(dates).year == HORIZON.year
    assert weekdays(bank_holidays(division)) == weekdays(dates) | AFTER_THE_LIST.get(division, set())


@pytest.mark.parametrize(
    ("division", "holiday"),
    [
        (Division.SCOTLAND, "2026-01-02"),
        (Division.SCOTLAND, "2026-08-03"),
        (Division.SCOTLAND, "2026-11-30"),
        (Division.NORTHERN_IRELAND, "2026-03-17"),
        (Division.NORTHERN_IRELAND, "2026-07-13"),
        (Division.NORTHERN_IRELAND, "2026-04-06"),
    ],
)
def test_a_division_keeps_its_own_holidays(division: Division, holiday: str) -> None:
    assert not is_working_day(day(holiday), Calendar(division))
    assert add_working_days(day(holiday) - timedelta(days=1), 1, Calendar(division)) > day(holiday)
    assert previous_working_day(day(holiday), Calendar(division)) < day(holiday)


def test_scotland_works_on_easter_monday_and_the_last_monday_of_august() -> None:
    """The days common to all divisions would be wrong everywhere: the trap of domain §6."""
    scotland = Calendar(Division.SCOTLAND)
    assert is_working_day(date(2026, 4, 6), scotland)
    assert is_working_day(date(2026, 8, 31), scotland)
    assert not is_working_day(date(2026, 4, 6))
    assert not is_working_day(date(2026, 8, 31))


CHRISTMAS = frozenset({date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)})


def test_a_christmas_shutdown_lengthens_the_customers_time_and_no_clock_of_ours() -> None:
    shut = Calendar(closures=CHRISTMAS)
    assert last_day_for_customer(date(2026, 12, 1), 20, shut) == date(2027, 1, 6)
    assert last_day_for_customer(date(2026, 12, 1), 20) == date(2026, 12, 31)
    assert add_working_days(date(2026, 12, 1), 20, shut) == date(2026, 12, 31)
    assert is_working_day(date(2026, 12, 29), shut)


@pytest.mark.parametrize(("after", "given", "last"), [(0, "2026-11-30", "2026-12-30"), (2, "2026-12-02", "2027-01-04")])
def test_deemed_service_moves_day_zero(after: int, given: str, last: str) -> None:
    posted = Calendar(served_after=after)
    assert served_on(date(2026, 11, 30), posted) == day(given)
    assert last_day_for_customer(date(2026, 11, 30), 20, posted) == day(last)


@given(
    days,
    st.integers(0, 20),
    st.builds(
        Calendar, st.sampled_from(Division), st.frozensets(st.dates(FIRST, HORIZON), max_size=9), st.integers(0, 3)
    ),
)
def test_closures_and_service_never_shorten_the_customers_time(start: date, length: int, calendar: Calendar) -> None:
    last = last_day_for_customer(start, length, calendar)
    assert last >= add_working_days(start, length, Calendar(calendar.division))
    assert not length or (is_working_day(last, calendar) and last not in calendar.closures)


def test_settings_describe_a_calendar() -> None:
    said = {"division": "scotland", "closure_days": "2026-12-29, 2026-12-30", "deemed_service_working_days": "2"}
    assert calendar_of(said) == Calendar(Division.SCOTLAND, CHRISTMAS - {date(2026, 12, 31)}, 2)
    assert calendar_of({}) == calendar_of({"division": "", "closure_days": ""}) == HERE


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"division": "england"}, "division: 'england' is none of england-and-wales, scotland, northern-ireland"),
        ({"closure_days": "29/12/2026"}, "closure_days: '29/12/2026' is not a date such as 2026-12-29"),
        ({"deemed_service_working_days": "-1"}, "deemed_service_working_days: '-1' is not a number from 0 to 10"),
        ({"deemed_service_working_days": "²"}, "deemed_service_working_days: '²' is not a number from 0 to 10"),
    ],
)
def test_a_calendar_that_cannot_be_read_is_one_line(said: dict[str, str], why: str) -> None:
    with pytest.raises(BadCalendar) as caught:
        calendar_of(said)
    assert str(caught.value) == why


@pytest.mark.parametrize("calendar", [HERE, *map(Calendar, Division)])
def test_a_count_that_would_pass_the_horizon_is_refused(calendar: Calendar) -> None:
    with pytest.raises(BeyondHorizon, match="2029-01-01"):
        last_day_for_customer(date(2028, 12, 1), 20, calendar)
