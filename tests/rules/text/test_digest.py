"""Digests: equal texts are recognised whatever they wear; different ones differ; the number fits a database column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.text import digest


@pytest.mark.parametrize(
    "other", ["FIX MY BOILER", "fix my boiler!!!", "fix  my\nboiler", "f\u200bix my boiler", "fix-my-boiler"]
)
def test_the_same_words_have_the_same_digest(other: str) -> None:
    assert digest(other) == digest("fix my boiler")


@pytest.mark.parametrize("other", ["fix my boilers", "day 41", "", "😡"])
def test_other_words_have_another(other: str) -> None:
    assert digest(other) != digest("fix my boiler")


def test_pictures_alone_are_told_apart() -> None:
    assert digest("😡😡") != digest("👍👍")


@given(st.text())
def test_it_fits_a_signed_64_bit_column(text: str) -> None:
    assert -(2**63) <= digest(text) < 2**63
