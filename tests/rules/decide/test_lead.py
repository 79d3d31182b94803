"""The finding that answers for what is done is one that was acted on, however grave the words beside it sound."""

import pytest

from rules.decide import leading
from rules.model.finding import Behaviour, Finding, Ground, Severity
from tests.rules.decide.givens import found, given
from tests.rules.packs import pack

HOUSE = pack("house-rules")
INSULT = found(Behaviour.ABUSE, Severity.SERIOUS, score=850)


def of(*findings: Finding) -> Behaviour | None:
    finding = leading(HOUSE, given(*findings))
    return finding.behaviour if finding else None


@pytest.mark.parametrize(
    "beside",
    [
        found(Behaviour.THREAT, Severity.EXTREME, score=300, guards=("quoting",)),
        found(Behaviour.THREAT, Severity.EXTREME, score=550),
        found(Behaviour.THREAT, Severity.EXTREME, score=200),
    ],
    ids=["quoted", "unsure", "a sign"],
)
def test_graver_words_that_were_not_acted_on_do_not_answer_for_it(beside: Finding) -> None:
    assert of(INSULT, beside) is of(beside, INSULT) is Behaviour.ABUSE


def test_a_model_that_a_guard_puts_in_doubt_does_not_answer_for_it() -> None:
    quoted = found(Behaviour.THREAT, Severity.EXTREME, score=300, guards=("quoting",))
    sure = found(Behaviour.THREAT, Severity.EXTREME, score=990, ground=Ground.MODEL)
    assert of(INSULT, quoted, sure) is Behaviour.ABUSE


def test_of_what_was_acted_on_the_gravest_answers() -> None:
    assert of(INSULT, found(Behaviour.THREAT, Severity.EXTREME, score=720)) is Behaviour.THREAT


def test_where_nothing_is_acted_on_the_gravest_that_somebody_looks_at() -> None:
    assert (
        of(found(Behaviour.ABUSE, score=500), found(Behaviour.THREAT, Severity.EXTREME, score=200)) is Behaviour.ABUSE
    )
    assert of(found(Behaviour.ABUSE, score=100)) is Behaviour.ABUSE
    assert of() is None
