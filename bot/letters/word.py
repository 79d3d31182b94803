"""A page as a Word document, for editing: headings, paragraphs, lists and quotations as Word's own styles.

Made from the finished page, so that there is one set of templates. Words go in as text of a run: no field, formula or link
can come of them.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from bot.letters.pdf import FAMILY

STYLES = {"h1": "Heading 1", "h2": "Heading 2", "p": "Normal", "li": "List Bullet", "blockquote": "Quote"}
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The zip format's earliest time: the file's own bytes must not tell when it was made twice."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold (XML 1.0, 2.2): half characters and non-characters, which somebody's words can hold."""


@dataclass
class _Block:
    style: str
    language: str
    runs: list[tuple[str, bool]] = field(default_factory=list)


class _Reading(HTMLParser):
    """The page's blocks in order. White space folds as a browser folds it, but not inside a quotation."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self.block: _Block | None = None
        self.title = ""
        self.language = "en"
        self._languages: list[tuple[str, str]] = []
        self._bold = 0
        self._in: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "html":
            self.language = told.get("lang") or self.language
        if tag == "div":
            self._languages.append((tag, told.get("lang") or self._now()))
        if tag in STYLES:
            self.block = _Block(STYLES[tag], self._now())
            self.blocks.append(self.block)
        if tag == "br" and self.block:
            self.block.runs.append(("\n", False))
        self._bold += tag == "strong"
        self._in += [tag] if tag in {"title", "style", "blockquote"} else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._languages:
            self._languages.pop()
        if tag in STYLES:
            self.block = None
        self._bold -= tag == "strong"
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        inside = self._in[-1] if self._in else ""
        if inside == "title":
            self.title += data
        elif inside != "style" and self.block is not None:
            words = data if inside == "blockquote" else _folded(data)
            self.block.runs.append((words, self._bold > 0))

    def _now(self) -> str:
        return self._languages[-1][1] if self._languages else self.language


def word(page: str, size: int, author: str, made: datetime) -> bytes:
    """The page as a .docx with a body of `size` points: same page, same bytes. Raises nothing for any words."""
    reading = _Reading()
    reading.feed(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", page))
    reading.close()
    document = Document()
    _style(document, size)
    _properties(document, reading, author, made)
    for block in reading.blocks:
        _add(document, block, reading.language)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _folded(data: str) -> str:
    lead, trail = data[:1].isspace(), data[-1:].isspace()
    return f"{' ' if lead else ''}{' '.join(data.split())}{' ' if trail and data.strip() else ''}"


def _style(document: Any, size: int) -> None:
    for name, points in (("Normal", size), ("Heading 1", round(size * 1.4)), ("Heading 2", round(size * 1.15))):
        style = document.styles[name]
        style.font.name, style.font.size = FAMILY, Pt(points)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FAMILY)
        style.font.color.rgb = None
        style.paragraph_format.space_after = Pt(size * 0.5)
    document.styles["Quote"].font.italic = False  # slanted letters are hard to read


def _properties(document: Any, reading: _Reading, author: str, made: datetime) -> None:
    told = document.core_properties
    author = _NO_XML.sub("", author)[:250]
    told.title, told.author, told.language = " ".join(reading.title.split())[:250], author, reading.language
    told.created = told.modified = made.astimezone(UTC)
    told.last_modified_by, told.comments, told.revision = author, "", 1


def _add(document: Any, block: _Block, language: str) -> None:
    paragraph = document.add_paragraph(style=block.style)
    text_so_far = ""
    for words, bold in block.runs:
        fresh = words.lstrip(" ") if not text_so_far or text_so_far.endswith((" ", "\n")) else words
        text_so_far += fresh
        if fresh:
            run = paragraph.add_run(fresh)
            run.bold = bold or None
            if block.language != language:
                _in_language(run, block.language)


def _in_language(run: Any, language: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(mark)  # noqa: SLF001 - python-docx has no call for a run's language


def _without_times(packed: bytes) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(ZipInfo(entry.filename, EPOCH), old.read(entry), ZIP_DEFLATED)
    return buffer.getvalue()
