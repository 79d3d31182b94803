"""Emoji by the names that Unicode gave them: once where one stands many times, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.score.emoji import named


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("\U0001f400 makes me \U0001f922", " rat  makes me  nauseated face "),
        ("lol \U0001f602\U0001f602\U0001f602", "lol  face with tears of joy "),
        ("\U0001f435\U0001f648\U0001f435", " monkey face  see-no-evil monkey  monkey face "),
        ("\U0001f473\U0001f3ff", " man with turban  dark skin "),
        ("\U0001f1f5\U0001f1f1 go home", "pl go home"),
        ("\u2764 \u231a", " heavy black heart   watch "),
        ("\u2500\u2500 \u2192 20 \u00b0C \u2122 \u2591", "\u2500\u2500 \u2192 20 \u00b0C \u2122 \u2591"),
        ("Zażółć gęślą jaźń, ਪੰਜਾਬੀ, 日本", "Zażółć gęślą jaźń, ਪੰਜਾਬੀ, 日本"),
    ],
)
def test_names(said: str, read: str) -> None:
    assert named(said) == read


@given(st.text(alphabet=st.characters(max_codepoint=0x22FF), max_size=80))
def test_letters_figures_and_marks_stay(text: str) -> None:
    assert named(text) == text


@given(st.text(max_size=80))
def test_named_once_is_named(text: str) -> None:
    assert named(named(text)) == named(text)
