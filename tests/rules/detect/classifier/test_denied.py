"""What a rule of ordinary words found and the model denies is looked at; a "not" is the rule's matter, not the model's."""

import pytest

from rules.detect import Detector
from rules.detect.classifier.denied import GUARD
from rules.detect.classifier.scale import NAMED, REVIEW, SURE
from rules.detect.guards import NEGATION
from rules.model.finding import Behaviour, Finding, Found, Ground
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


def test_a_not_lowers_the_rule_and_not_the_model_which_has_read_it(taught: Taught, rules: Read) -> None:
    text = "You can't deny that all travellers are scum"
    before = of_rules(rules(text))
    assert before
    assert all(f.guards == (NEGATION,) for f in before)
    found = taught({"discrimination": ["scum"]})(text)
    assert [f.guards for f in found.findings if f.rule == "model.discrimination"] == [()]
    assert of_rules(found) == before
