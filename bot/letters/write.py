"""`write`: one letter in the formats asked for."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path

from bot.letters import pdf
from bot.letters.letter import Letter
from bot.letters.page import page
from bot.letters.word import word

BODY, LARGE = 12, 18
"""Points. Large print is 18 and every format of the letter is in it."""


class Format(StrEnum):
    """The value is the ending of its file."""

    HTML = "html"
    PDF = "pdf"
    WORD = "docx"


def write(letter: Letter, formats: Iterable[str] = Format, folders: tuple[Path, ...] = ()) -> dict[str, bytes]:
    """The letter by format ("html", "pdf", "docx"): the same letter gives the same bytes.

    Where this machine cannot make a PDF there is an "html" in its stead and no "pdf" (`pdf.missing()` says why). `folders`
    hold a landlord's own languages. Raises Incomplete naming what is missing; ValueError for a format there is not.
    """
    wanted = {Format(name) for name in formats}
    if Format.PDF in wanted and pdf.missing():
        wanted = wanted - {Format.PDF} | {Format.HTML}
    text = page(letter, folders)
    return {form.value: _made(form, text, letter) for form in Format if form in wanted}


def _made(form: Format, text: str, letter: Letter) -> bytes:
    match form:
        case Format.HTML:
            return text.encode("utf-8", "replace")
        case Format.PDF:
            return pdf.pdf(text)
        case Format.WORD:
            made = datetime.combine(letter.date, time(12), UTC)
            return word(text, LARGE if letter.large else BODY, letter.landlord.name, made)


def cover_task(letter: Letter) -> str | None:
    """What a person must arrange besides, because no program makes it; None when there is nothing."""
    if not letter.other_formats:
        return None
    asked = ", ".join(letter.other_formats)
    return f"{letter.to.name} asked for: {asked}. Arrange it and send it with this letter ({letter.reference})."
