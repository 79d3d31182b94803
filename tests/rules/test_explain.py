"""Explanations: what they must say, in words that fit any reader."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from rules.decide import decide
from rules.explain import explain, passages
from rules.model.decision import Given
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.model.in_words import BEHAVIOURS, MEASURES, NEEDS, listed
from rules.model.measure import MeasureKind
from tests.rules.decide.givens import found, given, givens, needed
from tests.rules.packs import NAMES, pack

HEADINGS = [
    "What was found",
    "What was considered",
    "Decision under",
    "Why not more",
    "Why not less",
    "Who must do what",
]


def told(name: str, g: Given) -> str:
    return explain(pack(name), g, decide(pack(name), g))


@over(st.sampled_from(NAMES), givens)
def test_any_decision_can_be_explained_under_six_headings_none_empty(name: str, g: Given) -> None:
    made = passages(pack(name), g, decide(pack(name), g))
    assert [p.heading.startswith(h) for p, h in zip(made, HEADINGS, strict=True)] == [True] * 6
    assert all(p.lines for p in made)
    assert "None" not in told(name, g)


def test_an_insult_beside_a_leak() -> None:
    text = told("derby-2024", given(found(Behaviour.ABUSE), needs=[needed(NeedKind.REPAIR)], settings={}))
    for said in (
        "DH24-07 (4.4) bears on it: abusive words at somebody who works here, serious, 900 of 1000",
        "It is not hidden for rude words, because it is about a repair.",
        "Passed on, and never held against them: a repair.",
        "the landlord must set approver_post",
        "Not to block the account: the policy offers it only after an earlier warning that still counts.",
        "caseworker (soon): See to it: a repair.",
    ):
        assert said in text


def test_a_clean_comment_is_told_in_few_words() -> None:
    text = told("house-rules", given())
    assert "Nothing that bears on the policy." in text
    assert "It stays as it is." in text
    assert "Nobody has to do anything." in text


def test_a_guarded_finding_says_what_lowered_it() -> None:
    text = told("house-rules", given(found(Behaviour.THREAT, Severity.EXTREME, score=300, guards=("quoting",))))
    assert "lowered because of quoting" in text
    assert "a person looks first" in text


def test_everything_has_a_plain_name() -> None:
    assert BEHAVIOURS.keys() == set(Behaviour)
    assert NEEDS.keys() == set(NeedKind)
    assert MEASURES.keys() == set(MeasureKind)


@pytest.mark.parametrize(
    ("names", "text"),
    [([], "nothing"), (["a"], "a"), (["a", "a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_listing(names: list[str], text: str) -> None:
    assert listed(names) == text
