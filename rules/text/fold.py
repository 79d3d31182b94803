"""`fold`: the readings of a text in which words are looked for, each with offsets back to the original code points.

In every reading words stand one space apart: commas before a space, hyphens and line breaks do not come between them
(a line break ends a sentence). That keeps patterns plain, which is what makes matching thousands of them quick.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import re2

from rules.model.finding import Span
from rules.text.characters import PUNCTUATION, readable
from rules.text.disguise import DOUBLED, LONE, SPELLED, Form, squeezed, stretched, undisguised
from rules.text.disguise import GATES as DISGUISES

_FOREIGN = r"[\x{80}-\x{9f}\x{ad}\x{c0}-\x{1fff}\x{200b}-\x{200c}\x{200e}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{2100}-\x{218f}\x{2460}-\x{24ff}\x{2c00}-\x{2dff}\x{2e80}-\x{d7ff}\x{f900}-\x{fe0e}\x{fe10}-\x{1efff}\x{1f100}-\x{1f1ff}\x{e0000}-\x{e007f}]|[a-z][\x{200d}\x{fe0f}]"  # noqa: E501 - code point ranges
"""Letters, marks and controls beyond ASCII; not emoji, which are read as they are."""

GATES: tuple[str, ...] = (_FOREIGN, *DISGUISES, LONE)
"""Signs in one word that a plain reading may not be enough. In a detector's own set they cost clean text nothing."""

_GATE = re2.compile("|".join(f"(?:{gate})" for gate in (_FOREIGN, *DISGUISES, SPELLED)).encode())
_DISGUISED = re2.compile("|".join(f"(?:{gate})" for gate in (*DISGUISES, SPELLED)).encode())
_APART = re.compile(r"[,;:]*[\s-]+")
"""What may stand between two words; linear, one class after another."""

_LEFT = re.compile(r"[,;:\s]\s|[^\S ]")
"""What the quick way leaves standing; linear."""

_TOKEN = re.compile(r"\s+|\S+")


_BEGINS_ONE = bytes(octet & 0xC0 != 0x80 for octet in range(256))
"""Whether a character begins with this octet of UTF-8."""


class Variant:
    """One reading of a text, with the way back to the original (worked out only when a span is asked for)."""

    __slots__ = ("__dict__", "_places", "name", "text")

    def __init__(self, name: str, text: str, places: Callable[[], Sequence[int]]) -> None:
        self.name = name
        self.text = text
        self._places = places

    @cached_property
    def where(self) -> Sequence[int]:
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
    lowered = text.lower() if text.isascii() else text.translate(PUNCTUATION).lower()
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
    lowered = text.translate(PUNCTUATION).lower()
    if "\n" in lowered or len(lowered) != len(text):
        letters = [(part, at) for at, char in enumerate(text.translate(PUNCTUATION)) for part in char.lower()]
        return _spaced("".join(part for part, _ in letters), [at for _, at in letters])
    return _spaced(lowered, range(len(lowered)))


def _spaced(text: str, places: Sequence[int]) -> Sequence[int]:
    """Of `_apart(text)`, the place of each character."""
    if "\n" in text:
        places = [at for char, at in zip(text, places, strict=True) for _ in (". " if char == "\n" else char)]
        text = text.replace("\n", ". ")
    kept: list[int] = []
    done = 0
    for gap in _APART.finditer(text):
        kept += places[done : gap.start()]
        kept.append(places[gap.start()])
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


Word = tuple[Form, int]
"""What a run of letters, or of white space, reads as, and where it begins in the original."""


def _variant(name: str, words: Sequence[Word]) -> Variant:
    def places() -> Sequence[int]:
        flat = [start + at for (_, inside), start in words for at in inside]
        return _spaced("".join(form[0] for form, _ in words), flat)

    return Variant(name, _apart("".join(form[0] for form, _ in words)), places)


def _tokens(text: str) -> list[Word]:
    """The readable reading: invisible characters gone, look-alikes and styled letters read as Latin."""
    return [(readable(found.group()), found.start()) for found in _TOKEN.finditer(text.translate(PUNCTUATION))]


def _readings(words: list[Word]) -> Iterator[tuple[str, Sequence[Word]]]:
    yield "readable", words
    if not _DISGUISED.search("".join(form[0] for form, _ in words).encode("utf-8", "replace")):
        return
    joined = list(_joined(words))
    for one in ("i", "l") if any("1" in form[0] for form, _ in joined) else ("i",):
        read = [(_rooted(form, getattr(undisguised(form[0]), one)), start) for form, start in joined]
        if not any(stretched(form[0]) for form, _ in read):
            yield f"undisguised-{one}", read
            continue
        for name, doubled in DOUBLED.items():
            yield f"undisguised-{one}-{name}", [(squeezed(form, doubled), start) for form, start in read]


def _rooted(written: Form, read: Form) -> Form:
    """`read` says where in the readable word each letter stood; this says where in the word as written."""
    return read if read is written or read[1] == written[1] else (read[0], tuple(written[1][at] for at in read[1]))


def _joined(words: Sequence[Word]) -> Iterator[Word]:
    """Letters alone, one space between them (f u c k), become one word; three at least."""
    at = 0
    while at < len(words):
        letters = list(_spelled(words, at))
        if len(letters) < 3:
            yield words[at]
            at += 1
            continue
        (form, start), last = letters[0], letters[-1][0]
        spelled = [(_letter(one[0]), one, begin - start) for one, begin in letters]
        text = form[0][: spelled[0][0]] + "".join(one[0][k] for k, one, _ in spelled) + last[0][spelled[-1][0] + 1 :]
        places = [one[1][k] + shift for k, one, shift in spelled]
        tail = [place + spelled[-1][2] for place in last[1][spelled[-1][0] + 1 :]]
        yield (text, (*form[1][: spelled[0][0]], *places, *tail)), start
        at += 2 * len(letters) - 1


def _spelled(words: Sequence[Word], at: int) -> Iterator[Word]:
    """Words of one letter, one space apart, from `at` on."""
    while at < len(words) and _letter(words[at][0][0]) >= 0:
        yield words[at]
        if at + 1 >= len(words) or words[at + 1][0][0] != " ":
            return
        at += 2


def _letter(word: str) -> int:
    """Where the one letter of a word stands that has nothing else but punctuation; -1 if it is another word."""
    if len(word) > 3:
        return -1
    places = [at for at, char in enumerate(word) if char.isalnum() or char in "@$"]
    return places[0] if len(places) == 1 else -1
