"""The chains of domain §6: what runs from a step, and that hours run through clock changes and holidays."""

from datetime import UTC, date, datetime

import pytest

from rules.calendar import Calendar, Division, end_of_day
from rules.model.finding import NeedKind
from rules.routing.clocks import CLOCKS, FOLLOWING, Step, due, following


def at(day: str, hour: int = 12) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=hour)


def ends(day: str) -> datetime:
    return end_of_day(date.fromisoformat(day))


def steps(kind: NeedKind, step: Step, start: str) -> dict[str, datetime]:
    return {clock.name: when for clock, when, _ in following(kind, step, at(start))}


def test_a_significant_hazard_from_awareness_to_preventive_work() -> None:
    clock = CLOCKS[NeedKind.HAZARD]
    assert due(clock, at("2026-11-21"), clock.length)[0] == ends("2026-12-04")
    assert steps(NeedKind.HAZARD, Step.INVESTIGATED, "2026-12-04") == {
        "hazard_summary_3wd": ends("2026-12-09"),
        "hazard_safe_5wd": ends("2026-12-11"),
        "hazard_prevent_5wd": ends("2026-12-11"),
        "hazard_prevent_12w": ends("2027-02-26"),
    }


def test_a_complaint_from_receipt_to_its_extended_answer() -> None:
    clock = CLOCKS[NeedKind.COMPLAINT]
    assert due(clock, at("2026-12-21"), clock.length)[0] == ends("2026-12-30")
    answer = steps(NeedKind.COMPLAINT, Step.ACKNOWLEDGED, "2026-12-30")
    assert answer == {"complaint_response_10wd": ends("2027-01-14")}
    extended = steps(NeedKind.COMPLAINT, Step.RESPONSE_EXTENDED, "2027-01-14")
    assert extended == {"complaint_extended_10wd": ends("2027-01-28")}


def test_the_second_stage_of_a_complaint() -> None:
    clock = CLOCKS[NeedKind.COMPLAINT_STAGE_2]
    assert due(clock, at("2026-12-21"), clock.length)[0] == ends("2026-12-30")
    answer = steps(NeedKind.COMPLAINT_STAGE_2, Step.ACKNOWLEDGED, "2026-12-30")
    assert answer == {"complaint_stage_2_response_20wd": ends("2027-01-28")}
    extended = steps(NeedKind.COMPLAINT_STAGE_2, Step.RESPONSE_EXTENDED, "2027-01-28")
    assert extended == {"complaint_stage_2_extended_20wd": ends("2027-02-25")}


def test_an_appeal_received_on_the_last_day() -> None:
    clock = CLOCKS[NeedKind.APPEAL]
    assert due(clock, at("2026-12-30"), clock.length)[0] == ends("2027-01-28")


@pytest.mark.parametrize(
    ("kind", "start", "last"),
    [
        (NeedKind.DATA_REQUEST, "2026-01-31", "2026-02-28"),
        (NeedKind.DATA_BREACH, "2026-06-19", "2026-07-19"),
        (NeedKind.INFORMATION_REQUEST, "2026-11-30", "2026-12-30"),
    ],
)
def test_requests_about_data_and_information(kind: NeedKind, start: str, last: str) -> None:
    assert due(CLOCKS[kind], at(start), CLOCKS[kind].length)[0] == ends(last)


def test_an_extended_data_request_counts_three_months_from_the_request_and_does_not_drift() -> None:
    found = steps(NeedKind.DATA_REQUEST, Step.ANSWER_EXTENDED, "2026-01-31")
    assert found == {"data_extended_3m": ends("2026-04-30")}


@pytest.mark.parametrize("start", ["2026-03-28", "2026-10-24", "2026-12-25"])
def test_an_emergency_is_twenty_four_elapsed_hours_whatever_the_clock_and_the_calendar_do(start: str) -> None:
    when, _ = due(CLOCKS[NeedKind.EMERGENCY], at(start, 23), 24)
    assert (when - at(start, 23)).total_seconds() == 24 * 3600


def test_a_scottish_landlord_counts_scottish_days() -> None:
    clock = CLOCKS[NeedKind.COMPLAINT]
    assert due(clock, at("2026-11-27"), 5, Calendar(Division.SCOTLAND))[0] == ends("2026-12-07")
    assert due(clock, at("2026-11-27"), 5)[0] == ends("2026-12-04")


def test_past_the_horizon_a_following_clock_is_the_earliest_and_says_so() -> None:
    ((clock, when, says),) = following(NeedKind.COMPLAINT, Step.ACKNOWLEDGED, at("2028-12-28"))
    assert clock.name == "complaint_response_10wd"
    assert when == ends("2029-01-11")
    assert "not published yet" in says


def test_a_step_of_another_need_starts_nothing() -> None:
    assert following(NeedKind.REPAIR, Step.INVESTIGATED, at("2026-11-30")) == ()


def test_every_clock_has_its_own_name_and_a_source() -> None:
    clocks = [*CLOCKS.values(), *(clock for many in FOLLOWING.values() for clock in many)]
    names = [clock.name for clock in clocks]
    assert len(set(names)) == len(names) - 1  # the written summary follows a hazard and an emergency alike
    assert all(clock.source for clock in clocks)
