"""`fold`: the readings of a text in which words are looked for, each with offsets back to the original code points.

In every reading words stand one space apart: commas before a space, hyphens and line breaks do not come between them
(a line break ends a sentence). That keeps patterns plain, which is what makes matching thousands of them quick.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import re2

from rules.model.finding import Span
from rules.text.characters import LOOKALIKES, PUNCTUATION, invisible, is_latin, is_mark, latin
from rules.text.disguise import DISGUISES, Letter, undisguised

_FOREIGN = r"[\x{80}-\x{9f}\x{ad}\x{c0}-\x{1fff}\x{200b}-\x{200c}\x{200e}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{2100}-\x{218f}\x{2460}-\x{24ff}\x{2c00}-\x{2dff}\x{2e80}-\x{d7ff}\x{f900}-\x{fe0e}\x{fe10}-\x{1efff}\x{1f100}-\x{1f1ff}\x{e0000}-\x{e007f}]|[a-z][\x{200d}\x{fe0f}]"  # noqa: E501 - code point ranges
"""Letters, marks and controls beyond ASCII; not emoji, which are read as they are."""

GATES: tuple[str, ...] = (_FOREIGN, *DISGUISES)
"""Patterns that say a plain reading may not be enough. A detector puts them into its own set, so clean text pays nothing."""

_GATE = re2.compile("|".join(f"(?:{gate})" for gate in GATES))
_DISGUISED = re2.compile("|".join(f"(?:{gate})" for gate in DISGUISES))
_APART = re.compile(r"[,;:]*[\s-]+")
"""What may stand between two words; linear, one class after another."""


class Variant:
    """One reading of a text, with the way back to the original (worked out only when a span is asked for)."""

    __slots__ = ("__dict__", "_letters", "name", "text")

    def __init__(self, name: str, text: str, letters: Sequence[Letter] | str) -> None:
        self.name = name
        self.text = text
        self._letters = letters

    @cached_property
    def where(self) -> Sequence[int]:
        """For each character of `text`, the position in the original that it was read from."""
        if not isinstance(self._letters, str):
            return tuple(at for _, at in _spaced(self._letters))
        lowered = self._letters.translate(PUNCTUATION).lower()
        if "\n" in lowered or len(lowered) != len(self._letters):
            return tuple(at for _, at in _spaced(_lowered(self._letters)))
        if len(lowered) == len(self.text):
            return range(len(lowered))
        return _places(lowered)

    def span(self, start: int, end: int) -> Span:
        """The original code points that `text[start:end]` was read from; `start < end` is required."""
        return Span(self.where[start], self.where[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Folded:
    """All readings of one text; the first is always the plain lower-cased one."""

    original: str
    variants: tuple[Variant, ...]


def plain(text: str) -> Variant:
    """Lower-cased, typographic quotes and dashes made plain, words one space apart."""
    lowered = text.lower() if text.isascii() else text.translate(PUNCTUATION).lower()
    if "\n" in lowered:
        lowered = lowered.replace("\n", ". ")
    return Variant("plain", _APART.sub(" ", lowered), text)


def _places(text: str) -> list[int]:
    """Where each character kept by `_APART.sub` stood."""
    kept: list[int] = []
    done = 0
    for gap in _APART.finditer(text):
        kept.extend(range(done, gap.start() + 1))
        done = gap.end()
    kept.extend(range(done, len(text)))
    return kept


def _lowered(text: str) -> list[Letter]:
    """Every character of the lower-cased text with its place; one may become two when lower-cased."""
    return [(part, at) for at, char in enumerate(text.translate(PUNCTUATION)) for part in char.lower()]


def _spaced(letters: Sequence[Letter]) -> list[Letter]:
    """The same as `_APART.sub`, keeping each character's place."""
    broken: list[Letter] = []
    for char, at in letters:
        broken.extend([(".", at), (" ", at)] if char == "\n" else [(char, at)])
    text = "".join(char for char, _ in broken)
    kept: list[Letter] = []
    done = 0
    for gap in _APART.finditer(text):
        kept += broken[done : gap.start()]
        kept.append((" ", broken[gap.start()][1]))
        done = gap.end()
    return kept + broken[done:]


def fold(text: str) -> Folded:
    """Every reading worth matching: plain always, readable and undisguised ones only when a gate says they may differ."""
    first = plain(text)
    if not _GATE.search(first.text):
        return Folded(text, (first,))
    letters = _readable(text)
    return Folded(text, tuple(_distinct(first, letters)))


def _distinct(first: Variant, letters: Sequence[Letter]) -> Iterator[Variant]:
    seen = {first.text}
    yield first
    for name, reading in _readings(letters):
        variant = Variant(name, "".join(char for char, _ in _spaced(reading)), reading)
        if variant.text not in seen:
            seen.add(variant.text)
            yield variant


def _readings(letters: Sequence[Letter]) -> Iterator[tuple[str, Sequence[Letter]]]:
    yield "readable", letters
    if _DISGUISED.search("".join(char for char, _ in letters)):
        yield from undisguised(letters)


def _readable(text: str) -> list[Letter]:
    """Invisible characters gone, look-alikes and styled letters read as Latin, other scripts left whole."""
    if text.isascii():
        return [(char, at) for at, char in enumerate(text.lower())]
    letters: list[Letter] = []
    for word in _words(text.translate(PUNCTUATION)):
        letters.extend(_read_word(word))
    return letters


def _words(text: str) -> Iterator[list[Letter]]:
    """Runs of letters, marks and invisible characters together; everything else one by one."""
    word: list[Letter] = []
    for at, char in enumerate(text):
        if char.isalnum() or (not char.isascii() and (is_mark(char) or invisible(char))):
            word.append((char, at))
            continue
        if word:
            yield word
        word = []
        yield [(char, at)]
    if word:
        yield word


def _read_word(word: list[Letter]) -> list[Letter]:
    visible = [(char, at) for char, at in word if char.isascii() or not invisible(char)]
    letters = [char for char, _ in visible if char.isalpha()]
    looks_latin = all(is_latin(c) or c.lower() in LOOKALIKES or c in LOOKALIKES for c in letters)
    read: list[Letter] = []
    after_latin = False
    for char, at in visible:
        if not char.isascii() and is_mark(char):
            if not after_latin:
                read.append((char, at))
            continue
        shown = _read_char(char, looks_latin)
        after_latin = shown.isascii()
        read.extend((part, at) for part in shown)
    return read


def _read_char(char: str, looks_latin: bool) -> str:
    if char.isascii():
        return char.lower()
    if looks_latin:
        alike = LOOKALIKES.get(char) or LOOKALIKES.get(char.lower())
        if alike:
            return alike
    return latin(char)
