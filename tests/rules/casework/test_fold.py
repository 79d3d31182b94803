"""Facts to a casefile: every kind of fact has its step, and nothing but the facts matters."""

from datetime import date
from typing import get_args

from rules.casework import fold
from rules.casework.fold import _STEPS
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile
from rules.model.case.words import Outcome, Person
from rules.model.finding import Behaviour
from tests.rules.casework.scene import HER_LETTERS, HERS, at, found, restricted

BILL = Person("bill", "Caution Lead")


def test_every_kind_of_fact_has_a_step() -> None:
    assert set(_STEPS) == set(get_args(f.Fact))


def test_no_facts_no_case() -> None:
    assert fold([]) == Casefile()


def test_folded_in_pieces_it_is_the_same() -> None:
    case = restricted("watford", start="2026-01-15", months=12, review_months=12, marker="UDC_PB")
    case.says("2026-03-01", found(Behaviour.ABUSE))
    case.facts.append(f.Lifted("r1", at("2026-04-01"), Outcome.CEASE))
    pieces = Casefile()
    for fact in case.facts:
        pieces = fold([fact], pieces)
    assert pieces == case.file


def test_what_is_about_another_restriction_changes_nothing() -> None:
    case = restricted("watford", start="2026-01-15", months=12, review_months=12)
    before = case.file.restrictions
    case.facts.append(f.Lifted("another", at("2026-04-01"), Outcome.CEASE))
    case.facts.append(f.MarkerConfirmed("another", "UDC_PB", on=True, at=at("2026-04-01"), by=BILL))
    assert case.file.restrictions == before


def test_a_longer_period_is_told_anew_and_whoever_decided_it_is_involved() -> None:
    case = restricted("watford", start="2026-07-03", months=12, review_months=12)
    case.facts.append(f.LongerAgreed("r1", at("2026-07-06"), BILL))
    case.facts.append(f.Lengthened("r1", at("2026-07-07"), HER_LETTERS, 24, date(2028, 7, 3)))
    (one,) = case.file.restrictions
    assert (one.noticed_at, one.told_ends, one.ends) == (None, date(2027, 7, 3), date(2028, 7, 3))
    assert one.involved == {"sam", "helen", "bill", HER_LETTERS.id}


def test_a_link_taken_back_is_no_link() -> None:
    case = restricted("watford", start="2026-07-03", months=12, review_months=12)
    case.facts.append(f.Unlinked(at("2026-08-01"), HERS, BILL))
    assert case.file.links == {HERS: Assurance.NONE}


def test_a_review_that_is_done_leaves_no_reviewer_behind_but_knows_who_it_was() -> None:
    case = restricted("derby-2020", start="2022-01-31", months=12, review_months=12)
    dana = Person("dana", "Departmental Manager")
    case.facts.append(f.ReviewerAppointed("r1", at("2023-01-30"), HER_LETTERS, "dana"))
    case.facts.append(f.ReviewAgreed("r1", at("2023-01-31"), dana, Outcome.EXTEND))
    case.facts.append(f.Reviewed("r1", at("2023-01-31"), Outcome.EXTEND, 1, date(2024, 1, 31)))
    (one,) = case.file.restrictions
    assert (one.reviewer, one.review_agreed, one.reviews, one.noticed_at) == (None, (), 1, None)
    assert "dana" in one.involved
