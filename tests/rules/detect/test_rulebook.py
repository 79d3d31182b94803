"""The rules as data: each carries its reason and examples, all of them hold, and a bad file is named in one line."""

import pytest

from rules.detect import Detector, RuleError, build
from rules.detect.phrases import compile_words
from tests.rules.detect.conftest import SMALL


def test_the_rulebook_builds_and_every_example_holds(detector: Detector) -> None:
    assert len(detector.digest) == 64


def test_every_rule_has_a_reason_and_an_example(detector: Detector) -> None:
    rules = detector._matcher.rules
    assert len(rules) > 50
    assert [rule.text.id for rule in rules if not rule.text.reason or not rule.text.match] == []


@pytest.mark.slow
def test_the_digest_changes_with_the_data(texts: dict[str, str], detector: Detector) -> None:
    rule = "  - {id: x, behaviour: abuse, reason: r, words: [foo], match: [foo]}"
    one, other = build(_with(texts, rule)), build(_with(texts, rule.replace("foo", "bar")))
    assert len({detector.digest, one.digest, other.digest}) == 3
    assert build(_with(texts, rule)).digest == one.digest


def _with(texts: dict[str, str], rule: str) -> dict[str, str]:
    """A small rulebook: the word lists, one real file, and the rule."""
    return {name: texts[name] for name in SMALL} | {"extra.yaml": f"detector: abuse\nrules:\n{rule}"}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("  - {id: x, behaviour: abuse, reason: r, words: [foo], match: [bar]}", "rule x does not match: bar"),
        ("  - {id: x, behaviour: abuse, reason: r, words: [foo], match: [foo], no_match: [a foo]}", "x matches: a foo"),
        ("  - {id: x, behaviour: abuse, reason: r, match: [foo]}", "no words and no patterns"),
        ("  - {id: x, behaviour: rude, reason: r, words: [foo], match: [foo]}", "extra.yaml: rule x: field behaviour"),
        ("  - {id: x, behaviour: abuse, words: [foo], match: [foo]}", "field reason"),
        ("  - {id: x, behaviour: abuse, reason: r, patterns: '(', match: [foo]}", "extra.yaml: rule x"),
        ("  - {id: x, behaviour: abuse, reason: r, patterns: '{nowhere}', match: [foo]}", "nowhere"),
        ("  - {id: x, reason: r, words: [foo], match: [foo]}", "exactly one of behaviour and need"),
        ("  - {id: spam.advert, behaviour: abuse, reason: r, words: [foo], match: [foo]}", "used twice"),
        ("  - [", "extra.yaml"),
    ],
)
def test_a_bad_rule_is_named_in_one_line(texts: dict[str, str], rule: str, said: str) -> None:
    with pytest.raises(RuleError) as failed:
        build(_with(texts, rule))
    assert said in str(failed.value)
    assert "\n" not in str(failed.value)


def test_a_missing_file_is_named(texts: dict[str, str]) -> None:
    with pytest.raises(RuleError, match=r"words\.yaml: missing"):
        build({name: text for name, text in texts.items() if name != "words.yaml"})


@pytest.mark.parametrize("term", ["łódź", "морон", "गधा", "আগুন", "حريق", "don't"])
def test_a_term_of_any_script_matches_itself(texts: dict[str, str], term: str) -> None:
    rule = f'  - {{id: x, behaviour: abuse, reason: r, words: ["{term}"], match: ["so {term} then"]}}'
    assert build(_with(texts, rule)).digest


def test_a_term_of_another_script_needs_its_boundaries(texts: dict[str, str]) -> None:
    rule = '  - {id: x, behaviour: abuse, reason: r, words: ["গধা"], match: ["গধা"], no_match: ["xগধাx", "গধাটি"]}'
    assert build(_with(texts, rule)).digest


def test_latin_letters_with_marks_are_entered_as_plain_ones() -> None:
    ascii_words, other = compile_words(["łódź", "пожар"])
    assert ascii_words == [r"\b(?:lodz)\b"]
    assert len(other) == 1
