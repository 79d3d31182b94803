"""The PDF read by program: tags, language, title, order, sizes of type. That it is PDF/UA-1 is the engine's own claim."""

import io
from dataclasses import replace

import pikepdf
import pytest

from bot.letters import pdf
from bot.letters.write import write
from rules.model.case.words import LetterKind
from tests.bot.letters import reading
from tests.bot.letters.samples import ALL, IDS, letter, notice

pytestmark = [pytest.mark.pango, pytest.mark.slow]

ORDER = {
    LetterKind.RESTRICTION_NOTICE: (
        "Dear Alex Example",
        "We are changing how you can contact us",
        "How you can still reach us",
        "How long",
        "What was said",
        "Why",
        "If you think we are wrong",
        "What always stays open to you",
        "If you need us to do this differently",
        "Yours sincerely",
    ),
    LetterKind.WARNING: (
        "A warning about how you contact us",
        "What was said",
        "Why",
        "What we ask of you",
        "What may follow if it goes on",
        "If you think we are wrong",
        "What always stays open to you",
    ),
}


@pytest.fixture(scope="module")
def plain() -> bytes:
    return write(notice(), ["pdf"])["pdf"]


@pytest.mark.parametrize(("name", "kind"), ALL, ids=IDS)
def test_every_letter_of_every_pack_is_a_tagged_pdf(name: str, kind: LetterKind) -> None:
    content = write(letter(name, kind), ["pdf"])["pdf"]
    found = reading.tags(content)
    assert found[0] == "Document"
    assert found.count("H1") == 1
    assert {"P", "L", "LI"} <= set(found)
    said = reading.text(content)
    assert letter(name, kind).landlord.name in said
    places = [said.find(words) for words in ORDER.get(kind, ())]
    assert -1 not in places
    assert places == sorted(places)


def test_language_title_and_the_claim_of_pdf_ua(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain)) as document, document.open_metadata() as told:
        assert str(document.Root.Lang) == "en"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.Title) == "We are changing how you can contact us"
        assert told["pdfuaid:part"] == "1"
        assert str(document.docinfo.CreationDate) == "D:20261130"


def test_headings_never_skip_a_level(plain: bytes) -> None:
    headings = [tag for tag in reading.tags(plain) if tag.startswith("H") and tag[1:].isdigit()]
    assert headings[0] == "H1"
    assert set(headings[1:]) == {"H2"}


def test_the_dates_and_the_parts_are_in_the_text(plain: bytes) -> None:
    said = reading.text(plain)
    for words in (
        "Wednesday 30 December 2026",
        "Executive Team member",
        "Housing Ombudsman",
        "useless cow",
        "Page 1 of 2",
    ):
        assert words in said


def test_the_body_is_twelve_points_and_large_print_nowhere_under_eighteen(plain: bytes) -> None:
    assert min(reading.sizes(plain)) == 12.0
    large = write(notice(formats=("Large print",)), ["pdf"])["pdf"]
    assert min(reading.sizes(large)) == 18.0
    assert "You asked us for: Large print. This letter follows that." in reading.text(large)


def test_the_same_letter_gives_the_same_bytes(plain: bytes) -> None:
    assert write(notice(), ["pdf"])["pdf"] == plain
    assert write(notice(reason="Another reason."), ["pdf"])["pdf"] != plain


def test_our_own_letters_are_embedded_so_that_it_looks_alike_everywhere(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain)) as document:
        fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("Atkinson-Hyperlegible-Next" in font for font in fonts), fonts


def test_words_in_other_scripts_are_not_lost() -> None:
    quoted = replace(notice().said[0], words="Dwi’n ŵyn. Łódź. Привет")
    said = reading.text(write(notice(said=(quoted,)), ["pdf"])["pdf"])
    assert "ŵyn. Łódź. Привет" in said


def test_a_letter_fetches_nothing() -> None:
    with pytest.raises(pdf.NoPdf, match="a letter loads nothing from outside"):
        pdf.pdf('<html lang="en"><title>x</title><img alt="" src="http://127.0.0.1:9/x.png"></html>')


def test_hostile_words_still_make_a_letter() -> None:
    hostile = "</p><script>x</script>\x00\ud800\u202e" + "w" * 3000
    content = write(notice(said=(replace(notice().said[0], words=hostile),), reason=hostile), ["pdf"])["pdf"]
    assert "<script>x</script>" in reading.text(content).replace("\ufffe", "")
