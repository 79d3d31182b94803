"""The diary: what a person must do because time has passed. Nothing is lifted, extended or removed by it."""

from dataclasses import replace

import pytest

from rules.model.case import deeds as d
from rules.model.case import facts as f
from rules.model.case.orders import Order
from rules.model.case.words import Alarm, OrderKind, Outcome, Person, RestrictionKind
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.model.measure import MeasureKind
from tests.rules.casework.scene import HER_LETTERS, HERS, Scene, at, found, restricted, scene

BILL = Person("bill", "Caution Lead")


def _watford() -> Scene:
    """S-050: a marker dated 29 February."""
    return restricted("watford", start="2024-02-29", months=12, review_months=12, marker="UDC_PB")


def _of(orders: tuple[Order, ...], kind: OrderKind) -> list[tuple[str, str]]:
    return [(order.post, order.label) for order in orders if order.kind is kind]


def test_on_the_monthly_list_before_it_is_due() -> None:
    case = _watford()
    assert case.due("2024-12-31") == ()
    listed = case.due("2025-01-01")
    assert [(o.kind, o.post, str(o.due)) for o in listed] == [(OrderKind.LIST_REVIEW, "Caution Lead", "2025-02-28")]


def test_a_task_when_it_is_due_and_an_alarm_when_it_is_past() -> None:
    case = _watford()
    on_the_day = case.due("2025-02-28")
    ((post, label),) = _of(on_the_day, OrderKind.ASK_REVIEW)
    assert ("Caution Lead" in post, label) == (True, "")
    assert _of(on_the_day, OrderKind.ALARM) == []
    late = _of(case.due("2025-03-10"), OrderKind.ALARM)
    owner = "Customer Experience Manager"
    assert late == [(owner, Alarm.REVIEW_OVERDUE), (owner, Alarm.LAPSED), (owner, Alarm.MARKER_ON)]
    assert _of(case.due("2025-03-10"), OrderKind.REMOVE_MARKER) == [], "the decision about it is a person's"


def test_once_it_is_ended_only_a_marker_left_on_is_asked_for() -> None:
    case = _watford()
    case.must(d.Review(BILL, Outcome.CEASE), "2025-03-11")
    left = case.due("2025-03-12")
    assert _of(left, OrderKind.REMOVE_MARKER) == [("", "UDC_PB")]
    assert _of(left, OrderKind.ALARM) == [("Customer Experience Manager", Alarm.MARKER_ON)]
    case.must(d.ConfirmMarker(BILL, "UDC_PB", on=False), "2025-03-13")
    assert case.due("2025-03-13") == ()


def test_whoever_must_name_the_reviewer_is_asked_first() -> None:
    case = restricted("derby-2020", start="2022-01-31", months=12, review_months=12)
    assert _of(case.due("2023-01-31"), OrderKind.ASK_REVIEW) == [("Head of Service", "appoint_reviewer")]
    case.must(d.AppointReviewer(Person("helen", "Head of Service"), "dana"), "2023-01-31")
    assert _of(case.due("2023-01-31"), OrderKind.ASK_REVIEW) == [("Departmental Manager", "")]


def test_all_who_review_are_asked_and_then_the_one_who_is_missing() -> None:
    case = restricted("wolverhampton", start="2026-11-30", months=12, review_months=3)
    assert case.due("2027-02-25") == ()
    assert _of(case.due("2027-02-26"), OrderKind.ASK_REVIEW) == [("Customer Resolution Team+Head of Service", "")]
    case.must(d.Review(Person("martin", "Customer Resolution Team"), Outcome.EXTEND), "2027-02-26")
    assert _of(case.due("2027-02-26"), OrderKind.ASK_REVIEW) == [("Head of Service", "")]


def test_a_review_due_at_the_weekend_is_a_task_on_the_friday() -> None:
    case = restricted("watford", start="2026-03-06", months=12, review_months=12)
    assert _of(case.due("2027-03-04"), OrderKind.ASK_REVIEW) == []
    assert len(_of(case.due("2027-03-05"), OrderKind.ASK_REVIEW)) == 1


def test_a_decision_nobody_told_is_an_alarm_the_next_day() -> None:
    case = restricted("watford", start="2026-03-06", months=12, review_months=12, told=False)
    assert case.due("2026-03-06") == ()
    assert _of(case.due("2026-03-07"), OrderKind.ALARM) == [("Customer Experience Manager", Alarm.UNTOLD)]
    case.must(d.SendNotice(HER_LETTERS), "2026-03-08")
    assert case.due("2026-03-08") == ()


def test_an_open_appeal_stays_with_its_deciders_and_then_alarms() -> None:
    case = restricted("derby-2024", start="2026-11-30", months=12, review_months=12)
    case.says("2026-12-30", needs=(NeedKind.APPEAL,))
    on_time = case.due("2027-01-28")
    assert [(o.kind, o.post, str(o.due)) for o in on_time] == [
        (OrderKind.ASK_APPEAL_DECISION, "Executive Team member", "2027-01-28")
    ]
    assert _of(case.due("2027-01-29"), OrderKind.ALARM) == [("Executive Team member", Alarm.APPEAL_OVERDUE)]
    case.must(d.DecideAppeal(Person("amira", "Executive Team member"), Outcome.STANDS), "2027-01-29")
    assert case.due("2027-01-29") == ()


def test_a_block_does_not_outlive_its_end() -> None:
    case = scene("derby-2024", approver_post="Head of Service")
    case.says("2026-03-15", found(Behaviour.ABUSE))
    helen = Person("helen", "Head of Service")
    case.must(d.TakeMeasure("b1", helen, MeasureKind.BLOCK, HERS, months=3), "2026-03-16")
    assert case.due("2026-06-15") == ()
    (asked,) = case.due("2026-06-16")
    assert (asked.kind, asked.post, asked.about) == (OrderKind.ASK_REVIEW, "Head of Service", "b1")
    assert _of(case.due("2026-06-16"), OrderKind.UNDO_ON_PLATFORM) == []
    assert [o.about for o in case.due("2026-06-17") if o.kind is OrderKind.UNDO_ON_PLATFORM] == ["b1"]
    case.facts.append(f.MeasureUndone("b1", at("2026-06-17")))
    assert case.due("2026-06-18") == ()


def test_what_the_police_must_be_told_is_asked_until_a_person_settles_it() -> None:
    case = scene("watford")
    case.says("2026-05-01", found(Behaviour.THREAT, Severity.EXTREME))
    owed = case.due("2026-05-09")
    assert [(o.kind, o.about, o.must) for o in owed] == [(OrderKind.REPORT_TO_POLICE, "c1", True)]
    grace = Person("grace", "Customer Experience Manager")
    case.must(d.ConsiderPolice(grace, ("c1",), reported=False, has_reason=True), "2026-05-09")
    assert case.due("2026-05-09") == ()


@pytest.mark.parametrize(("start", "when"), [("2028-02-10", "2029-02-05"), ("2028-06-30", "2029-05-02")])
def test_beyond_the_calendar_somebody_counts_by_hand(start: str, when: str) -> None:
    case = restricted("watford", start=start, months=12, review_months=12)
    assert ("Customer Experience Manager", Alarm.BEYOND_CALENDAR) in _of(case.due(when), OrderKind.ALARM)
    assert len(_of(case.due("2029-07-01"), OrderKind.ASK_REVIEW)) == 1


def test_whoever_is_blocked_is_let_back_in_when_it_lapses_and_out_again_when_the_extension_is_told() -> None:
    case = restricted("watford", start="2026-01-15", months=12, review_months=12, kind=RestrictionKind.PAGE_BLOCK)
    case.facts[1] = replace(case.file.restrictions[0].began, on_platform=True)
    case.must(d.Review(BILL, Outcome.EXTEND), "2027-01-14")
    assert _of(case.due("2027-01-15"), OrderKind.UNDO_ON_PLATFORM) == []
    assert [o.about for o in case.due("2027-01-16") if o.kind is OrderKind.UNDO_ON_PLATFORM] == ["r1"]
    told = case.must(d.SendNotice(HER_LETTERS), "2027-01-20")
    assert [(o.kind, o.about) for o in told.orders] == [(OrderKind.BLOCK, "r1")]
    assert not case.must(d.SendNotice(HER_LETTERS), "2027-01-21").orders
