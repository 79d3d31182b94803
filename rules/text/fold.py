"""`fold`: the readings of a text in which words are looked for, each with offsets back to the original code points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import re2

from rules.model.finding import Span
from rules.text.characters import LOOKALIKES, PUNCTUATION, invisible, is_latin, is_mark, latin
from rules.text.disguise import DISGUISES, Letter, undisguised

GATES: tuple[str, ...] = (r"[^\x00-\x7f]", *DISGUISES)
"""Patterns that say a plain reading may not be enough. A detector puts them into its own set, so clean text pays nothing."""

_GATE = re2.compile("|".join(f"(?:{gate})" for gate in GATES))


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a text. `where[i]` is the original position of character i; None means the same position."""

    name: str
    text: str
    where: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The original code points that `text[start:end]` was read from; `start < end` is required."""
        if self.where is None:
            return Span(start, end)
        return Span(self.where[start], self.where[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Folded:
    """All readings of one text; the first is always the plain lower-cased one."""

    original: str
    variants: tuple[Variant, ...]


def plain(text: str) -> Variant:
    """Lower-cased, typographic quotes and dashes made plain; the same length as the original wherever Unicode allows."""
    if text.isascii():
        return Variant("plain", text.lower())
    swapped = text.translate(PUNCTUATION)
    lowered = swapped.lower()
    if len(lowered) == len(text):
        return Variant("plain", lowered)
    return _variant("plain", [(part, at) for at, char in enumerate(swapped) for part in char.lower()])


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
    for name, reading in [("readable", letters), *undisguised(letters)]:
        variant = _variant(name, reading)
        if variant.text not in seen:
            seen.add(variant.text)
            yield variant


def _variant(name: str, letters: Sequence[Letter]) -> Variant:
    return Variant(name, "".join(char for char, _ in letters), tuple(at for _, at in letters))


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
