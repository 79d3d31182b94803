"""The page: plain words, dates as dates, hostile words harmless, and other languages beside English."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.letters.language import OURS, Language, sentence
from bot.letters.letter import Said
from bot.letters.page import page
from bot.letters.said import said_in
from rules.model.case.words import LetterKind, Outcome, RestrictionKind
from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind
from tests.bot.letters.samples import ALL, IDS, letter, notice

HOSTILE = (
    '</p><script>alert(1)</script>{{ 7*7 }}{% raw %}<img src="http://127.0.0.1/x">\u202e=cmd|"/c calc"!A1\x00\ud800'
)


@pytest.mark.parametrize(("name", "kind"), ALL, ids=IDS)
def test_every_letter_of_every_pack_says_all_its_draft_demands(name: str, kind: LetterKind) -> None:
    whole = letter(name, kind)
    text = page(whole)
    assert whole.parts <= said_in(text)
    assert text.count("<h1>") == 1
    assert '<html lang="en" dir="ltr">' in text


@pytest.mark.parametrize(("name", "kind"), ALL, ids=IDS)
def test_every_letter_keeps_the_routes_open_and_the_word_upheld_out(name: str, kind: LetterKind) -> None:
    text = page(letter(name, kind))
    for words in (
        "999",
        "0800\u00a0111\u00a0999",
        "Emergency repairs",
        "at risk of harm",
        "Complaints:",
        "large print",
    ):
        assert words.replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert "upheld" not in text.lower()
    assert "ban" not in text.lower().split()


def test_dates_are_printed_as_dates() -> None:
    text = page(notice())
    until = notice().policy.appeal.until
    assert until == date(2026, 12, 30)
    assert 'The last date to ask is <span class="date">Wednesday 30 December 2026</span>.' in text


def test_without_a_limit_it_says_so_and_prints_no_date() -> None:
    policy = replace(notice().policy, appeal=replace(notice().policy.appeal, until=None, decided_within=None))
    text = page(notice(policy=policy))
    assert "There is no last date for that." in text
    assert "The last date to ask" not in text


def test_times_are_london_times() -> None:
    summer = Said(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "on our page", (Behaviour.ABUSE,), "words")
    text = page(notice(said=(summer,)))
    assert "Wednesday 1 July 2026</span> at 00:30" in text


def test_a_review_date_after_the_end_is_not_promised() -> None:
    terms = notice().terms
    assert terms is not None
    text = page(notice(terms=replace(terms, review_on=date(2030, 1, 1))))
    assert "2030" not in text


@pytest.mark.parametrize(
    ("outcome", "says"), [(Outcome.STANDS, "the decision stands"), (Outcome.OVERTURNED, "the decision is overturned")]
)
def test_an_appeals_outcome_in_the_words_of_the_house(outcome: Outcome, says: str) -> None:
    text = page(replace(letter("karbon", LetterKind.APPEAL_OUTCOME), outcome=outcome))
    assert says in text


def test_a_review_that_ends_it_needs_no_terms() -> None:
    ended = replace(letter("karbon", LetterKind.REVIEW_OUTCOME), outcome=Outcome.CEASE, terms=None, parts=frozenset())
    assert "we have ended the restriction" in page(ended)


def test_hostile_words_can_do_nothing_and_are_shown() -> None:
    said = Said(datetime(2026, 11, 3, tzinfo=UTC), HOSTILE, (Behaviour.ABUSE,), HOSTILE)
    text = page(
        notice(
            said=(said,),
            reason=HOSTILE,
            reference=HOSTILE.replace("\ud800", ""),
            to=replace(notice().to, name=HOSTILE, address=(HOSTILE,)),
        )
    )
    assert "<script" not in text
    assert "<img" not in text
    assert "{{ 7*7 }}" in text  # printed as it was said, never worked out
    assert "49" not in text.split("<body>")[1].split("What always")[0].replace("2049", "")
    assert "\u202e" not in text
    assert "[right-to-left override]" in text
    assert "\x00" not in text
    assert "\ud800" not in text


def test_a_reference_cannot_leave_the_style_sheet_or_the_head() -> None:
    text = page(notice(reference='X"} </style><script>x</script> @import url(http://127.0.0.1)'))
    assert text.count("</style>") == 1
    assert "@import" not in text.split("</style>")[0]


def test_words_for_every_kind() -> None:
    words = Language("en").words()
    assert set(words["restrictions"]) == set(words["possible"]) == {kind.value for kind in RestrictionKind}
    assert set(words["behaviours"]) == {behaviour.value for behaviour in Behaviour}
    assert set(words["measures"]) == {kind.value for kind in MeasureKind}
    assert len(words["months"]) == 12
    assert len(words["weekdays"]) == 7


def test_every_kind_of_letter_has_an_english_template() -> None:
    assert [kind for kind in LetterKind if not (OURS / "en" / f"{kind.value}.html").is_file()] == []


def test_a_second_language_with_one_template_borrows_the_rest_and_says_so(tmp_path: Path) -> None:
    welsh = tmp_path / "cy"
    welsh.mkdir()
    (welsh / "lifting.html").write_text(
        "{% set title %}Teitl{% endset %}<p data-says='action'>{{ day(letter.date) }}</p>{{ part('reason') }}"
        "{{ part('ombudsman') }}",
        "utf-8",
    )
    (welsh / "words.yaml").write_text(
        "name: Cymraeg\nmonths: [Ion, Chwe, Maw, Ebr, Mai, Meh, Gor, Awst, Medi, Hyd, Tach, Rhag]\n", "utf-8"
    )
    text = page(replace(letter("derby-2024", LetterKind.LIFTING), language="cy"), (tmp_path,))
    assert '<html lang="cy" dir="ltr">' in text
    assert "<title>Teitl</title>" in text
    assert "Monday 30 Tach 2026" in text
    assert '<div lang="en" dir="ltr"><h2>Why</h2>' in text
    assert "Some or all of this letter is in English" in text


def test_a_language_without_any_template_is_english_marked_as_english() -> None:
    text = page(notice(language="ur"))
    assert "Some or all of this letter is in English" in text
    assert '<div lang="en" dir="ltr">' in text


def test_a_language_is_a_folder_among_the_templates_and_no_way_out_of_them(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "words.yaml").write_text("date: 'from elsewhere {day}'\n", encoding="utf-8")
    for language in ("..", str(tmp_path), "../templates/.."):
        text = page(notice(language=language), (tmp_path / "templates",))
        assert "from elsewhere" not in text
        assert 'lang="en"' in text


def test_an_english_letter_borrows_nothing() -> None:
    assert "Some or all of this letter" not in page(notice())


def test_a_landlords_own_template_cannot_reach_into_the_program(tmp_path: Path) -> None:
    own = tmp_path / "en"
    own.mkdir()
    (own / "lifting.html").write_text("{% set title %}x{% endset %}{{ ''.__class__.__mro__ }}", "utf-8")
    with pytest.raises(Exception, match="unsafe"):
        page(letter("derby-2024", LetterKind.LIFTING), (tmp_path,))


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("letters by post", "Letters by post."),
        ("Ask us.", "Ask us."),
        ("complaints@x.example", "complaints@x.example."),
        ("0000 000", "0000 000."),
    ],
)
def test_a_phrase_of_a_pack_becomes_a_sentence(phrase: str, says: str) -> None:
    assert sentence(phrase) == says
