"""Folding: every way of dressing a word up is read, and every span still points at what was really said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.text import fold, plain

DRESSED = {
    "full width": "you ｗａｎｋｅｒｓ",
    "mathematical": "you 𝖜𝖆𝖓𝖐𝖊𝖗𝖘",
    "circled": "you ⓦⓐⓝⓚⓔⓡⓢ",
    "small capitals": "you ᴡᴀɴᴋᴇʀs",
    "squared": "you 🆆🅰🅽🅺🅴🆁🆂",
    "regional": "you 🇼🇦🇳🇰🇪🇷🇸",
    "zero width": "you wan\u200bkers",
    "soft hyphen": "you wan\u00adkers",
    "combining marks": "you w̷a̷n̷k̷e̷r̷s̷",
    "accents": "you wänkérs",
    "Cyrillic look-alikes": "you wаnkеrs",
    "leet": "you w4nkers",
    "signs": "you w@nker$",
    "spaced": "you w a n k e r s",
    "dotted": "you w.a.n.k.e.r.s",
    "masked": "you w*nkers",
    "masked ends": "you w****rs",
    "stretched": "you wankerrrrs",
    "capitals": "YOU WANKERS",
    "word joiner": "you wan\u2060kers",
}


@pytest.mark.parametrize("text", DRESSED.values(), ids=DRESSED.keys())
def test_a_dressed_up_word_is_read(text: str) -> None:
    assert any("wankers" in variant.text for variant in fold(text).variants)


@pytest.mark.parametrize("text", DRESSED.values(), ids=DRESSED.keys())
def test_the_span_covers_the_word_as_it_was_written(text: str) -> None:
    variant = next(v for v in fold(text).variants if "wankers" in v.text)
    start = variant.text.index("wankers")
    span = variant.span(start, start + len("wankers"))
    assert text[: span.start].lower() == "you "
    left = text[span.end :]
    assert not any(char.isalnum() for char in left), "a mark over the last letter may be left out, a letter may not"


@pytest.mark.parametrize(
    "text",
    ["SW1A 1AA", "flat 12a, 4th floor", "07700 900123", "£4,100 by 5pm", "B1 0AA", "12 Mill Road", "3x2 m", "24/7"],
)
def test_postcodes_phones_flats_and_sums_are_never_read_as_words(text: str) -> None:
    digits = [c for c in text if c.isdigit()]
    assert all([c for c in v.text if c.isdigit()] == digits for v in fold(text).variants)


def test_marks_of_other_scripts_stay() -> None:
    assert all("बुरा" in variant.text for variant in fold("बुरा लगा").variants)


def test_other_scripts_are_not_turned_into_latin() -> None:
    assert [v.text for v in fold("аварийная служба").variants if "avar" in v.text] == []


def test_clean_text_has_one_reading() -> None:
    assert len(fold("The lift is out again, 3rd time since May").variants) == 1


def test_emoji_and_typographic_quotes_need_no_second_reading() -> None:
    assert len(fold("It’s lovely 😍👍").variants) == 1


def test_words_stand_one_space_apart_and_a_line_break_ends_a_sentence() -> None:
    assert plain("two-faced,  lying\nman").text == "two faced lying. man"


@given(st.text(max_size=80))
def test_the_text_of_every_reading_is_as_long_as_its_places(text: str) -> None:
    for variant in fold(text).variants:
        assert len(variant.where) == len(variant.text)
        assert all(0 <= at < len(text) for at in variant.where)


@given(st.text(alphabet="aA1 *.,-\n'’éП🔥\u200bf", max_size=60))
def test_places_never_go_backwards(text: str) -> None:
    for variant in fold(text).variants:
        assert list(variant.where) == sorted(variant.where)


@given(st.text(alphabet="abcdefghij ,.-\n", max_size=60))
def test_a_span_of_the_plain_reading_is_the_same_word_in_the_original(text: str) -> None:
    variant = plain(text)
    for start, char in enumerate(variant.text):
        if char.isalpha():
            span = variant.span(start, start + 1)
            assert text[span.start : span.end] == char
