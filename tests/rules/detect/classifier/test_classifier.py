"""What a model makes of a comment becomes findings and needs that quote their words, and only ever add to the rules'."""

from typing import cast

import pytest

from rules.detect.classifier import Classifier, overridden
from rules.detect.classifier.naming import HEAD_OF
from rules.detect.classifier.scale import on_scale
from rules.detect.guards import Guards
from rules.model.finding import Behaviour, Finding, Found, Ground, NeedKind, Severity, Target, Urgency
from rules.model.languages import UNJUDGED
from rules.policy.detection import KNOWN, Threshold
from rules.score import Scorer
from rules.score.card import Threshold as OfCard
from rules.score.words import BEHAVIOURS
from tests.rules.detect.classifier.conftest import Read, Taught


def by_model(found: Found) -> list[Finding]:
    return [finding for finding in found.findings if finding.ground is Ground.MODEL]


def test_nothing_above_a_threshold_leaves_what_the_rules_found(taught: Taught, rules: Read) -> None:
    read = taught({"threat": ["zork"]})
    for text in ("Thanks for mending the gate", "There is a strong smell of gas", "", "   "):
        assert read(text) == rules(text)


def test_a_finding_says_that_a_model_made_it_and_quotes_its_words(taught: Taught) -> None:
    text = "The gate is lovely. We all like it and come by every single day, but you will be zorked by us. Have a nice week."
    (finding,) = by_model(taught({"threat": ["zorked"], "target:contractor": ["zorked"]})(text))
    assert (finding.behaviour, finding.ground, finding.rule) == (Behaviour.THREAT, Ground.MODEL, "model.threat")
    assert (finding.severity, finding.target) == (Severity.SERIOUS, Target.CONTRACTOR)
    assert finding.score > 500
    assert finding.span is not None
    assert (
        text[finding.span.start : finding.span.end]
        == "We all like it and come by every single day, but you will be zorked by us."
    )


def test_the_whole_is_quoted_where_no_part_says_so_alone(taught: Taught) -> None:
    text = "zorka is here. zorkb is there."
    read = taught({"spam": ["zorka", "zorkb"]}, spam={"review": 990, "name": 990, "act": 995})
    found = by_model(read(text))
    assert all(f.span is not None and text[f.span.start : f.span.end] for f in found)


@pytest.mark.parametrize(
    ("words", "behaviour"),
    [
        ({"abuse": ["zork"], "target:staff": ["zork"]}, Behaviour.ABUSE),
        ({"abuse": ["zork"], "target:resident": ["zork"]}, Behaviour.THIRD_PARTY_ABUSE),
        ({"abuse": ["zork"], "mark:third_party": ["zork"]}, Behaviour.THIRD_PARTY_ABUSE),
        ({"profanity": ["zork"]}, Behaviour.SWEARING_AT_PERSON),
        ({"spam": ["zork"]}, Behaviour.SPAM),
        ({"spam": ["zork"], "mark:scam": ["zork"]}, Behaviour.SCAM),
        ({"harassment": ["zork"], "mark:recording": ["zork"]}, Behaviour.PUBLISHES_RECORDING),
        ({"privacy": ["zork"]}, Behaviour.PRIVATE_DATA),
        ({"privacy": ["zork"], "mark:own_data": ["zork"]}, Behaviour.OWN_PRIVATE_DATA),
    ],
)
def test_heads_and_marks_become_our_words(taught: Taught, words: dict[str, list[str]], behaviour: Behaviour) -> None:
    (finding,) = by_model(taught(words)("you zork"))
    assert finding.behaviour is behaviour


def test_a_discrimination_names_its_likeliest_ground(taught: Taught) -> None:
    (finding,) = by_model(taught({"discrimination": ["zork"], "ground:religion": ["zork"]})("you zork"))
    assert finding.rule == "model.discrimination.religion"


@pytest.mark.parametrize(
    ("words", "kind", "urgency"),
    [
        ({"hazard": ["zork"]}, NeedKind.HAZARD, Urgency.SOON),
        ({"emergency": ["zork"]}, NeedKind.EMERGENCY, Urgency.NOW),
        ({"repair": ["zork"]}, NeedKind.REPAIR, Urgency.ROUTINE),
        ({"mark:self_harm": ["zork"]}, NeedKind.SAFEGUARDING, Urgency.NOW),
        ({"complaint": ["zork"], "mark:stage_2": ["zork"]}, NeedKind.COMPLAINT_STAGE_2, Urgency.ROUTINE),
        ({"information_request": ["zork"], "mark:data_request": ["zork"]}, NeedKind.DATA_REQUEST, Urgency.ROUTINE),
        ({"mark:data_breach": ["zork"]}, NeedKind.DATA_BREACH, Urgency.SOON),
        ({"mark:appeal": ["zork"]}, NeedKind.APPEAL, Urgency.ROUTINE),
    ],
)
def test_needs(taught: Taught, words: dict[str, list[str]], kind: NeedKind, urgency: Urgency) -> None:
    (need,) = taught(words)("the zork").needs
    assert (need.kind, need.urgency, need.ground, need.rule) == (kind, urgency, Ground.MODEL, f"model.{kind.value}")
    assert need.span is not None


LONG = "the zork of a lift beside that tall tower by our old harbour under heavy winter cloud on market day"


def test_a_likely_emergency_is_a_hazard_seen_to_soon_until_the_model_is_sure(taught: Taught) -> None:
    (need,) = taught({"emergency": ["zork"]}, emergency={"act": 1000})(LONG).needs
    assert (need.kind, need.urgency) == (NeedKind.HAZARD, Urgency.SOON)


def test_a_need_that_a_rule_found_is_not_told_twice(taught: Taught, rules: Read) -> None:
    text = "strong smell of gas in the hallway"
    assert taught({"emergency": ["gas"]})(text).needs == rules(text).needs


def test_model_and_rule_agree_about_the_same_person(taught: Taught, rules: Read) -> None:
    """The rule names behaviour and target; the model's finding stands beside it as the second signal."""
    text = "You are a useless idiot"
    (rule,) = [f for f in rules(text).findings if f.behaviour is Behaviour.ABUSE][:1]
    (model,) = by_model(taught({"abuse": ["idiot"], "target:resident": ["idiot"]})(text))
    assert (model.behaviour, model.target) == (rule.behaviour, rule.target)


class TestGuards:
    """They only lower: to 300 at most, which is a person's look."""

    def test_the_guard_of_a_rule(self, taught: Taught, rules: Read) -> None:
        text = "He called me a useless idiot"
        guarded = [f for f in rules(text).findings if f.guards]
        assert guarded, "a story about a guarded finding"
        for finding in by_model(taught({"abuse": ["idiot"]})(text)):
            assert finding.score <= 300
            assert finding.guards

    def test_a_guard_over_a_sentence_that_no_rule_hit(self, taught: Taught) -> None:
        (finding,) = by_model(taught({"abuse": ["zork"]})("My neighbour called me a zork in the hallway"))
        assert (finding.score, finding.guards) == (300, ("reporting",))

    def test_a_sign_is_no_rules_word_against_a_guard(self, taught: Taught, rules: Read) -> None:
        text = "I'm a Catholic, she's a Muslim and we zork about the bins"
        assert [f.score for f in rules(text).findings if f.behaviour is Behaviour.DISCRIMINATION] == [200]
        (finding,) = by_model(taught({"discrimination": ["zork"]})(text))
        assert (finding.score, finding.guards) == (300, ("own_group",))

    def test_the_models_own_sense_of_a_quotation(self, taught: Taught) -> None:
        (finding,) = by_model(taught({"threat": ["zork"], "mark:quoted": ["zork"]})("you zork"))
        assert (finding.score, finding.guards) == (300, ("quoted",))

    def test_a_language_that_is_not_judged(self, taught: Taught) -> None:
        found = taught({"threat": ["zork"]})("nie mam ogrzewania i woda kapie z sufitu, zork, proszę o pomoc")
        assert any(name.startswith(UNJUDGED) for name in found.degraded)
        assert all(f.score <= 300 and "language" in f.guards for f in by_model(found))

    def test_details_that_a_rule_says_are_the_authors_own(self, taught: Taught) -> None:
        found = taught({"privacy": ["mobile"]})("Please ring me on my mobile 07700 900123")
        assert any(f.behaviour is Behaviour.OWN_PRIVATE_DATA for f in found.findings)
        assert all(f.score <= 300 for f in by_model(found))


class _Broken:
    """A scorer whose weights give no number."""

    name, heads, digest = "broken", ("threat",), "0"

    def score(self, text: str) -> tuple[int, ...]:
        raise ValueError("cannot convert float NaN to integer")


def test_a_model_that_fails_is_named_and_the_rules_still_answer(taught: Taught, rules: Read) -> None:
    found = rules("You are a useless idiot")
    broken = Classifier(cast("Scorer", _Broken()), {}, cast("Guards", None))
    assert broken.added("You are a useless idiot", found) == Found(found.findings, found.needs, ("classifier",))


def test_a_disguised_word_is_read_undisguised(taught: Taught) -> None:
    read = taught({"abuse": ["moron"]})
    assert by_model(read("you m0r0n"))
    assert by_model(read("you m o r o n"))


def test_a_long_text_costs_in_step_with_its_length(taught: Taught) -> None:
    """Counted, not timed: characters that the scorer is given for ten times the text are about ten times as many."""
    given: list[int] = []

    class Counting:
        name, heads, digest = "counting", tuple(kit_heads()), "0"

        def score(self, text: str) -> tuple[int, ...]:
            given.append(len(text))
            return tuple(900 for _ in self.heads)

    def cost(text: str) -> int:
        given.clear()
        thresholds = {head: OfCard(review=500, name=600, act=800) for head in kit_heads()}
        Classifier(cast("Scorer", Counting()), thresholds, cast("Guards", _NoGuards())).added(text, Found())
        return sum(given)

    one, ten = cost("you, there. " * 200), cost("you, there. " * 2_000)
    assert ten < 12 * one
    assert one < 4 * len("you, there. " * 200)


class _NoGuards:
    def over(self, *_: object) -> tuple[str, ...]:
        return ()


def kit_heads() -> list[str]:
    from rules.score.words import HEADS

    return list(HEADS)


def test_one_scale_for_rules_and_model() -> None:
    at = OfCard(review=420, name=550, act=900)
    assert [on_scale(score, at) for score in (0, 419, 420, 550, 900, 1000)] == [0, 299, 300, 500, 700, 1000]
    same = OfCard(review=500, name=500, act=500)
    assert [on_scale(score, same) for score in (499, 500)] == [299, 700]


def test_every_behaviour_says_which_head_speaks_of_it() -> None:
    assert HEAD_OF.keys() == set(Behaviour)
    assert {head for head in HEAD_OF.values() if head} == set(BEHAVIOURS)
    assert {HEAD_OF[behaviour] for behaviour in KNOWN} == set(BEHAVIOURS)


def test_a_pack_may_set_its_own_thresholds() -> None:
    card = {head: OfCard(review=500, name=600, act=800) for head in BEHAVIOURS}
    made = overridden(card, [Threshold(behaviour=Behaviour.THREAT, review=200, act=550, why="we would rather look")])
    assert (made["threat"].review, made["threat"].name, made["threat"].act) == (200, 550, 550)
    assert made["abuse"] == card["abuse"]
