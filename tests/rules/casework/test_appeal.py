"""Deciding appeals: by whom, and what overturned means everywhere."""

import pytest

from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case import facts as f
from rules.model.case.standing import State
from rules.model.case.words import (
    Check,
    Exemption,
    LetterKind,
    OrderKind,
    Outcome,
    Person,
    RestrictionKind,
    Says,
    Unmet,
    WarningForm,
)
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.model.interaction import InteractionKind
from rules.model.measure import MeasureKind
from tests.rules.casework.scene import HERS, Scene, at, found, restricted, scene, why

IDRIS = Person("idris", "Senior Manager")
PRIYA = Person("priya", "Social Media Officer")
AMIRA = Person("amira", "Executive Team member")
STANDS, OVERTURNED = Outcome.STANDS, Outcome.OVERTURNED


def _watford() -> Scene:
    case = restricted("watford", start="2026-03-16", months=12, review_months=12, marker="UDC_PB")
    case.says("2026-05-18", needs=(NeedKind.APPEAL,), kind=InteractionKind.DIRECT_MESSAGE)
    return case


def test_nobody_involved_decides_and_only_the_posts_the_policy_names() -> None:
    case = _watford()
    assert Unmet.INVOLVED in why(case.does(d.DecideAppeal(Person("helen", "Senior Manager"), STANDS), "2026-05-20"))
    assert Unmet.INVOLVED in why(case.does(d.DecideAppeal(Person("sam", "Senior Manager"), STANDS), "2026-05-20"))
    assert why(case.does(d.DecideAppeal(Person("tess", "Case Officer"), STANDS), "2026-05-21")) == {Unmet.WRONG_POST}
    assert case.one("2026-05-21").under_appeal


def test_whoever_extended_it_is_involved_too() -> None:
    case = restricted("karbon", start="2026-01-30", months=6, review_months=1)
    case.must(d.Review(Person("idris", "Senior Officer"), Outcome.EXTEND), "2026-02-27")
    deed = d.DecideAppeal(Person("idris", "Senior Officer"), STANDS)
    assert why(case.does(deed, "2026-03-12")) == {Unmet.INVOLVED}


def test_it_stands_and_nothing_moves() -> None:
    """S-013: decided over Christmas; the review stays where it was."""
    case = restricted("derby-2024", start="2026-11-30", months=12, review_months=12)
    case.says("2026-12-30", needs=(NeedKind.APPEAL,), kind=InteractionKind.DIRECT_MESSAGE)
    before = case.one("2027-01-15")
    done = case.must(d.DecideAppeal(AMIRA, STANDS), "2027-01-27")
    after = case.one("2027-01-27")
    assert (after.state, after.ends, after.review_due) == (State.IN_FORCE, before.ends, before.review_due)
    assert (before.under_appeal, after.under_appeal) == (True, False)
    letter = next(o.letter for o in done.orders if o.letter)
    assert letter.kind is LetterKind.APPEAL_OUTCOME
    assert {Says.REASON, Says.OMBUDSMAN, Says.REMAINING_CHANNEL} <= letter.says
    assert [o.label for o in done.orders if o.kind is OrderKind.RECORD] == ["HMS"]


def test_overturned_is_undone_everywhere_and_everybody_is_told() -> None:
    case = _watford()
    done = case.must(d.DecideAppeal(IDRIS, OVERTURNED), "2026-05-28")
    kinds = {order.kind for order in done.orders}
    assert {OrderKind.LIFT, OrderKind.UNDO_ON_PLATFORM, OrderKind.REMOVE_MARKER, OrderKind.TELL} <= kinds
    told = {o.post for o in done.orders if o.kind is OrderKind.TELL}
    assert {"officers_need_to_know", "Case Officer", "Reporting Officer"} <= told
    one = case.one("2026-05-28")
    assert (one.state, one.markers_wanted) == (State.LIFTED, frozenset())
    assert "r1" in case.file.struck


def test_its_incidents_and_warnings_count_no_more() -> None:
    case = scene("derby-2024", approver_post="Head of Service")
    case.says("2026-01-10", found(Behaviour.ABUSE))
    warning = d.Warn("w1", PRIYA, WarningForm.PRIVATE, ("c1",), frozenset({Says.BEHAVIOUR, Says.CHANCE_TO_MODIFY}))
    case.must(warning, "2026-01-11")
    case.says("2026-02-10", found(Behaviour.ABUSE))
    case.must(d.TakeMeasure("m1", PRIYA, MeasureKind.HIDE, HERS, "c2"), "2026-02-10")
    owen = Person("owen", "Customer Experience Team")
    about, checked = ("c1", "c2"), frozenset(Check)
    case.must(d.Propose("p1", owen, RestrictionKind.SPOC, about, 12, checked=checked), "2026-02-11")
    case.must(d.Approve(Person("helen", "Head of Service")), "2026-02-12")
    case.must(d.SendNotice(owen), "2026-02-12")
    assert (case.standing("2026-02-12").counting, case.standing("2026-02-12").warnings) == (2, 1)
    case.says("2026-02-20", needs=(NeedKind.APPEAL,))
    done = case.must(d.DecideAppeal(AMIRA, OVERTURNED), "2026-03-01")
    assert (case.standing("2026-03-01").counting, case.standing("2026-03-01").warnings) == (0, 0)
    assert [o.about for o in done.orders if o.kind is OrderKind.UNHIDE] == ["m1"]


def test_a_hide_overturned_for_somebody_nobody_knows() -> None:
    """S-014: a late appeal against a hide, by an account that nobody can identify."""
    case = scene("derby-2024", approver_post="Head of Service")
    case.facts = [f.Linked(at("2024-03-02"), (HERS,), Assurance.NONE)]
    case.says("2026-02-26", found(Behaviour.ABUSE))
    case.must(d.TakeMeasure("m1", PRIYA, MeasureKind.HIDE, HERS, "c1"), "2026-02-27")
    case.must(d.SendNotice(PRIYA, "c1"), "2026-02-27")
    case.says("2026-04-14", needs=(NeedKind.APPEAL, NeedKind.DATA_REQUEST), kind=InteractionKind.DIRECT_MESSAGE)
    assert why(case.does(d.DecideAppeal(PRIYA, OVERTURNED), "2026-04-28")) == {Unmet.WRONG_POST, Unmet.INVOLVED}
    done = case.must(d.DecideAppeal(AMIRA, OVERTURNED), "2026-04-28")
    assert {OrderKind.UNHIDE, OrderKind.UNDO_ON_PLATFORM, OrderKind.TELL} <= {o.kind for o in done.orders}
    assert not case.file.counting


def test_a_warning_overturned_reopens_what_rested_on_it() -> None:
    case = scene("derby-2024", approver_post="Head of Service")
    case.says("2026-01-10", found(Behaviour.ABUSE))
    warning = d.Warn("w1", PRIYA, WarningForm.PRIVATE, ("c1",), frozenset({Says.BEHAVIOUR, Says.CHANCE_TO_MODIFY}))
    case.must(warning, "2026-01-11")
    case.says("2026-01-12", needs=(NeedKind.APPEAL,))
    case.says("2026-02-10", found(Behaviour.ABUSE))
    owen, checked = Person("owen", "Customer Experience Team"), frozenset(Check)
    case.must(d.Propose("p1", owen, RestrictionKind.SPOC, ("c1", "c3"), 12, checked=checked), "2026-02-11")
    done = case.must(d.DecideAppeal(AMIRA, OVERTURNED), "2026-02-12")
    assert [o.about for o in done.orders if o.kind is OrderKind.REOPEN] == ["p1"]


def test_an_appeal_by_letter_is_decided_without_having_been_heard_here() -> None:
    case = restricted("watford", start="2026-03-16", months=12, review_months=12)
    done = case.must(d.DecideAppeal(IDRIS, OVERTURNED), "2026-05-28")
    assert [fact.about for fact in done.facts if isinstance(fact, f.AppealDecided)] == ["r1"]
    assert why(case.does(d.DecideAppeal(IDRIS, STANDS), "2026-05-29")) == {Unmet.NOTHING_PENDING}


def test_nothing_decided_nothing_to_appeal() -> None:
    assert why(scene("watford").does(d.DecideAppeal(IDRIS, STANDS), "2026-05-28")) == {Unmet.NOTHING_PENDING}


@pytest.mark.parametrize("outcome", [Outcome.EXTEND, Outcome.CEASE])
def test_an_appeal_comes_to_one_of_its_own_outcomes(outcome: Outcome) -> None:
    assert Unmet.NOT_OFFERED in why(_watford().does(d.DecideAppeal(IDRIS, outcome), "2026-05-28"))


def test_an_extreme_case_overturned_leaves_the_police_to_people() -> None:
    """A struck incident is owed to nobody; what a person already told the police stays on record."""
    case = scene("watford")
    case.says("2026-05-01", found(Behaviour.THREAT, Severity.EXTREME))
    assert case.standing("2026-05-01").police_outstanding == ("c1",)
    carys, checked = Person("carys", "Case Officer"), frozenset(Check)
    deed = d.Propose(
        "p1", carys, RestrictionKind.SPOC, ("c1",), 12, None, checked, Exemption.IMMEDIATE_SAFETY, has_reason=True
    )
    case.must(deed, "2026-05-05")
    for who, post in (("sue", "Service Caution Lead"), ("bill", "Caution Lead"), ("cora", "Caution Lead")):
        case.must(d.Approve(Person(who, post)), "2026-05-05")
    case.must(d.DecideAppeal(IDRIS, OVERTURNED), "2026-06-01")
    assert case.standing("2026-06-01").police_outstanding == ()
