"""What a letter says of the record: it stands there when something was signed, in every format, and can be checked."""

import io
from dataclasses import replace

from docx import Document

from bot.letters.letter import Sealed
from bot.letters.page import page
from bot.letters.write import write
from tests.bot.letters.samples import notice

SEALED = Sealed(1_234_567, "3b1f 09ac 5f0c 11d2", "aa00 bb11 cc22 dd33")


def test_the_line_is_there_when_something_was_signed() -> None:
    text = page(replace(notice(), sealed=SEALED))
    assert "1,234,567 entries" in text
    assert SEALED.root in text
    assert SEALED.key in text
    assert 'class="sealed"' not in page(notice())


def test_the_word_document_has_it_too() -> None:
    document = Document(io.BytesIO(write(replace(notice(), sealed=SEALED), ["docx"])["docx"]))
    assert any(SEALED.root in paragraph.text.replace("\u00a0", " ") for paragraph in document.paragraphs)
