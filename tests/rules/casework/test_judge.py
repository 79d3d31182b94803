"""The whole table of deeds; what is always refused; a sentence for every reason."""

import re
from datetime import UTC, datetime
from typing import get_args

import pytest

from rules.casework import NoPolicy, judge
from rules.casework.judge import DEEDS
from rules.casework.sentences import SENTENCES, refusal, refused
from rules.model.case import deeds as d
from rules.model.case.words import Person, Unmet, WarningForm
from tests.rules.casework.landlord import CHIEF, OFFICER, Story, incident, linked, proposal, why


def test_every_deed_has_its_function() -> None:
    assert set(DEEDS) == set(get_args(d.Deed))


def test_no_register_of_helpers_and_no_marker_on_a_home() -> None:
    for by in (OFFICER, CHIEF):
        assert why(Story().does(d.AskRegister(by))) == {Unmet.AIDER_REGISTER}
        assert why(Story().does(d.AskPropertyMarker(by))) == {Unmet.PROPERTY_MARKER}


def test_every_reason_has_a_plain_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Unmet)
    assert len(set(SENTENCES.values())) == len(SENTENCES)
    for unmet, sentence in SENTENCES.items():
        assert re.fullmatch(r"[A-Z][^_{}]{10,140}\.", sentence), unmet
        assert refusal(unmet).why == sentence


def test_a_refusal_names_each_condition_once() -> None:
    twice = refused(refusal(Unmet.NO_REASON), refusal(Unmet.NO_END), refusal(Unmet.NO_REASON))
    assert [one.unmet for one in twice.refusals] == [Unmet.NO_REASON, Unmet.NO_END]


def test_before_any_policy_there_is_nothing_to_judge_by() -> None:
    story = Story()
    with pytest.raises(NoPolicy, match="2021-06-01"):
        judge(story.office, story.file, d.Liaise(OFFICER), datetime(2021, 6, 1, tzinfo=UTC))


def test_a_refusal_says_whose_post_it_takes_and_which_part_is_missing() -> None:
    story = Story()
    assert story.does(proposal()).accepted
    [refused] = [one for one in story.does(d.Approve(Person("x", ""))).refusals if one.unmet is Unmet.WRONG_POST]
    assert refused.why.startswith("Your post may not do this. You hold no post that counts here. It takes: ")
    assert CHIEF.post in refused.why
    letter = Story((linked(), incident("one", 1))).does(d.Warn("w", OFFICER, WarningForm.LETTER, ("one",), frozenset()))
    [missing] = [one for one in letter.refusals if one.unmet is Unmet.WARNING_INCOMPLETE]
    assert "Missing: behaviour" in missing.why
