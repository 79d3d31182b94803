"""The vectors of the domain notes §6, clock changes, clamping, and the horizon."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import (
    FIRST,
    HORIZON,
    BeyondHorizon,
    Division,
    add_months,
    add_weekdays,
    add_working_days,
    bank_holidays,
    end_of_day,
    is_working_day,
    london_date,
    previous_working_day,
)

VECTORS = [
    ("2024-03-01", "2024-04-02"),
    ("2025-04-17", "2025-05-20"),
    ("2025-11-28", "2025-12-30"),
    ("2025-12-24", "2026-01-26"),
    ("2026-03-06", "2026-04-07"),
    ("2026-04-02", "2026-05-05"),
    ("2026-04-30", "2026-06-01"),
    ("2026-11-30", "2026-12-30"),
    ("2026-12-24", "2027-01-26"),
    ("2027-03-25", "2027-04-26"),
    ("2028-03-24", "2028-04-25"),
]
days = st.dates(FIRST, date(2028, 10, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("start", "end"), VECTORS)
def test_twenty_working_days(start: str, end: str) -> None:
    assert add_working_days(day(start), 20) == day(end)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-12-30", 20, "2027-01-28"),
        ("2026-11-21", 10, "2026-12-04"),
        ("2026-12-04", 3, "2026-12-09"),
        ("2026-12-04", 5, "2026-12-11"),
        ("2026-12-21", 5, "2026-12-30"),
        ("2026-12-30", 10, "2027-01-14"),
        ("2026-11-21", 0, "2026-11-21"),
    ],
)
def test_the_chains_of_the_notes(start: str, length: int, end: str) -> None:
    assert add_working_days(day(start), length) == day(end)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-11-30", 6, "2026-05-30"),
        ("2025-11-30", 9, "2026-08-30"),
        ("2025-11-30", 12, "2026-11-30"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-12-31", 0, "2025-12-31"),
    ],
)
def test_months_clamp_and_never_drift(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    "one_off", ["2022-09-19", "2022-06-03", "2023-05-08", "2026-04-06", "2026-08-31", "2026-12-28"]
)
def test_one_off_and_england_only_days_are_known(one_off: str) -> None:
    assert not is_working_day(day(one_off))


@pytest.mark.parametrize("scottish_or_irish", ["2026-01-02", "2026-03-17", "2026-07-13", "2026-08-03"])
def test_holidays_elsewhere_in_the_kingdom_are_working_days_here(scottish_or_irish: str) -> None:
    assert is_working_day(day(scottish_or_irish))


def weekdays(dates: Iterable[date]) -> set[date]:
    return {one for one in dates if one.weekday() < 5}


def published(events: Iterable[Any]) -> set[date]:
    return {day(event["date"]) for event in events}


@pytest.mark.shared
def test_bank_holidays_are_the_published_ones(shared: Path) -> None:
    told = json.loads((shared / "policies/bank-holidays-england-wales.json").read_text(encoding="utf-8"))
    dates = published(told["england-and-wales"]["events"])
    assert max(dates).year == HORIZON.year
    assert weekdays(dates) == weekdays(bank_holidays(Division.ENGLAND_AND_WALES))


@given(days, st.integers(0, 120), st.integers(1, 12))
def test_an_anchored_series_keeps_its_day_wherever_the_month_has_it(start: date, times: int, every: int) -> None:
    found = add_months(start, times * every)
    following = add_months(date(found.year, found.month, 1), 1) - timedelta(days=1)
    assert found.day == min(start.day, following.day)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == times * every


def test_twenty_working_days_take_twenty_six_to_thirty_three_days() -> None:
    """So nobody may ever guess them as four weeks."""
    starts = [date(2024, 1, 1) + timedelta(days=n) for n in range((date(2028, 6, 30) - date(2024, 1, 1)).days)]
    assert {(add_working_days(start, 20) - start).days for start in starts} == set(range(26, 34))


def test_past_the_horizon_nothing_is_counted() -> None:
    with pytest.raises(BeyondHorizon, match="2029-01-01"):
        add_working_days(date(2028, 12, 20), 20)
    with pytest.raises(BeyondHorizon):
        is_working_day(date(2011, 12, 31))


@pytest.mark.parametrize(
    ("on", "utc"),
    [
        ("2026-11-22", datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC)),
        ("2026-03-29", datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC)),
        ("2026-10-25", datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_day_ends_in_london(on: str, utc: datetime) -> None:
    assert end_of_day(day(on)) == utc
    assert london_date(end_of_day(day(on))) == day(on)


def test_just_before_midnight_utc_it_is_tomorrow_in_a_london_summer() -> None:
    assert london_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)


def test_a_review_on_a_holiday_is_due_the_working_day_before() -> None:
    assert previous_working_day(date(2026, 12, 28)) == date(2026, 12, 24)
    assert previous_working_day(date(2026, 12, 29)) == date(2026, 12, 29)


@given(days, st.integers(1, 20))
def test_the_last_day_is_a_working_day_and_exactly_so_many_lie_between(start: date, length: int) -> None:
    end = add_working_days(start, length)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, between)) == length
    assert add_weekdays(start, length) <= end
