"""Emoji by the names that Unicode gave them: once where one stands many times, and nothing else is touched."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.score.emoji import _EMOJI, _SHADE, MOST, named


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("\U0001f400 makes me \U0001f922", " rat  makes me  nauseated face "),
        ("lol \U0001f602\U0001f602\U0001f602", "lol  face with tears of joy   "),
        ("\U0001f435\U0001f648\U0001f435", " monkey face  see-no-evil monkey  "),
        ("\U0001f1f5\U0001f1f1\U0001f1ec\U0001f1e7 go home", " pl  gb  go home"),
        ("\U0001f1e7\U0001f1e7", " bb "),
        ("hate\U0001f1f5\U0001f1f0s", "hate pk s"),
        ("\U0001f3f4 come on", " flag  come on"),
        ("\u2764 \u231a", " heavy black heart   watch "),
        (
            "\u2500\u2500 \u2192 20 \u00b0C \u2122 \u2591 \U0001fb00",
            "\u2500\u2500 \u2192 20 \u00b0C \u2122 \u2591 \U0001fb00",
        ),
        ("Zażółć gęślą jaźń, ਪੰਜਾਬੀ, 日本", "Zażółć gęślą jaźń, ਪੰਜਾਬੀ, 日本"),
        ("younger than Unicode 14 \U0001fae8", "younger than Unicode 14 \U0001fae8"),
    ],
)
def test_names(said: str, read: str) -> None:
    assert named(said) == read


@pytest.mark.parametrize("shade", "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
@pytest.mark.parametrize(
    "said", ["I agree \U0001f44d", "my mum \U0001f9d5 waits", "\U0001f469\U0001f527 mended it \U0001f44f"]
)
def test_a_shade_of_skin_is_never_read(said: str, shade: str) -> None:
    shaded = re.sub("([\U0001f44d\U0001f9d5\U0001f469\U0001f44f])", rf"\1{shade}", said)
    assert shaded != said
    assert named(shaded) == named(said)


def test_every_one_that_is_named_has_had_its_name_for_years() -> None:
    """Names never change; but what is younger than the oldest Unicode we run with would be named by some Pythons only."""
    assert [
        char for char in map(chr, range(0x20000)) if _EMOJI.fullmatch(char) and not unicodedata.name(char, "")
    ] == []


@given(st.text(alphabet=st.characters(max_codepoint=0x22FF), max_size=80))
def test_letters_figures_and_marks_stay(text: str) -> None:
    assert named(text) == text


@given(st.text(max_size=80))
def test_nothing_else_is_lost(text: str) -> None:
    kept = [char for char in text if not _EMOJI.search(char) and not _SHADE.match(char)]
    letters = [char for char in kept if not "\U0001f1e6" <= char <= "\U0001f1ff" and char != " "]
    told = iter(named(text))
    assert all(char in told for char in letters), "in the same order"


def test_a_page_of_emoji_costs_little_more_than_its_length() -> None:
    different = [chr(code) for code in range(0x1F300, 0x1F3F0)]
    hostile = "".join(different) * 400
    assert len(named(hostile)) < len(hostile) + MOST * 60
    assert len(named("\u2b50\u2b55" * 50_000)) < 150_000
