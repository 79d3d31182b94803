"""Reviews: who, when, what they must have looked at, and what becomes of the restriction."""

from datetime import date

import pytest

from rules.model.case import deeds as d
from rules.model.case import facts as f
from rules.model.case.standing import State
from rules.model.case.words import LetterKind, OrderKind, Outcome, Person, RestrictionKind, Says, Unmet
from tests.rules.casework.scene import HER_LETTERS, HERS, Scene, at, restricted, why

MARTIN = Person("martin", "Customer Resolution Team")
HELEN = Person("helen", "Head of Service")
DANA = Person("dana", "Departmental Manager")
BILL = Person("bill", "Caution Lead")
LOOKED = frozenset({Says.VOLUME_AND_NATURE})


def _wolverhampton() -> Scene:
    return restricted("wolverhampton", start="2026-11-30", months=12, review_months=3, marker="NEC_alert")


def _derby_2020() -> Scene:
    names = ("derby-2020", "derby-2024")
    return restricted(*names, start="2022-01-31", months=12, review_months=12, kind=RestrictionKind.SOCIAL_ACCESS)


def _watford(**others: str) -> Scene:
    return restricted("watford", start="2026-01-15", months=12, review_months=12, marker="UDC_PB")


def test_all_who_review_must_agree_and_the_missing_one_is_asked() -> None:
    case = _wolverhampton()
    first = case.must(d.Review(MARTIN, Outcome.EXTEND), "2027-02-26")
    assert [(o.kind, o.post) for o in first.orders] == [(OrderKind.ASK_REVIEW, "Head of Service")]
    assert case.one("2027-02-26").review_due == date(2027, 2, 28)
    second = case.must(d.Review(HELEN, Outcome.EXTEND), "2027-02-26")
    assert isinstance(second.facts[-1], f.Reviewed)
    assert (case.one("2027-02-26").review_due, case.one("2027-02-26").review_task_due) == (
        date(2027, 5, 30),
        date(2027, 5, 28),
    )


def test_reviews_go_on_from_the_start_and_end_everything_at_last() -> None:
    """S-032: 30 November, three-monthly, and ceased in August."""
    case = _wolverhampton()
    for day in ("2027-02-26", "2027-05-28"):
        case.must(d.Review(MARTIN, Outcome.EXTEND), day)
        case.must(d.Review(HELEN, Outcome.EXTEND), day)
    assert (case.one("2027-06-01").review_due, case.one("2027-06-01").ends) == (date(2027, 8, 30), date(2027, 11, 30))
    case.must(d.Review(MARTIN, Outcome.CEASE), "2027-08-27")
    assert case.one("2027-08-27").state is State.IN_FORCE, "one of two has not spoken"
    done = case.must(d.Review(HELEN, Outcome.CEASE), "2027-08-27")
    kinds = {order.kind for order in done.orders}
    assert {OrderKind.LIFT, OrderKind.UNDO_ON_PLATFORM, OrderKind.REMOVE_MARKER, OrderKind.TELL} <= kinds
    assert [o.letter.kind for o in done.orders if o.letter] == [LetterKind.LIFTING]
    assert [o.label for o in done.orders if o.kind is OrderKind.REMOVE_MARKER] == ["NEC_alert"]
    assert "officers_need_to_know" in {o.post for o in done.orders if o.kind is OrderKind.TELL}
    assert case.one("2027-08-27").state is State.LIFTED


def test_whoever_disagrees_is_not_counted_and_may_change_their_mind() -> None:
    case = _wolverhampton()
    case.must(d.Review(MARTIN, Outcome.EXTEND), "2027-02-26")
    split = case.must(d.Review(HELEN, Outcome.CEASE), "2027-02-26")
    assert [(o.kind, o.post) for o in split.orders] == [(OrderKind.ASK_REVIEW, "Customer Resolution Team")]
    case.must(d.Review(MARTIN, Outcome.CEASE), "2027-02-27")
    assert case.one("2027-02-27").state is State.LIFTED


def test_nobody_reviews_twice_or_in_anothers_place() -> None:
    case = _wolverhampton()
    case.must(d.Review(MARTIN, Outcome.EXTEND), "2027-02-26")
    assert why(case.does(d.Review(MARTIN, Outcome.EXTEND), "2027-02-26")) == {Unmet.SAME_PERSON}
    as_head = Person("martin", "Head of Service")
    assert why(case.does(d.Review(as_head, Outcome.EXTEND), "2027-02-26")) == {Unmet.SAME_PERSON}
    mae = Person("mae", "Customer Resolution Team")
    assert why(case.does(d.Review(mae, Outcome.EXTEND), "2027-02-26")) == {Unmet.PLACES_FILLED}
    priya = Person("priya", "Social Media Officer")
    assert why(case.does(d.Review(priya, Outcome.EXTEND), "2027-02-26")) == {Unmet.WRONG_POST}


def test_the_reviewer_is_appointed_and_looks_at_volume_and_nature() -> None:
    """S-025: Derby Homes 2020, section 6."""
    case = _derby_2020()
    assert why(case.does(d.Review(HELEN, Outcome.EXTEND, LOOKED), "2023-01-31")) == {Unmet.WRONG_POST}
    assert why(case.does(d.Review(DANA, Outcome.EXTEND, LOOKED), "2023-01-31")) == {Unmet.WRONG_POST}, "not appointed"
    assert why(case.does(d.AppointReviewer(DANA, "dana"), "2023-01-31")) == {Unmet.WRONG_POST}
    asked = case.must(d.AppointReviewer(HELEN, "dana"), "2023-01-31")
    assert [(o.kind, o.post) for o in asked.orders] == [(OrderKind.ASK_REVIEW, "Departmental Manager")]
    assert why(case.does(d.Review(DANA, Outcome.EXTEND), "2023-01-31")) == {Unmet.REVIEW_INCOMPLETE}
    done = case.must(d.Review(DANA, Outcome.EXTEND, LOOKED), "2023-01-31")
    letter = next(o.letter for o in done.orders if o.letter)
    assert letter.kind is LetterKind.EXTENSION
    assert {Says.REASON, Says.APPEAL_ROUTE, Says.DURATION} <= letter.says
    assert "HMS" in {o.label for o in done.orders if o.kind is OrderKind.RECORD}
    assert case.one("2023-01-31").review_due == date(2024, 1, 31)
    case.must(d.SendNotice(HER_LETTERS), "2023-02-03")
    assert case.one("2023-02-03").appeal_until == date(2023, 3, 3), "a fresh right to appeal, from its own notice"


def test_where_nobody_appoints_the_reviewer_nobody_can() -> None:
    assert why(_watford().does(d.AppointReviewer(BILL, "cora"), "2027-01-10")) == {Unmet.NOT_OFFERED}


def test_an_extension_in_time_but_told_late_lapses_and_revives_from_its_notice() -> None:
    case = _watford()
    case.must(d.Review(BILL, Outcome.EXTEND), "2027-01-14")
    assert case.one("2027-01-15").ends == date(2028, 1, 15)
    states = [case.one(day).state for day in ("2027-01-15 23:59", "2027-01-16 00:00", "2027-01-19")]
    assert states == [State.IN_FORCE, State.LAPSED, State.LAPSED]
    assert "untold" in {o.label for o in case.due("2027-01-16") if o.kind is OrderKind.ALARM}
    case.must(d.SendNotice(HER_LETTERS), "2027-01-20")
    assert case.one("2027-01-20").state is State.IN_FORCE
    assert case.one("2028-01-16").state is State.LAPSED


def test_past_its_end_nothing_is_extended_but_it_can_be_ended() -> None:
    case = _watford()
    assert why(case.does(d.Review(BILL, Outcome.EXTEND), "2027-01-16")) == {Unmet.LAPSED}
    done = case.must(d.Review(BILL, Outcome.CEASE), "2027-03-10")
    assert [o.label for o in done.orders if o.kind is OrderKind.REMOVE_MARKER] == ["UDC_PB"]
    assert "Case Officer" in {o.post for o in done.orders if o.kind is OrderKind.TELL}


def test_an_early_review_settles_no_date_so_no_end_moves() -> None:
    case = _watford()
    for _ in range(3):
        case.must(d.Review(BILL, Outcome.EXTEND), "2026-05-01")
    one = case.one("2026-05-01")
    assert (one.review_due, one.ends) == (date(2027, 1, 15), date(2027, 1, 15))


def test_on_the_day_it_is_due_it_is_extended_once_however_often_it_is_said() -> None:
    case = _watford()
    for _ in range(3):
        case.must(d.Review(BILL, Outcome.EXTEND), "2027-01-15")
    assert case.one("2027-01-15").ends == date(2028, 1, 15)


def test_nobody_is_extended_whom_nobody_knows_any_more() -> None:
    case = _watford()
    case.must(d.Unlink(BILL, HERS), "2026-12-01")
    assert Unmet.UNVERIFIED in why(case.does(d.Review(BILL, Outcome.EXTEND), "2027-01-10"))
    assert case.does(d.Review(BILL, Outcome.CEASE), "2027-01-10").accepted


def test_nothing_goes_on_against_an_adjustment_agreed_since() -> None:
    case = _watford()
    case.facts.append(f.AdjustmentRecorded(at("2026-12-01"), HER_LETTERS, frozenset({RestrictionKind.SPOC})))
    assert why(case.does(d.Review(BILL, Outcome.EXTEND), "2027-01-10")) == {Unmet.AGAINST_ADJUSTMENT}
    assert case.does(d.Review(BILL, Outcome.CEASE), "2027-01-10").accepted


@pytest.mark.parametrize("outcome", [Outcome.STANDS, Outcome.OVERTURNED])
def test_a_review_comes_to_one_of_its_own_outcomes(outcome: Outcome) -> None:
    assert Unmet.NOT_OFFERED in why(_watford().does(d.Review(BILL, outcome), "2027-01-10"))


def test_nothing_is_reviewed_that_has_ended() -> None:
    case = _watford()
    case.must(d.Review(BILL, Outcome.CEASE), "2026-06-01")
    assert why(case.does(d.Review(BILL, Outcome.CEASE), "2026-06-02")) == {Unmet.NOTHING_PENDING}
