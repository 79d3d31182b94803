"""Which words a score rests on: the strongest sentence or clause read alone; the whole where no part of it says so alone."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from rules.model.finding import Span
from rules.score.promise import Scores

MOST = 6
"""Parts compared at a time. A long text is cut into so many, then its strongest part: the cost grows with the length."""

SHORT = 90
"""Characters that need no cutting to be a quotation: most comments are no longer, and each cut costs another reading."""

_SENTENCE = re.compile(r"(?<![.!?\u2026])[.!?\u2026]+[\"')\]\u201d\u2019]*\s+|\n+")
_CLAUSE = re.compile(
    r"[,;:()\u2013\u2014]\s+|(?<!\s)\s+(?=(?:but|and|or|because|cos|so|then|if|unless)\s)", re.IGNORECASE
)
"""Linear: a run of stops, or of spaces, is only tried from where it begins."""

Ask = Callable[[str], Scores]
"""Scores of a text alone."""


class Pieces:
    """The parts of one comment; each is scored once, whatever asks for it."""

    def __init__(self, text: str, ask: Ask) -> None:
        self._text, self._ask = text, ask
        self._known: dict[tuple[int, int], Scores] = {}

    def strongest(self, head: str, enough: int) -> Span:
        """The smallest part whose own score for `head` is at least `enough`, found by going into the strongest one."""
        chosen = _trimmed(self._text, 0, len(self._text))
        while parts := self._parts(chosen):
            best = max(parts, key=lambda part: self._scores(part)[head])
            if self._scores(best)[head] < enough:
                break
            chosen = best
        return Span(*chosen)

    def _scores(self, part: tuple[int, int]) -> Scores:
        if part not in self._known:
            self._known[part] = self._ask(self._text[slice(*part)])
        return self._known[part]

    def _parts(self, whole: tuple[int, int]) -> list[tuple[int, int]]:
        """Sentences, else clauses, at most MOST of them; none where there is only one, or it is short."""
        if whole[1] - whole[0] <= SHORT:
            return []
        for pattern in (_SENTENCE, _CLAUSE):
            cuts = [found.end() for found in pattern.finditer(self._text, *whole)]
            parts = _joined([whole[0], *cuts, whole[1]])
            trimmed = [_trimmed(self._text, *part) for part in parts]
            told = [part for part in trimmed if part[0] < part[1]]
            if len(told) > 1:
                return told
        return []


def _joined(edges: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbours put together until there are at most MOST parts, as even in number as can be."""
    step = -(-(len(edges) - 1) // MOST)
    kept = [*edges[:-1:step], edges[-1]]
    return [(a, b) for a, b in pairwise(kept) if a < b]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
