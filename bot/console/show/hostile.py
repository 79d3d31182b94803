"""What people said, made safe to look at: escaped, kept in its own direction, with nothing invisible left invisible.

Comments are hostile input. Bidirectional controls could turn the page's own words round, zero-width letters hide what was
matched, control characters and halves of surrogate pairs break encoders: each is shown as a small label and never passed on.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape

ZWJ, ZWNJ, ENGLAND = "\u200d", "\u200c", "\U0001f3f4"
NAMES = {
    "\u200b": "zero-width space",
    ZWNJ: "zero-width non-joiner",
    ZWJ: "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u061c": "Arabic letter mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of direction",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "isolate",
    "\u2069": "end of isolate",
    "\u2060": "word joiner",
    "\ufeff": "byte-order mark",
    "\u00ad": "soft hyphen",
}
_OTHERS = {"Cs": "half a character", "Cf": "invisible character", "Zl": "line separator", "Zp": "paragraph separator"}
_SHOWN_AS_IS = frozenset("\n\t")
_HIDDEN = frozenset({"Cf", "Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Highlight:
    """Code points `start` to `end` of the text, pointed at by `number` in the list beside it; `tone` is a severity."""

    start: int
    end: int
    number: int
    tone: str


def text(words: str, highlights: Sequence[Highlight] = ()) -> Markup:
    """The whole text with its highlights, as HTML. Nothing in it can act, and nothing in it is lost."""
    marks = [_within(mark, len(words)) for mark in highlights]
    edges = sorted({0, len(words), *(edge for mark in marks for edge in (mark.start, mark.end))})
    parts = [_segment(words, start, end, marks) for start, end in pairwise(edges)]
    return Markup('<bdi class="said" dir="auto">{}</bdi>').format(Markup("").join(parts))


def line(words: str, most: int = 240) -> Markup:
    """One line of it, cut after `most` characters, for lists and names."""
    flat = " ".join(words.split())
    short = flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
    return Markup('<bdi dir="auto">{}</bdi>').format(_safe(short))


def plain(words: str, most: int = 80) -> str:
    """For a page's title: one line with everything invisible left out."""
    flat = " ".join(words.split())[:most]
    return "".join(letter for letter in flat if unicodedata.category(letter) not in _HIDDEN)


def _within(mark: Highlight, length: int) -> Highlight:
    start, end = (min(max(edge, 0), length) for edge in (mark.start, mark.end))
    return Highlight(start, end, mark.number, mark.tone)


def _segment(words: str, start: int, end: int, highlights: Sequence[Highlight]) -> Markup:
    inside = _safe(words[start:end], before=words[start - 1 : start], after=words[end : end + 1])
    on = [mark for mark in highlights if mark.start <= start and end <= mark.end]
    if not on:
        return inside
    ends = [mark.number for mark in on if mark.end == end]
    notes = Markup("").join(Markup('<sup class="note">{}</sup>').format(number) for number in ends)
    return Markup('<mark class="{}">{}{}</mark>').format(" ".join(sorted({mark.tone for mark in on})), inside, notes)


def _safe(words: str, before: str = "", after: str = "") -> Markup:
    around, offset = before + words + after, len(before)
    kinds = [letter if _unseen(around, index + offset) else "" for index, letter in enumerate(words)]
    parts: list[Markup] = []
    at = 0
    for unseen, run in groupby(kinds):
        length = len(list(run))
        parts.append(_label(unseen, length) if unseen else escape(words[at : at + length]))
        at += length
    return Markup("").join(parts)


def _unseen(words: str, index: int) -> bool:
    letter = words[index]
    hidden = letter not in _SHOWN_AS_IS and unicodedata.category(letter) in _HIDDEN
    return hidden and not _belongs(words, index)


def _belongs(words: str, index: int) -> bool:
    """Joiners inside an emoji or between letters of a script that needs them, and the tags of a nation's flag, may stay."""
    letter, before = words[index], words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    if letter in (ZWJ, ZWNJ):
        return _joins(before) and _joins(after)
    tag = "\U000e0020" <= letter <= "\U000e007f"
    return tag and (before == ENGLAND or "\U000e0020" <= before <= "\U000e007e")


def _joins(letter: str) -> bool:
    if not letter:
        return False
    emoji = letter == "\ufe0f" or letter >= "\U0001f000" or unicodedata.category(letter) == "So"
    return emoji or "\u0600" <= letter <= "\u0dff"


def _label(letter: str, times: int) -> Markup:
    name = NAMES.get(letter) or _OTHERS.get(unicodedata.category(letter), "control character")
    count = f" ×{times}" if times > 1 else ""
    return Markup('<span class="unseen" title="U+{}">[{}{}]</span>').format(f"{ord(letter):04X}", name, count)
