"""Telling the person of a decision: when it may be, which decision is meant, and what the notice says."""

import pytest

from rules.casework.notice import notice_of
from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case import facts as f
from rules.model.case.words import Check, LetterKind, Outcome, Person, RestrictionKind, Says, Unmet, WarningForm
from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind
from tests.rules.casework.scene import HER_LETTERS, HERS, Scene, at, found, restricted, scene, why

CHECKED = frozenset(Check)
CARYS = Person("carys", "Case Officer")


def _proposed() -> Scene:
    """Watford, S-042: a proposal that one of three has agreed to."""
    case = scene("watford")
    case.says("2026-02-16", found(Behaviour.ABUSE))
    says = frozenset({Says.BEHAVIOUR, Says.REASON, Says.CHANCE_TO_MODIFY})
    case.must(d.Warn("w1", Person("priya", "Social Media Officer"), WarningForm.PRIVATE, ("c1",), says), "2026-02-17")
    case.says("2026-03-02", found(Behaviour.ABUSE))
    deed = d.Propose("p1", CARYS, RestrictionKind.WRITING_ONLY, ("c1", "c2"), 12, checked=CHECKED)
    case.must(deed, "2026-03-03")
    case.must(d.Approve(Person("sue", "Service Caution Lead")), "2026-03-04")
    return case


def test_no_notice_while_there_is_only_a_proposal() -> None:
    case = _proposed()
    assert why(case.does(d.SendNotice(CARYS), "2026-03-04")) == {Unmet.QUORUM_INCOMPLETE}
    assert not case.standing("2026-03-04").restrictions


def test_with_the_quorum_the_notice_goes_out_and_is_day_0_of_the_appeal() -> None:
    case = _proposed()
    case.must(d.Approve(Person("bill", "Caution Lead")), "2026-03-04")
    case.must(d.Approve(Person("cora", "Caution Lead")), "2026-03-05")
    assert case.must(d.SendNotice(CARYS), "2026-03-06").facts == (f.NoticeSent("p1", at("2026-03-06"), CARYS),)
    assert case.file.restrictions[0].noticed_at == at("2026-03-06")


def test_nothing_decided_nothing_to_tell() -> None:
    case = scene("derby-2024")
    assert why(case.does(d.SendNotice(HER_LETTERS), "2026-03-04")) == {Unmet.NOTHING_PENDING}
    assert why(case.does(d.SendNotice(HER_LETTERS, "no-such"), "2026-03-04")) == {Unmet.NOTHING_PENDING}


def test_the_last_day_to_appeal_counts_from_the_notice_not_from_the_decision() -> None:
    case = restricted("derby-2024", start="2026-11-25", months=12, review_months=12, told=False)
    assert case.one("2026-11-26").appeal_until is None
    case.must(d.SendNotice(HER_LETTERS), "2026-11-30")
    assert str(case.one("2026-11-30").appeal_until) == "2026-12-30"


def test_a_hide_is_told_by_the_ref_of_its_comment() -> None:
    """S-014: day 0 is the notice of the hide."""
    case = scene("derby-2024")
    case.facts = [f.Linked(at("2024-03-02"), (HERS,), Assurance.NONE)]
    case.says("2026-02-26", found(Behaviour.ABUSE))
    priya = Person("priya", "Social Media Officer")
    case.must(d.TakeMeasure("m1", priya, MeasureKind.HIDE, HERS, "c1"), "2026-02-27")
    draft = notice_of(case.office, case.file, "c1")
    assert draft is not None
    assert draft.kind is LetterKind.MEASURE_NOTICE
    assert {Says.REASON, Says.ACTION, Says.APPEAL_ROUTE, Says.OMBUDSMAN} <= draft.says
    assert case.must(d.SendNotice(priya, "c1"), "2026-02-27").facts == (f.NoticeSent("m1", at("2026-02-27"), priya),)


@pytest.mark.parametrize("name", ["derby-2020", "derby-2024", "wolverhampton", "watford", "karbon", "marram"])
def test_every_restriction_notice_says_what_fairness_demands(name: str) -> None:
    case = restricted(name, start="2025-01-15", months=6, review_months=3, told=False)
    case.facts.append(f.AdjustmentRecorded(at("2025-01-10"), HER_LETTERS))
    draft = notice_of(case.office, case.file)
    assert draft is not None
    assert draft.kind is LetterKind.RESTRICTION_NOTICE
    fair = {Says.REASON, Says.ACTION, Says.EXACT_WORDS, Says.DURATION, Says.REVIEW_PERIOD, Says.REMAINING_CHANNEL}
    assert fair | {Says.APPEAL_ROUTE, Says.OMBUDSMAN, Says.ADJUSTED_FORMAT} <= draft.says
    casework = case.office.packs[0].casework
    assert casework is not None
    assert frozenset(casework.contents.decision) <= draft.says


def test_which_letter_tells_of_the_latest_decision() -> None:
    case = restricted("watford", start="2026-01-15", months=12, review_months=12)
    cora = Person("cora", "Caution Lead")
    case.must(d.Review(cora, Outcome.EXTEND), "2027-01-10")
    extended = notice_of(case.office, case.file)
    case.must(d.SendNotice(CARYS), "2027-01-11")
    case.must(d.Review(cora, Outcome.CEASE), "2027-03-01")
    lifted = notice_of(case.office, case.file)
    assert (extended and extended.kind, lifted and lifted.kind) == (LetterKind.EXTENSION, LetterKind.LIFTING)
