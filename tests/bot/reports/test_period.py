"""Whole months for what is published, days for the audit; London's, not the record's."""

from datetime import date

import pytest

from bot.reports.period import BadPeriod, Period, days, month_name, month_of, months

TODAY = date(2026, 11, 22)


def test_by_default_the_twelve_months_that_are_over() -> None:
    found = months("", "", TODAY)
    assert (found.first, found.last) == (date(2025, 11, 1), date(2026, 10, 31))
    assert len(found.months) == 12
    assert str(found) == "1 November 2025 to 31 October 2026"
    assert month_name("2026-10") == "Oct 2026"


def test_a_month_begins_at_midnight_in_london() -> None:
    july = months("2026-07", "2026-07", TODAY)
    assert (july.since, july.until) == ("2026-06-30T23:00:00.000Z", "2026-07-31T23:00:00.000Z")
    assert month_of("2026-06-30T23:30:00.000Z") == "2026-07"
    assert july.holds("2026-06-30T23:00:00.000Z")
    assert not july.holds("2026-07-31T23:00:00.000Z")


def test_the_running_month_ends_today() -> None:
    assert months("2026-11", "2026-11", TODAY) == Period(date(2026, 11, 1), TODAY)
    assert months("2026-01", "2026-12", TODAY).last == TODAY
    assert days("", "", TODAY) == Period(date(2026, 10, 23), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-01-15", "", "'2026-01-15' is no month: write it as 2026-11"),
        ("soon", "", "'soon' is no month"),
        ("2026-06", "2026-05", "the period ends (2026-05) before it begins (2026-06)"),
        ("2027-01", "2027-02", "the period begins (2027-01) after today"),
    ],
)
def test_a_period_that_makes_no_sense_is_one_line(first: str, last: str, says: str) -> None:
    with pytest.raises(BadPeriod) as refused:
        months(first, last, TODAY)
    assert says in str(refused.value)


def test_days_that_make_no_sense_are_one_line() -> None:
    with pytest.raises(BadPeriod, match="'2026-11' is no day: write it as 2026-11-30"):
        days("2026-11", "", TODAY)
    with pytest.raises(BadPeriod, match="before it begins"):
        days("2026-11-02", "2026-11-01", TODAY)
