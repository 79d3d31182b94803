"""One RE2 Set holds the words of the lexicon, the clues of every pattern and the gates: it says what is worth trying.

The Set reads a comment word by word, and what it said of a word is kept: people use few words, so almost every word has
been read before. What comes out is a number in which each bit says that one set of clues of one way is there.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

import re2

from rules.detect.clues import MOST, Clues, expression
from rules.detect.phrases import options
from rules.text import GATES

_KEPT, _LONGEST = 20_000, 40
"""Words of which it is kept what the Set said, and the longest such word, in characters: a bound on memory."""

_SET_MEMORY = 64 << 20
_ALIVE = "^"
"""Matches every word: a Set that says nothing has run out of memory, which RE2 tells in no other way."""


class Sieve:
    """Which patterns may match a text, and whether a gate says that it may be disguised."""

    def __init__(self, known: Clues) -> None:
        ways = [(owner, way) for owner, mine in enumerate(known.ways) for way in mine]
        self._owners = [owner for owner, _ in ways]
        self._size = len(ways)
        self._full = (1 << self._size) - 1
        self._gate = 1 << (MOST * self._size)
        self._base = 0
        places: list[list[int]] = [[] for _ in known.sets]
        for number, (_, way) in enumerate(ways):
            for place in range(MOST):
                if place < len(way):
                    places[way[place]].append(place * self._size + number)
                else:
                    self._base |= 1 << (place * self._size + number)
        self._words = _Words(known, places, self._gate)

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

    def __init__(self, known: Clues, places: Sequence[Sequence[int]], gate: int) -> None:
        """`places`: the bits of each set of clues."""
        super().__init__()
        chosen = options()
        chosen.max_mem = _SET_MEMORY
        self._set = re2.Set.SearchSet(chosen)
        self._set.Add(_ALIVE)
        self._meaning: dict[int, int] = {0: 0}  # by number in the Set; what a clue means is worked out when it is met
        for number, text in enumerate(GATES, 1):
            self._set.Add(text)
            self._meaning[number] = gate
        self._first = len(self._meaning)
        for text in map(expression, known.clues):
            self._set.Add(text)
        self._set.Compile()
        self._places, self._octets = places, gate.bit_length() // 8 + 1
        self._sets: list[list[int]] = [[] for _ in known.clues]
        for at, clues in enumerate(known.sets):
            for clue in clues:
                self._sets[clue].append(at)
        self._same: dict[int, int] = {}  # thousands of words mean the same: one number for all of them

    def _means(self, number: int) -> int:
        """The bits of one entry of the Set."""
        found = self._meaning.get(number)
        if found is None:
            octets = bytearray(self._octets)
            for one in self._sets[number - self._first]:
                for place in self._places[one]:
                    octets[place >> 3] |= 1 << (place & 7)
            found = int.from_bytes(octets, "little")
            found = self._meaning[number] = self._same.setdefault(found, found)
        return found

    def __missing__(self, word: str) -> int:
        found = self._set.Match(word.encode("utf-8", "replace"))
        if found is None:
            raise MemoryError("the RE2 Set of the rulebook has run out of memory")
        seen = reduce(or_, map(self._means, found), 0)
        if len(word) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[word] = self._same.get(seen, seen)
        return seen
