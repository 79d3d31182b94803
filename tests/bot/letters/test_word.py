"""The Word document: opens, has headings and every part, and nothing in it can act."""

import io
import re
from dataclasses import replace
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Pt

from bot.letters.write import write
from rules.model.case.words import LetterKind
from tests.bot.letters.samples import ALL, IDS, letter, notice

HOSTILE = '=HYPERLINK("http://127.0.0.1","x")\n{{ 7*7 }} <w:instrText>INCLUDETEXT</w:instrText> ]]>&\x00\ud800\u202e'


def made(one: object) -> bytes:
    return write(one, ["docx"])["docx"]  # type: ignore[arg-type]  # a letter, from the samples


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind"), ALL, ids=IDS)
def test_every_letter_opens_with_its_headings_and_its_words(name: str, kind: LetterKind) -> None:
    one = letter(name, kind)
    document = Document(io.BytesIO(made(one)))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 1
    assert "Heading 2" in styles
    assert "List Bullet" in styles
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    spaces = text.replace("\u00a0", " ")
    for words in (one.to.name, *one.to.address, one.signed.name, one.signed.post, one.landlord.emergency_repairs):
        assert words in spaces
    assert all(" ".join(said.words.split()) in spaces for said in one.said)
    assert not re.search(r"  |^ | $", text, re.MULTILINE)


def test_it_has_title_author_language_and_no_time_of_its_own() -> None:
    told = Document(io.BytesIO(made(notice()))).core_properties
    assert (told.title, told.author, told.language) == ("We are changing how you can contact us", "Derby Homes", "en")
    assert told.created is not None
    assert told.created.date() == notice().date
    assert made(notice()) == made(notice())


@pytest.mark.parametrize(("formats", "points"), [((), 12), (("large print",), 18)])
def test_the_body_has_the_size_asked_for(formats: tuple[str, ...], points: int) -> None:
    document = Document(io.BytesIO(made(notice(formats=formats))))
    assert document.styles["Normal"].font.size == Pt(points)
    sizes = [style.font.size for style in (document.styles["Heading 1"], document.styles["Heading 2"])]
    assert all(size and size > Pt(points) for size in sizes)


def test_hostile_words_are_text_and_nothing_else() -> None:
    said = replace(notice().said[0], words=HOSTILE, where=HOSTILE)
    content = made(notice(said=(said,), reason=HOSTILE, to=replace(notice().to, name=HOSTILE)))
    with ZipFile(io.BytesIO(content)) as packed:
        names, xml = packed.namelist(), packed.read("word/document.xml").decode()
        links = "".join(packed.read(name).decode() for name in names if name.endswith(".rels"))
    assert not re.search(r"<w:(instrText|fldSimple|fldChar|hyperlink|object|altChunk)\b", xml)
    assert "127.0.0.1" not in links
    assert 'TargetMode="External"' not in links
    assert not [name for name in names if "vba" in name.lower() or "embeddings" in name]
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    assert "{{ 7*7 }} <w:instrText>" in text.replace("\u00a0", " ")
    assert "\u202e" not in text


@pytest.mark.parametrize("letter_", ["\ud800", "\ufffe", "\uffff", "\x00", "\x1b"])
def test_a_character_that_no_xml_may_hold_stops_no_letter(letter_: str) -> None:
    said = replace(notice().said[0], words=f"before {letter_} after")
    named = replace(notice().landlord, name=f"Example {letter_} Homes")
    text = "\n".join(one.text for one in Document(io.BytesIO(made(notice(said=(said,), landlord=named)))).paragraphs)
    assert "before " in text
    assert " after" in text
    assert letter_ not in text


def test_line_breaks_of_an_address_and_of_a_quotation_stay() -> None:
    said = replace(notice().said[0], words="one\n\ntwo")
    document = Document(io.BytesIO(made(notice(said=(said,)))))
    quotes = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Quote"
    ]
    assert quotes == ["one\n\ntwo"]
    assert any("Alex Example\nFlat 3, 14 Invented Street\n" in paragraph.text for paragraph in document.paragraphs)


def test_what_is_borrowed_from_english_is_marked() -> None:
    with ZipFile(io.BytesIO(made(notice(language="cy")))) as packed:
        assert '<w:lang w:val="en"/>' in packed.read("word/document.xml").decode()
