"""The sieve lets every pattern through that matches, and says so when it cannot be sure."""

import pytest
import re2

from rules.detect import Detector, RuleError, build
from rules.detect import sieve as module
from rules.detect.clues import begins, ends, expression
from rules.detect.rarity import EDGE
from rules.detect.sieve import Sieve
from rules.detect.syntax import clues_of
from rules.text import fold, plain
from tests.rules.detect.conftest import SMALL, Read

PATTERNS = {
    r"\b(?:smell|stink) (?:\w+ ){0,6}gas\b": ("a stink of gas", "smell gas"),
    r"\b(?:(?:kick|burn) (?:the )?(?:door|house)|come round)\b": ("burn house", "kick the door", "I will come round"),
    r"\b(?:he|she)(?:'s)? (?:at|in) [0-9]{1,3}[a-z]? mill\b": ("she at 3b mill", "he's in 112 mill"),
    r"(?:🔪|💣)[^a-z]*(?:you|soon)": ("🔪 you", "💣💣 soon"),
    r"\+44 ?[0-9]{4}": ("+44 7700", "+447700"),
    r"\bzabij[a-z]*\b": ("zabije", "zabijemy"),
    r"[a-z]+": ("anything",),
    r"\b(?:8={2,}d)\b": ("8==d",),
    r"(?i)\bHELP\b": ("help",),
    "আগুন": ("বাড়িতে আগুন",),
    "مار دوں گا": ("میں مار دوں گا",),
    r"\b(?:f\*+k|sod)\b": ("f**k it", "sod it"),
    r"\b(?:a|b)+c\b": ("abac",),
    r"\b(?:i will|we'll) find (?:out )?where you live\b": (
        "i will find where you live",
        "we'll find out where you live",
    ),
    r"\b[a-z]{2}[0-9]{2} ?[a-z]{3}\b": ("plate ab12 cde", "(ab12cde)"),
    r"\bsay(?:s|ing)? [£$][0-9]{2,4} (?:no|to) more": ("says £250 to more", "say $12 no morels"),
    r"\b(?:don't|wouldn't) you dare\b": ("don't you dare", '"wouldn\'t you dare"'),
    r"[a-z]*ing you (?:are|were)": ("everything you were", "leaving you area"),
    r"\b(?:not(?: so)?|never) (?:\w+ )?(?:bad|good)\b$": ("not so very bad", "never good"),
}


@pytest.mark.parametrize(("pattern", "texts"), PATTERNS.items(), ids=PATTERNS.keys())
def test_a_pattern_that_matches_is_let_through(pattern: str, texts: tuple[str, ...]) -> None:
    sieve = Sieve(clues_of([pattern]))
    for text in texts:
        assert re2.search(pattern, text), "the example holds"
        assert sieve.candidates(text)[0] == [0]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\b(?:smell|stink) (?:\w+ ){0,6}gas\b", "the gas man came"),
        (r"\b(?:smell|stink) (?:\w+ ){0,6}gas\b", "a bad smell in Gaskell Road"),
        (r"\b(?:come round|pop by)\b", "come here"),
        ("আগুন", "fire"),
        (r"\b(?:i will|we will) (?:\w+ ){0,4}(?:see|find) you\b", "you will see what i find"),
        (r"\b[a-z]{2}[0-9]{2} ?[a-z]{3}\b", "only 2 of 10 came"),
    ],
)
def test_a_pattern_without_its_words_is_not_tried(pattern: str, text: str) -> None:
    assert Sieve(clues_of([pattern])).candidates(plain(text).text)[0] == []


@pytest.mark.slow
def test_no_pattern_of_the_rulebook_is_kept_from_an_example_that_it_matches(detector: Detector) -> None:
    matcher = detector._matcher
    entries, sieve = matcher._entries, matcher._sieve
    examples = [example for rule in {entry[0] for entry in entries} for example in rule.text.match[:1]]
    whole = {number: pattern for number, (_, pattern, _) in enumerate(entries)}
    kept_back = [
        (whole_number, text)
        for example in examples
        for text in {variant.text for variant in fold(example).variants}
        for candidates in [set(sieve.candidates(text)[0])]
        for whole_number, pattern in whole.items()
        if whole_number not in candidates and pattern.search(text)
    ]
    assert kept_back == []


def test_two_words_side_by_side_are_one_clue_whatever_stands_around_them() -> None:
    sieve = Sieve(clues_of([r"\bover there\b"]))
    assert [sieve.candidates(text)[0] for text in ("(over there!)", "moreover there", "over the re", "there over")] == [
        [0],
        [],
        [],
        [],
    ]


def test_the_end_of_a_very_long_word_is_found_in_one_pass() -> None:
    letters = "a" * 100_000 + "$"
    assert (ends(letters), begins("$" + letters), ends("x-ray"), begins("x-ray")) == ("", "", "ray", "x")


def test_a_term_of_another_script_enters_the_set_without_boundaries() -> None:
    assert expression(f"{EDGE}আগুন{EDGE}") == "আগুন"
    assert expression(f"{EDGE}gas{EDGE}") == r"\bgas\b"


def test_a_gate_stands_open_for_a_disguise_and_not_for_plain_words() -> None:
    sieve = Sieve(clues_of([r"\bx\b"]))
    assert all(sieve.candidates(plain(text).text)[1] for text in ("you w4nker", "f u c k", "мore", "f**k", "fcuk"))
    assert not any(sieve.candidates(plain(text).text)[1] for text in ("The lift is out, 3rd time", "I saw a U-turn"))


def test_a_rulebook_too_large_for_the_set_stops_the_start(
    texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SET_MEMORY", 1 << 10)
    few = {name: texts[name] for name in SMALL}
    with pytest.raises(RuleError, match="does not fit into one RE2 Set"):
        build(few)


def test_a_set_that_runs_out_of_memory_while_it_reads_names_every_detector(
    detector: Detector, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Exhausted:
        def Match(self, _: bytes) -> None:  # noqa: N802 - RE2's name
            return None

    monkeypatch.setattr(detector._matcher._sieve._words, "_set", Exhausted())
    assert "lexicon" in read("neverbeforeseenword").degraded


def test_what_is_kept_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT", 50)
    sieve = Sieve(clues_of([r"\bgas\b"]))
    assert not any(sieve.candidates(f"word{number} and {'x' * 60}{number}")[0] for number in range(200))
    assert len(sieve._words) <= 50
    assert sieve.candidates("gas")[0] == [0]
