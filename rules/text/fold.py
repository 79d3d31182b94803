"""`fold`: the readings of a text in which words are looked for, each with offsets back to the original code points.

In every reading words stand one space apart: commas before a space, hyphens and line breaks do not come between them
(a line break ends a sentence). That keeps patterns plain, which is what makes matching thousands of them quick.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress
from typing import Protocol

import re2

from rules.model.finding import Span
from rules.text.characters import punctuated, readable
from rules.text.disguise import DOUBLED, LONE, SPELLED, Form, squeezed, stretched, undisguised
from rules.text.disguise import GATES as DISGUISES
from rules.text.spelled import Word, joined

_FOREIGN = r"[\x{80}-\x{9f}\x{ad}\x{c0}-\x{1fff}\x{200b}-\x{200c}\x{200e}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{2100}-\x{218f}\x{2460}-\x{24ff}\x{2c00}-\x{2dff}\x{2e80}-\x{d7ff}\x{f900}-\x{fe0e}\x{fe10}-\x{1efff}\x{1f100}-\x{1f1ff}\x{e0000}-\x{e007f}]|[a-z][\x{200d}\x{fe0f}]"  # noqa: E501 - code point ranges
"""Letters, marks and controls beyond ASCII; not emoji, which are read as they are."""

GATES: tuple[str, ...] = (_FOREIGN, *DISGUISES, LONE)
"""Signs in one word that a plain reading may not be enough. In a detector's own set they cost clean text nothing."""

_GATE = re2.compile("|".join(f"(?:{gate})" for gate in (_FOREIGN, *DISGUISES, SPELLED)).encode())
_DISGUISED = re2.compile("|".join(f"(?:{gate})" for gate in (*DISGUISES, SPELLED)).encode())
_LONG_GAP = r"(?<![,;:])[,;:]+[\s-]+|[\s-]{2,}"
"""More than one character between two words; linear: a run of signs is only tried from where it begins."""

_GAP = re.compile(_LONG_GAP)
_APART = re.compile(rf"{_LONG_GAP}|[^\S ]|-")
"""What stands between two words and is not one space."""

_LEFT = re.compile(r"[,;:\s]\s|[^\S ]")
"""What the quick way leaves standing; linear."""

_TOKEN = re.compile(r"\s+|\S+")


_BEGINS_ONE = bytes(octet & 0xC0 != 0x80 for octet in range(256))
"""Whether a character begins with this octet of UTF-8."""


class Places(Protocol):
    """For each character of a reading, the position in the original that it was read from."""

    def __getitem__(self, at: int, /) -> int: ...


class Variant:
    """One reading of a text, with the way back to the original (worked out only when a span is asked for)."""

    __slots__ = ("__dict__", "_places", "name", "text")

    def __init__(self, name: str, text: str, places: Callable[[], Places]) -> None:
        self.name = name
        self.text = text
        self._places = places

    @cached_property
    def where(self) -> Places:
        """For each character of `text`, the position in the original that it was read from."""
        return self._places()

    @cached_property
    def encoded(self) -> bytes:
        """`text` in UTF-8, for RE2; half a surrogate pair becomes a question mark, one for one."""
        return self.text.encode("utf-8", "replace")

    @cached_property
    def _octets(self) -> list[int]:
        """Where each character begins in `encoded`, and where the last one ends."""
        return [*compress(range(len(self.encoded)), self.encoded.translate(_BEGINS_ONE)), len(self.encoded)]

    def octets(self, start: int, end: int) -> tuple[int, int]:
        """Places of characters as places in `encoded`."""
        return (start, end) if self.text.isascii() else (self._octets[start], self._octets[end])

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Places in `encoded` as places of characters."""
        if self.text.isascii():
            return start, end
        return bisect_left(self._octets, start), bisect_left(self._octets, end)

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
    lowered = punctuated(text).lower()
    return Variant("plain", _apart(lowered), lambda: _places_of_plain(text))


def _apart(lowered: str) -> str:
    """Words one space apart. Few texts need more than these few replacements, each of which is quicker than a pattern."""
    text = lowered.replace("\n", ". ") if "\n" in lowered else lowered
    quick = text.replace(", ", " ") if ", " in text else text
    if "-" in quick or (_left(quick) if quick.isascii() and quick.isprintable() else _LEFT.search(quick)):
        return _APART.sub(" ", text)
    return quick


def _left(text: str) -> bool:
    """What `_LEFT` finds, in a text whose only white space is spaces."""
    return "  " in text or ", " in text or ": " in text or "; " in text


def _places_of_plain(text: str) -> Sequence[int]:
    read = punctuated(text)
    lowered = read.lower()
    if "\n" in lowered or len(lowered) != len(text):
        letters = [(part, at) for at, char in enumerate(read) for part in char.lower()]
        return _spaced("".join(part for part, _ in letters), [at for _, at in letters])
    return _spaced(lowered, range(len(lowered)))


def _spaced(text: str, places: Sequence[int]) -> Sequence[int]:
    """Of `_apart(text)`, the place of each character."""
    if "\n" in text:
        places = [at for char, at in zip(text, places, strict=True) for _ in (". " if char == "\n" else char)]
        text = text.replace("\n", ". ")
    kept: list[int] = []
    done = 0
    for gap in _GAP.finditer(text):
        kept += places[done : gap.start() + 1]
        done = gap.end()
    return [*kept, *places[done:]] if done else places


def fold(text: str, first: Variant | None = None) -> Folded:
    """Every reading worth matching: plain always, readable and undisguised ones only when a gate says they may differ.

    `first`: the plain reading, where it is there already.
    """
    first = first or plain(text)
    if not _GATE.search(first.encoded):
        return Folded(text, (first,))
    seen = {first.text}
    variants = [first]
    for name, words in _readings(_tokens(text)):
        variant = _variant(name, words)
        if variant.text not in seen:
            seen.add(variant.text)
            variants.append(variant)
    return Folded(text, tuple(variants))


class _Places:
    """Of the characters of a reading, where they stood in the original; looked up for the few that are asked for."""

    def __init__(self, said: Sequence[str], words: Sequence[Word]) -> None:
        """`said`: what the words read as, before gaps between them were made one space."""
        self._words = words
        self._ends = list(accumulate(map(len, said)))
        self._after: list[int] = []
        self._left_out: list[int] = []
        left_out = 0
        for gap in _GAP.finditer("".join(said)):
            left_out += gap.end() - gap.start() - 1
            self._after.append(gap.end() - left_out)
            self._left_out.append(left_out)

    def __getitem__(self, at: int) -> int:
        gaps = bisect_right(self._after, at)
        read = at + (self._left_out[gaps - 1] if gaps else 0)
        word = bisect_right(self._ends, read)
        (said, inside), start = self._words[word]
        return start + inside[read - self._ends[word] + len(said)]


def _variant(name: str, words: Sequence[Word]) -> Variant:
    said = [form[0] for form, _ in words]
    text = "".join(said)
    if "\n" in text:
        return _variant(name, [(_broken(form), start) for form, start in words])
    return Variant(name, _apart(text), lambda: _Places(said, words))


def _broken(form: Form) -> Form:
    """A line break ends a sentence."""
    text, places = form
    broken = tuple(at for char, at in zip(text, places, strict=True) for _ in (". " if char == "\n" else char))
    return text.replace("\n", ". "), broken


def _tokens(text: str) -> list[Word]:
    """The readable reading: invisible characters gone, look-alikes and styled letters read as Latin."""
    tokens = _TOKEN.findall(punctuated(text))
    return [*zip(map(readable, tokens), accumulate(map(len, tokens), initial=0), strict=False)]  # one end more


def _readings(words: Sequence[Word]) -> Iterator[tuple[str, Sequence[Word]]]:
    yield "readable", words
    text = "".join([form[0] for form, _ in words])
    if not _DISGUISED.search(text.encode("utf-8", "replace")):
        return
    whole = list(joined(words))
    for place, one in enumerate("il" if "1" in text else "i"):
        read = [(_rooted(form, undisguised(form[0])[place]), start) for form, start in whole]
        said = [form[0] for form, _ in read]
        long = [at for at, word in enumerate(said) if stretched(word)] if stretched("".join(said)) else []
        if not long:
            yield f"undisguised-{one}", read
            continue
        for name, doubled in DOUBLED.items():
            words = list(read)
            for at in long:
                words[at] = squeezed(read[at][0], doubled), read[at][1]
            yield f"undisguised-{one}-{name}", words


def _rooted(written: Form, read: Form) -> Form:
    """`read` says where in the readable word each letter stood; this says where in the word as written."""
    return read if read is written or read[1] == written[1] else (read[0], tuple(written[1][at] for at in read[1]))
