"""Folding: every way of dressing a word up is read, and every span still points at what was really said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.text import Variant, fold, plain
from rules.text.characters import PUNCTUATION, punctuated

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
    "masked with a hash": "you w#nkers",
    "masked with an ampersand": "you w&nkers",
    "one letter left out": "you wnkers",
    "two letters swapped": "you wnakers",
    "spaced with stops": "you w. a. n. k. e. r. s.",
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


def _places(variant: Variant) -> list[int]:
    with pytest.raises(IndexError):
        variant.where[len(variant.text)]
    return [variant.where[at] for at in range(len(variant.text))]


@given(st.text(max_size=80))
def test_the_text_of_every_reading_is_as_long_as_its_places(text: str) -> None:
    for variant in fold(text).variants:
        assert all(0 <= at < len(text) for at in _places(variant))


@given(st.text(alphabet="aA1 *.,-\n'’éП🔥\u200bf", max_size=60))
def test_places_never_go_backwards(text: str) -> None:
    for variant in fold(text).variants:
        assert _places(variant) == sorted(_places(variant))


@given(st.text(alphabet="abcdefghij ,.-\n", max_size=60))
def test_a_span_of_the_plain_reading_is_the_same_word_in_the_original(text: str) -> None:
    variant = plain(text)
    for start, char in enumerate(variant.text):
        if char.isalpha():
            span = variant.span(start, start + 1)
            assert text[span.start : span.end] == char


READ = {
    "you \u202ewankers\u202c": "you wankers",
    "youwankers": "you wankers",
    "f**k off": "fuck off",
    "sh!t c#nt tw*t": "shit cunt twat",
    "fuckoffyoucunt": "fuck off you cunt",
    "bsatard, fcuk, cnuts": "bastard fuck cunts",
    "you 🐷": "you pig",
    "🗡️ for her": "knife for her",
    "🅱️🅰️🆂tard": "bastard",
    "killyou": "kill you",
}


@pytest.mark.parametrize(("written", "read"), READ.items(), ids=READ.keys())
def test_what_is_masked_swapped_run_together_or_drawn_is_read(written: str, read: str) -> None:
    assert any(read in " ".join(variant.text.split()) for variant in fold(written).variants)


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe United", "Penistone Road", "shitake soup", "pick up the cuts", "R&B and A&E", "Essex", "a cockerel",
        "assess the class", "he's a waker", "AB12 CDE", "AB12CDE", "SW1A1AA", "flat 4b", "+44 7700 900341", "ring 101",
    ],
)  # fmt: skip
def test_ordinary_words_and_numbers_are_read_as_they_stand(text: str) -> None:
    assert [variant.name for variant in fold(text).variants] == ["plain"] or fold(text).variants[-1].text == fold(
        text
    ).variants[0].text


OTHER_SCRIPTS = "کتے আগুন حريق ਮਾਰ ਦਿਆਂਗਾ пожар בית 火事 화재 φωτιά आग"


@given(st.lists(st.sampled_from(OTHER_SCRIPTS.split()), min_size=1, max_size=6))
def test_nothing_outside_latin_is_changed(words: list[str]) -> None:
    text = " ".join(words)
    for variant in fold(text).variants:
        assert variant.text.split() == [word.lower() for word in words]


@given(st.text(alphabet="abfucktwn4@$*#.!1 -,é\u200bа🐷&f\n'", max_size=60))
def test_every_letter_of_every_reading_stands_where_the_original_says(text: str) -> None:
    for variant in fold(text).variants:
        assert all(0 <= at < max(1, len(text)) for at in _places(variant))
        assert _places(variant) == sorted(_places(variant))


@given(st.text(max_size=60))
def test_places_in_octets_and_in_characters_lead_to_each_other(text: str) -> None:
    variant = plain(text)
    for end in range(len(variant.text) + 1):
        assert variant.characters(*variant.octets(0, end)) == (0, end)
    assert len(variant.encoded) == variant.octets(0, len(variant.text))[1]


@given(st.text(alphabet="ab ,;:-\n\t\u00a0\u2009", max_size=40))
def test_the_quick_way_to_set_words_apart_reads_as_the_pattern_does(text: str) -> None:
    lowered = text.translate(PUNCTUATION).lower().replace("\n", ". ")
    assert plain(text).text == re.sub(r"[,;:]*[\s-]+", " ", lowered)


@given(st.text(alphabet="ab`´’‘“”«–—\u00a0\u2009é🐷", max_size=40))
def test_typographic_signs_are_read_as_those_of_a_keyboard(text: str) -> None:
    assert punctuated(text) == text.translate(PUNCTUATION)


@pytest.mark.parametrize(("written", "read"), [("p*kis out", "pakis"), ("tr*nny", "tranny"), ("p**is", "pakis")])
def test_a_slur_is_read_where_half_of_its_letters_are_shown(written: str, read: str) -> None:
    assert any(read in variant.text for variant in fold(written).variants)


@pytest.mark.parametrize(
    "text", ["turn it *on* please", "open Wed and Mon* 10 till 2", "is it corn or co*n", "4*2 timber"]
)
def test_a_star_beside_a_short_word_makes_no_slur_of_it(text: str) -> None:
    assert not any(word in variant.text for variant in fold(text).variants for word in ("mong", "coon", "yids", "wogs"))
