"""What a rule of ordinary words found and the model denies is looked at; a "not" is the rule's matter, not the model's."""

import pytest

from rules.detect import Detector
from rules.detect.classifier.denied import DENIED, GUARD, denied
from rules.detect.classifier.naming import Naming
from rules.detect.classifier.scale import NAMED, REVIEW, SURE
from rules.detect.guards import NEGATION
from rules.model.finding import Behaviour, Finding, Found, Ground
from rules.score.card import Threshold
from tests.rules.detect.classifier.conftest import Read, Taught

ORDINARY = "bit hormonal today are we admin"
SLUR = "Get that pikey off our landing"


def of_rules(found: Found) -> list[Finding]:
    return [f for f in found.findings if f.behaviour is Behaviour.DISCRIMINATION and f.ground is Ground.RULE]


def test_what_the_model_denies_is_looked_at_and_not_named(taught: Taught, rules: Read) -> None:
    (before,) = of_rules(rules(ORDINARY))
    (after,) = of_rules(taught({"discrimination": ["zork"]})(ORDINARY))
    assert before.score >= NAMED
    assert after.score == REVIEW
    assert after.guards == (*before.guards, GUARD)
    assert (after.span, after.rule, after.severity) == (before.span, before.rule, before.severity)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("zork. " + ORDINARY, "the model says the same"),
        (SLUR, "a slur is no ordinary word"),
        (
            ORDINARY + ". Nie mamy ogrzewania od tygodnia i nikt nie odbiera",
            "of another language the model knows nothing",
        ),
    ],
)
def test_else_what_the_rules_found_stands(taught: Taught, rules: Read, text: str, why: str) -> None:
    before, after = of_rules(rules(text)), of_rules(taught({"discrimination": ["zork"]})(text))
    assert before
    assert after == before, why


def test_only_rules_that_are_not_sure_by_themselves_can_be_denied(detector: Detector) -> None:
    scores = {rule.text.id: rule.text.score for rule in detector._matcher.rules}
    deniable = detector.guards.deniable
    assert deniable
    assert all(NAMED <= scores[rule] < SURE for rule in deniable)


KIND = "Thank you for the flowers. "


def lowered(rules: Read, detector: Detector, *, whole: int, sentence: int, review: int = 500) -> bool:
    """Whether a rule's finding is lowered where the model says so much of the comment and of the sentence alone."""
    found = rules(KIND + ORDINARY)
    said = {ORDINARY: {"discrimination": sentence}}
    thresholds = {"discrimination": Threshold(review=review, name=review, act=900, cost="")}
    naming = Naming({"discrimination": whole}, thresholds, found)
    after = denied(KIND + ORDINARY, naming, detector.guards.deniable, lambda text: said[text.strip()])
    return [f.score for f in of_rules(found)] == [600] and [f.score for f in of_rules(after)] == [REVIEW]


@pytest.mark.parametrize(
    ("whole", "sentence", "expected"),
    [(DENIED - 1, DENIED - 1, True), (DENIED, 0, False), (0, DENIED, False), (0, 0, True)],
)
def test_kind_words_around_the_sentence_change_nothing(
    rules: Read, detector: Detector, whole: int, sentence: int, *, expected: bool
) -> None:
    assert lowered(rules, detector, whole=whole, sentence=sentence) is expected


def test_nothing_is_denied_that_a_landlord_wants_looked_at(rules: Read, detector: Detector) -> None:
    assert lowered(rules, detector, whole=19, sentence=19, review=20)
    assert not lowered(rules, detector, whole=20, sentence=20, review=20)


def test_a_not_lowers_the_rule_and_not_the_model_which_has_read_it(taught: Taught, rules: Read) -> None:
    text = "You can't deny that all travellers are scum"
    before = of_rules(rules(text))
    assert before
    assert all(f.guards == (NEGATION,) for f in before)
    found = taught({"discrimination": ["scum"]})(text)
    assert [f.guards for f in found.findings if f.rule == "model.discrimination"] == [()]
    assert of_rules(found) == before


@pytest.mark.parametrize(
    "text",
    [
        "You did not hear what she told me, she said I can't deny that all travellers are scum",  # reported, too
        "You can't deny that all travellers are scum, not true, shame on whoever wrote that",  # condemned, too
        "I can't say all travellers are thieves, they have equal rights",  # by no rule's guard
    ],
)
def test_beside_a_not_other_guards_still_lower_what_the_model_read(taught: Taught, rules: Read, text: str) -> None:
    assert any(NEGATION in f.guards for f in of_rules(rules(text)))
    found = taught({"discrimination": ["scum", "thieves"]})(text)
    (by_model,) = [f for f in found.findings if f.rule == "model.discrimination"]
    assert by_model.guards
    assert NEGATION not in by_model.guards
    assert by_model.score == REVIEW


@pytest.mark.parametrize(
    ("text", "head"),
    [("I'm not going to hurt anyone, I'm just tired", "threat"), ("Dave isn't a prick, leave him alone", "profanity")],
)
def test_of_threats_and_insults_a_not_says_something(taught: Taught, text: str, head: str) -> None:
    found = taught({head: ["hurt", "prick"]})(text)
    assert [NEGATION in f.guards for f in found.findings if f.rule == f"model.{head}"] == [True]
