"""Dates of a case against the vectors and traps of the domain notes (section 6)."""

from datetime import date

import pytest

from rules.calendar import london_date
from rules.casework.dates import after_review, anchored, appeal_until, decision_due, listed_from, review_due
from rules.casework.dates import review_task_due as task_due
from rules.casework.office import Office
from rules.model.case.casefile import Restriction
from tests.rules.casework.scene import at, landlord, restricted

DERBY = Office(landlord("derby-2024"))
TWENTY = {
    "2025-04-17": "2025-05-20",
    "2025-11-28": "2025-12-30",
    "2025-12-24": "2026-01-26",
    "2026-03-06": "2026-04-07",
    "2026-04-02": "2026-05-05",
    "2026-04-30": "2026-06-01",
    "2026-11-30": "2026-12-30",
    "2026-12-24": "2027-01-26",
    "2027-03-25": "2027-04-26",
    "2028-03-24": "2028-04-25",
    "2024-03-01": "2024-04-02",
}


def _restriction(start: str, months: int, review_months: int) -> Restriction:
    return restricted("wolverhampton", start=start, months=months, review_months=review_months).file.restrictions[0]


@pytest.mark.parametrize(("told", "until"), TWENTY.items())
def test_twenty_working_days_to_appeal_and_to_decide(told: str, until: str) -> None:
    derby = DERBY.packs[0]
    assert appeal_until(DERBY, derby, at(told)) == date.fromisoformat(until)
    assert decision_due(DERBY, derby, at(told)) == date.fromisoformat(until)


def test_an_appeal_on_the_last_day_is_decided_by_the_end_of_january() -> None:
    """Domain notes: notice 2026-11-30, appeal by 2026-12-30, if received that day review by 2027-01-28."""
    assert decision_due(DERBY, DERBY.packs[0], at("2026-12-30")) == date(2027, 1, 28)


def test_no_limit_is_invented_where_the_policy_has_none() -> None:
    for name in ("wolverhampton", "watford", "karbon"):
        office = Office(landlord(name))
        assert appeal_until(office, office.packs[0], at("2026-11-30")) is None
        assert decision_due(office, office.packs[0], at("2026-11-30")) is None


def test_a_decision_not_told_yet_has_no_last_day() -> None:
    assert appeal_until(DERBY, DERBY.packs[0], None) is None


@pytest.mark.parametrize("when", ["2028-12-20", "2031-05-01"])
def test_where_the_calendar_ends_nothing_is_counted(when: str) -> None:
    assert appeal_until(DERBY, DERBY.packs[0], at(when)) is None
    assert decision_due(DERBY, DERBY.packs[0], at(when)) is None


def test_the_landlords_closure_days_only_lengthen_the_customers_time() -> None:
    shut = Office(landlord("derby-2024"), {"closure_days": "2026-12-29 2026-12-30"})
    assert appeal_until(shut, shut.packs[0], at("2026-11-30")) == date(2027, 1, 4)
    assert decision_due(shut, shut.packs[0], at("2026-11-30")) == date(2026, 12, 30)


def test_three_monthly_from_30_november_never_drifts() -> None:
    one = _restriction("2026-11-30", 12, 3)
    assert [str(anchored(one, n)) for n in range(5)] == [
        "2026-11-30",
        "2027-02-28",
        "2027-05-30",
        "2027-08-30",
        "2027-11-30",
    ]


def test_a_year_from_29_february_is_28_february() -> None:
    one = _restriction("2024-02-29", 12, 12)
    assert (one.ends, review_due(one)) == (date(2025, 2, 28), date(2025, 2, 28))


@pytest.mark.parametrize(
    ("start", "every", "due", "task"),
    [
        ("2026-11-30", 3, "2027-02-28", "2027-02-26"),  # a Sunday
        ("2026-03-06", 12, "2027-03-06", "2027-03-05"),  # a Saturday
        ("2026-09-25", 3, "2026-12-25", "2026-12-24"),  # Christmas Day, a Friday
        ("2026-09-28", 3, "2026-12-28", "2026-12-24"),  # Boxing Day kept on the Monday after
        ("2025-01-18", 15, "2026-04-18", "2026-04-17"),
        ("2026-01-06", 3, "2026-04-06", "2026-04-02"),  # Easter Monday: the Thursday before
    ],
)
def test_a_review_on_a_day_off_is_due_on_the_working_day_before(start: str, every: int, due: str, task: str) -> None:
    one = _restriction(start, every, every)
    office = Office(landlord("wolverhampton"))
    assert (str(review_due(one)), str(task_due(office, one))) == (due, task)


def test_beyond_the_calendar_a_review_task_comes_a_week_early() -> None:
    one = _restriction("2028-02-01", 12, 12)
    assert str(task_due(Office(landlord("watford")), one)) == "2029-01-25"


def test_a_review_never_falls_after_the_end() -> None:
    assert review_due(_restriction("2026-01-15", 6, 12)) == date(2026, 7, 15)


def test_a_decision_belongs_to_the_london_day_across_the_clock_change() -> None:
    """Half past midnight in London on the day summer time begins and ends is still, or already, that day."""
    assert london_date(at("2026-03-29 00:30")) == date(2026, 3, 29)
    assert london_date(at("2026-10-25 00:30")) == date(2026, 10, 25)
    assert at("2026-06-01 00:30").date() == date(2026, 5, 31), "in UTC it is the day before"
    assert appeal_until(DERBY, DERBY.packs[0], at("2026-06-01 00:30")) == date(2026, 6, 29)
    assert appeal_until(DERBY, DERBY.packs[0], at("2026-05-31 23:30")) == date(2026, 6, 26), "a Sunday is day 0, too"


@pytest.mark.parametrize(
    ("done", "number", "due", "ends"),
    [
        ("2027-02-26", 1, "2027-05-30", "2027-11-30"),  # on the task's day
        ("2027-02-28", 1, "2027-05-30", "2027-11-30"),
        ("2027-01-01", 1, "2027-05-30", "2027-11-30"),  # first day on the monthly list
        ("2026-12-31", 0, "2027-02-28", "2027-11-30"),  # before it: settles nothing
        ("2027-04-15", 1, "2027-05-30", "2027-11-30"),  # late
        ("2027-05-30", 2, "2027-08-30", "2027-11-30"),  # so late that it does for two
    ],
)
def test_where_a_review_that_extends_leaves_a_restriction(done: str, number: int, due: str, ends: str) -> None:
    coming = after_review(_restriction("2026-11-30", 12, 3), date.fromisoformat(done))
    assert (coming.number, str(coming.due), str(coming.ends)) == (number, due, ends)


def test_only_the_review_at_the_end_moves_the_end() -> None:
    coming = after_review(_restriction("2022-01-31", 12, 12), date(2023, 1, 31))
    assert (coming.number, str(coming.due), str(coming.ends)) == (1, "2024-01-31", "2024-01-31")
    shorter = after_review(_restriction("2026-01-15", 6, 12), date(2026, 7, 14))
    assert (shorter.number, str(shorter.due), str(shorter.ends)) == (0, "2027-01-15", "2027-01-15")


def test_the_monthly_list_reaches_to_the_end_of_the_next_month() -> None:
    assert listed_from(date(2025, 2, 28)) == date(2025, 1, 1)
    assert listed_from(date(2025, 1, 1)) == date(2024, 12, 1)
