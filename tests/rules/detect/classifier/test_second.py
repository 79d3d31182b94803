"""Where the model is sure and no rule says the same, a second scorer of another make may agree: that is a sign."""

from typing import cast

import pytest

from rules.decide.weigh import SIGN
from rules.detect.classifier import Classifier, Second
from rules.detect.classifier.scale import SURE
from rules.detect.guards import Guards
from rules.model.finding import Finding, Found, Ground
from rules.score import build
from tests.rules.detect.classifier.conftest import Taught
from tests.rules.detect.classifier.test_classifier import LONG, by_model
from tests.rules.score import kit


def by_words(found: Found) -> list[Finding]:
    return [finding for finding in found.findings if finding.ground is Ground.WORDS]


def test_a_second_scorer_that_agrees_with_a_sure_model_is_a_sign(taught: Taught) -> None:
    found = taught({"abuse": ["zork"]}, {"abuse": ["zork"]})("you z0rk")
    (finding,), (sign,) = by_model(found), by_words(found)
    assert finding.score >= SURE
    assert (sign.behaviour, sign.span, sign.severity) == (finding.behaviour, finding.span, finding.severity)
    assert (sign.score, sign.rule) == (SIGN, "words.abuse")


@pytest.mark.parametrize(
    ("text", "second", "thresholds"),
    [
        ("you zork", {"abuse": ["other"]}, {}),
        ("you zork", {"threat": ["zork"]}, {}),
        (LONG, {"abuse": ["zork"]}, {"abuse": {"act": 1000}}),
        ('he said "you zork" to me', {"abuse": ["zork"]}, {}),
        ("you useless wanker zork", {"abuse": ["zork"]}, {}),
    ],
    ids=["it says nothing", "it says something else", "the model is not sure", "quoted", "a rule says the same"],
)
def test_else_it_is_not_asked_or_says_nothing(
    taught: Taught, text: str, second: dict[str, list[str]], thresholds: dict[str, dict[str, int]]
) -> None:
    words = {"abuse": ["zork"], "mark:quoted": ["said"]}
    assert not by_words(taught(words, second, **thresholds)(text))


def test_what_the_second_scorer_knows_is_in_the_digest() -> None:
    built = kit.tiny()
    assert built.scorer is not None
    assert built.fitted is not None
    made = [
        Classifier(built.scorer, built.fitted.thresholds, cast("Guards", None), second)
        for second in (None, _second(), _second(7))
    ]
    assert len({one.digest for one in made}) == len(made)


def _second(review: int = 500) -> Second:
    built = build(kit.files(kit.knowing({}), scorers={"linear": kit.fitted(abuse={"review": review})}))
    assert built.scorer is not None
    assert built.fitted is not None
    return Second(built.scorer, built.fitted.thresholds)
