"""One RE2 Set holds the words of the lexicon, the clues of every pattern and the gates: it says what is worth trying.

The Set reads a comment word by word, and what it said of a word is kept: people use few words, so almost every word has
been read before. What comes out is a number in which each bit says that one set of clues of one way is there.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

import re2

from rules.detect.clues import MOST, Piece, expression, forget
from rules.detect.phrases import options
from rules.detect.syntax import ways_of
from rules.text import GATES

_KEPT, _LONGEST = 20_000, 40
"""Words of which it is kept what the Set said, and the longest such word, in characters: a bound on memory."""

_SET_MEMORY = 64 << 20
_ALIVE = "^"
"""Matches every word: a Set that says nothing has run out of memory, which RE2 tells in no other way."""


class Sieve:
    """Which patterns may match a text, and whether a gate says that it may be disguised."""

    def __init__(self, patterns: Sequence[str]) -> None:
        known: dict[str, Piece] = {}
        ways = [(owner, way) for owner, text in enumerate(patterns) for way in ways_of(text, known)]
        self._owners = [owner for owner, _ in ways]
        self._size = len(ways)
        self._full = (1 << self._size) - 1
        self._gate = 1 << (MOST * self._size)
        self._base = 0
        bits: dict[str, int] = {}
        for number, (_, way) in enumerate(ways):
            for place in range(MOST):
                bit = 1 << (place * self._size + number)
                if place >= len(way):
                    self._base |= bit
                    continue
                for clue in way[place]:
                    bits[clue] = bits.get(clue, 0) | bit
        self._words = _Words(bits, self._gate)
        forget()

    def candidates(self, text: str) -> tuple[list[int], bool]:
        """Numbers of the patterns worth trying, in order; True beside them when a gate stands open."""
        seen = reduce(or_, map(self._words.__getitem__, text.split(" ")), self._base)
        gated = bool(seen & self._gate)
        found = seen & self._full
        for place in range(1, MOST):
            found &= seen >> (place * self._size)
        if not found:
            return [], gated
        return sorted(set(self._owned(found))), gated

    def _owned(self, found: int) -> Iterable[int]:
        while found:
            last = found & -found
            yield self._owners[last.bit_length() - 1]
            found ^= last


class _Words(dict[str, int]):
    """For each word the bits of the clues in it; read by the Set when it is first met."""

    def __init__(self, bits: dict[str, int], gate: int) -> None:
        super().__init__()
        chosen = options()
        chosen.max_mem = _SET_MEMORY
        self._set = re2.Set.SearchSet(chosen)
        self._bits: list[int] = []
        self._same: dict[int, int] = {}  # thousands of words mean the same: one number for all of them
        for text, meaning in [(_ALIVE, 0), *((gate_text, gate) for gate_text in GATES)]:
            self._add(text, meaning)
        for clue in sorted(bits):
            self._add(expression(clue), bits[clue])
        self._set.Compile()

    def _add(self, text: str, meaning: int) -> None:
        self._set.Add(text)
        self._bits.append(self._same.setdefault(meaning, meaning))

    def __missing__(self, word: str) -> int:
        found = self._set.Match(word.encode("utf-8", "replace"))
        if found is None:
            raise MemoryError("the RE2 Set of the rulebook has run out of memory")
        seen = reduce(or_, map(self._bits.__getitem__, found), 0)
        if len(word) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[word] = self._same.get(seen, seen)
        return seen
