"""Where each need goes, by when, and that nothing ever gets lost on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from rules.model.finding import Need, NeedKind, Urgency
from rules.routing import route
from rules.routing.clocks import CLOCKS
from rules.routing.desks import DESKS
from tests.rules.decide.givens import needed, needs_found

SATURDAY = datetime(2026, 11, 21, 23, 12, tzinfo=UTC)


def test_every_need_has_a_desk_a_clock_and_its_own_reference_letters() -> None:
    assert set(DESKS) == set(CLOCKS) == set(NeedKind)
    assert len({desk.prefix for desk in DESKS.values()}) == len(NeedKind)
    assert all(clock.source for clock in CLOCKS.values())


@pytest.mark.parametrize(
    ("kind", "due", "clock", "prefix"),
    [
        (NeedKind.EMERGENCY, datetime(2026, 11, 22, 23, 12, tzinfo=UTC), "emergency_24h", "EM"),
        (NeedKind.HAZARD, datetime(2026, 12, 4, 23, 59, 59, tzinfo=UTC), "hazard_10wd", "HZ"),
        (NeedKind.COMPLAINT, datetime(2026, 11, 27, 23, 59, 59, tzinfo=UTC), "complaint_5wd", "CP"),
        (NeedKind.DATA_REQUEST, datetime(2026, 12, 21, 23, 59, 59, tzinfo=UTC), "data_1m", "DR"),
        (NeedKind.DATA_BREACH, datetime(2026, 12, 21, 23, 59, 59, tzinfo=UTC), "data_complaint_30d", "DB"),
        (NeedKind.INFORMATION_REQUEST, datetime(2026, 12, 18, 23, 59, 59, tzinfo=UTC), "information_20wd", "IR"),
        (NeedKind.APPEAL, datetime(2026, 12, 18, 23, 59, 59, tzinfo=UTC), "appeal_20wd", "AP"),
        (NeedKind.REPAIR, datetime(2026, 12, 18, 23, 59, 59, tzinfo=UTC), "repair", "RP"),
        (NeedKind.SAFEGUARDING, SATURDAY, "now", "SG"),
    ],
)
def test_clocks(kind: NeedKind, due: datetime, clock: str, prefix: str) -> None:
    (row,) = route([needed(kind)], SATURDAY, SATURDAY, {})
    assert (row.due_at, row.clock, row.prefix) == (due, clock, prefix)


def test_rule_4_opening_it_late_does_not_move_the_clock() -> None:
    late = SATURDAY + timedelta(days=9)
    assert route([needed(NeedKind.HAZARD)], SATURDAY, late, {}) == route(
        [needed(NeedKind.HAZARD)], SATURDAY, SATURDAY, {}
    )


def test_a_platform_clock_that_runs_ahead_does_not_buy_time() -> None:
    (row,) = route([needed(NeedKind.EMERGENCY)], SATURDAY + timedelta(days=300), SATURDAY, {})
    assert row.due_at == SATURDAY + timedelta(hours=24)


def test_24_hours_are_24_hours_when_the_clocks_change() -> None:
    before = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    assert route([needed(NeedKind.EMERGENCY)], before, before, {})[0].due_at - before == timedelta(hours=24)


def test_a_summer_evening_counts_from_the_london_day() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert route([needed(NeedKind.COMPLAINT)], late, late, {})[0].due_at == datetime(2026, 7, 9, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "due"), [("3", 25), ("0", 18), ("-1", 18), ("many", 18), ("9" * 400, 18), ("²", 18), ("", 18)]
)
def test_the_landlords_own_repair_time(days: str, due: int) -> None:
    (row,) = route([needed(NeedKind.REPAIR)], SATURDAY, SATURDAY, {"repair_working_days": days})
    assert row.due_at.day == due


def test_the_landlords_own_desks_and_the_most_urgent_first() -> None:
    needs = [needed(NeedKind.COMPLAINT), needed(NeedKind.REPAIR), needed(NeedKind.EMERGENCY)]
    rows = route(needs, SATURDAY, SATURDAY, {"destination.repair": "repairs-east"})
    assert [row.destination for row in rows] == ["on_duty", "complaints", "repairs-east"]


def test_the_same_need_said_twice_is_one_row_as_urgent_as_the_more_urgent() -> None:
    rows = route([needed(NeedKind.HAZARD), needed(NeedKind.HAZARD, Urgency.NOW)], SATURDAY, SATURDAY, {})
    assert [(row.kind, row.urgency) for row in rows] == [(NeedKind.HAZARD, Urgency.NOW)]


def test_past_the_published_holidays_it_is_due_at_the_earliest_and_says_so() -> None:
    late = datetime(2028, 12, 20, 9, 0, tzinfo=UTC)
    (row,) = route([needed(NeedKind.HAZARD)], late, late, {})
    assert row.due_at == datetime(2029, 1, 3, 23, 59, 59, tzinfo=UTC)
    assert "not published yet" in row.source


@over(st.lists(needs_found, max_size=5), st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 - the zone is set below
def test_no_need_is_ever_lost_whatever_the_date(needs: list[Need], at: datetime) -> None:
    known = at.replace(tzinfo=UTC)
    rows = route(needs, known, known, {})
    assert {row.kind for row in rows} == {need.kind for need in needs}
    assert all(row.due_at >= known for row in rows)
