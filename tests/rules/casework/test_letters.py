"""What each letter must say: what the policy wants, and what fairness demands whatever a policy says."""

import pytest

from rules.casework import Office
from rules.casework.letters import ALWAYS, draft
from rules.model.case.casefile import Casefile
from rules.model.case.facts import AdjustmentRecorded
from rules.model.case.words import LetterKind, Person, RestrictionKind, Says
from tests.rules.casework.scene import at, landlord

NAMES = ("derby-2020", "derby-2024", "wolverhampton", "watford", "karbon", "marram", "house-rules")
ADJUSTED = AdjustmentRecorded(at("2025-01-10"), Person("lena", "Customer Adviser"))


def _says(name: str, kind: LetterKind, file: Casefile | None = None, about: RestrictionKind | None = None) -> set[Says]:
    office = Office(landlord(name))
    letter = draft(office, file or Casefile(), office.packs[0], kind, about)
    assert letter.kind is kind
    return set(letter.says)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_of_every_policy_says_what_fairness_demands(name: str, kind: LetterKind) -> None:
    assert ALWAYS[kind] <= _says(name, kind)
    assert (Says.OMBUDSMAN in _says(name, kind)) is (kind is not LetterKind.WARNING)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", LetterKind)
def test_a_format_is_named_where_one_was_agreed_and_only_there(name: str, kind: LetterKind) -> None:
    assert Says.ADJUSTED_FORMAT in _says(name, kind, Casefile(adjustments=(ADJUSTED,)))
    assert Says.ADJUSTED_FORMAT not in _says(name, kind)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "house-rules"])
def test_the_policys_own_contents_are_in_it(name: str) -> None:
    casework = landlord(name)[0].casework
    assert casework is not None
    contents = casework.contents
    for kind, wanted in (
        (LetterKind.WARNING, casework.warning.says),
        (LetterKind.RESTRICTION_NOTICE, contents.decision),
        (LetterKind.MEASURE_NOTICE, contents.measure),
        (LetterKind.REVIEW_OUTCOME, contents.review),
        (LetterKind.EXTENSION, contents.review),
        (LetterKind.LIFTING, contents.lifting),
        (LetterKind.APPEAL_OUTCOME, contents.appeal),
    ):
        assert set(wanted) <= _says(name, kind), kind


def test_a_karbon_warning_says_when_and_what_follows() -> None:
    wanted = {Says.BEHAVIOUR, Says.DATES_TIMES, Says.PROPOSED_SANCTION, Says.CHANCE_TO_MODIFY}
    assert wanted <= _says("karbon", LetterKind.WARNING)


def test_wolverhampton_sends_the_policy_itself_and_an_extension_is_told_as_fully_as_a_decision() -> None:
    assert Says.POLICY_COPY in _says("wolverhampton", LetterKind.RESTRICTION_NOTICE)
    assert Says.POLICY_COPY in _says("wolverhampton", LetterKind.EXTENSION)


def test_what_goes_on_is_told_with_its_length_and_the_way_that_stays_open() -> None:
    goes_on = {Says.DURATION, Says.REVIEW_PERIOD, Says.REMAINING_CHANNEL}
    for kind in (LetterKind.APPEAL_OUTCOME, LetterKind.MEASURE_NOTICE):
        assert goes_on <= _says("watford", kind, about=RestrictionKind.PAGE_BLOCK)
        assert not goes_on <= _says("watford", kind)
    assert not goes_on & _says("watford", LetterKind.LIFTING, about=RestrictionKind.SPOC)
