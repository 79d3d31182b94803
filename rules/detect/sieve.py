"""The words of the lexicon, the clues of every pattern and the gates: the sieve says which patterns are worth trying.

It reads a comment word by word, and what it knows of a word is kept: people use few words, so almost every word has been
read before. Of the ways in which a pattern can match, one is only thought of when the rarest of its clues is there, its
key; whether the others are there too, one number says, in which each bit stands for a set of clues. Two words side by
side are a clue as well: most patterns are made of words that everybody uses, in an order that hardly anybody does.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from itertools import chain
from operator import add, or_

import re2

from rules.detect.clues import Clues, begins, ends, expression
from rules.detect.phrases import options
from rules.detect.rarity import EDGE, PAIR
from rules.text import GATES

_KEPT, _LONGEST = 20_000, 40
"""Words of which it is kept what they say, and the longest such word, in characters: a bound on memory."""

_SET_MEMORY = 64 << 20
_ALIVE = "^"
"""Matches every word: a Set that says nothing has run out of memory, which RE2 tells in no other way."""

_MANY = 100
"""Words of a text from which it is worth looking at each only once."""

_NOTHING, _GATED = -1, -2
"""What an entry of the Set says that is no clue: nothing, or that a gate stands open."""

_GATE = 1
"""The bit of the gates; those of the sets of clues follow."""

_WHOLE = re.compile(f"{EDGE}([0-9A-Za-z_]+){EDGE}")
_PARTS = re.compile("[0-9A-Za-z_]+")
"""A run of what RE2 takes for the letters of a word: `\\b` stands at either end of it and nowhere within."""

_END = 1 << 20
"""Ends of words are numbered in steps of it, so that a sum says which end and which beginning make a pair."""

Keyed = tuple[tuple[int, int], ...]
"""Of each way that a clue is the key of: the bits of its other sets, and the number of its pattern."""

Seen = tuple[int, Keyed]
"""What a clue says: bits of the sets it is in, and the ways it is the key of."""

Word = tuple[int, Keyed, int, int]
"""The same of a word, and the numbers of its end and its beginning, each of them half of a pair; 0 where it is of none."""


class Sieve:
    """Which patterns may match a text, and whether a gate says that it may be disguised."""

    def __init__(self, known: Clues) -> None:
        self._always = frozenset(owner for owner, ways in enumerate(known.ways) if [] in ways)
        self._means = _Meaning(known)
        pairs = [(number, *clue.partition(PAIR)) for number, clue in enumerate(known.clues) if PAIR in clue]
        halves = [(number, ends(one), begins(other[:-1])) for number, one, _, other in pairs]
        last = {end: _END * at for at, end in enumerate(dict.fromkeys(end for _, end, _ in halves), 1)}
        first = {begin: at for at, begin in enumerate(dict.fromkeys(begin for *_, begin in halves), 1)}
        self._pairs = {last[end] + first[begin]: number for number, end, begin in halves}
        self._paired = frozenset(self._pairs)
        self._words = _Words(known.clues, self._means, last, first)

    def candidates(self, text: str) -> tuple[list[int], bool]:
        """Numbers of the patterns worth trying, in order; True beside them when a gate stands open."""
        words = text.split(" ")
        bits, keyed, last, first = zip(*map(self._words.__getitem__, words), strict=True)
        seen = reduce(or_, bits)
        ways = list(filter(None, keyed if len(words) < _MANY else dict(zip(words, keyed, strict=True)).values()))
        for pair in self._paired.intersection(map(add, last, first[1:])):
            also, own = self._means[self._pairs[pair]]
            seen |= also
            ways.append(own)
        found = self._always.union([owner for own in ways for others, owner in own if others & seen == others])
        return sorted(found), bool(seen & _GATE)


class _Meaning(dict[int, Seen]):
    """What each clue says, worked out when it is first met. Sets that are often asked for have the small bits."""

    def __init__(self, known: Clues) -> None:
        super().__init__({_NOTHING: (0, ()), _GATED: (_GATE, ())})
        asked = Counter(at for ways in known.ways for way in ways for at in way[1:])
        self._bits = {at: _GATE << place for place, (at, _) in enumerate(asked.most_common(), 1)}
        self._ways: dict[int, list[tuple[list[int], int]]] = {}
        for owner, ways in enumerate(known.ways):
            for key, *others in filter(None, ways):
                self._ways.setdefault(key, []).append((others, owner))
        self._sets = known.sets

    def __missing__(self, clue: int) -> Seen:
        sets = self._sets[clue]
        bits = reduce(or_, (self._bits.get(at, 0) for at in sets), 0)
        keyed = [(self._all(others), owner) for at in sets for others, owner in self._ways.get(at, ())]
        self[clue] = found = bits, tuple(dict.fromkeys(keyed))
        return found

    def _all(self, sets: Iterable[int]) -> int:
        return reduce(or_, map(self._bits.__getitem__, sets), 0)


class _Words(dict[str, Word]):
    """For each word what it says, read when it is first met: by one RE2 Set, or, for clues that are a whole word of ASCII
    (two in five), by looking them up. That halves the Set and the time to make it."""

    def __init__(self, clues: Iterable[str], means: _Meaning, last: dict[str, int], first: dict[str, int]) -> None:
        """`last`, `first`: numbers of the ends and the beginnings of words that are half of a pair."""
        super().__init__()
        self._means, self._last, self._first = means, last, first
        chosen = options()
        chosen.max_mem = _SET_MEMORY
        self._set = re2.Set.SearchSet(chosen)
        for text in (_ALIVE, *GATES):
            self._set.Add(text)
        self._numbers = [_NOTHING, *(_GATED for _ in GATES)]  # by place in the Set
        self._whole: dict[str, int] = {}
        for number, clue in enumerate(clues):
            if whole := _WHOLE.fullmatch(clue):
                self._whole[whole[1]] = number
            elif PAIR not in clue:
                self._set.Add(expression(clue))
                self._numbers.append(number)
        self._set.Compile()

    def __missing__(self, word: str) -> Word:
        found = self._set.Match(word.encode("utf-8", "replace"))
        if found is None:
            raise MemoryError("the RE2 Set of the rulebook has run out of memory")
        clues = [self._numbers[place] for place in found]
        clues += [self._whole.get(part, _NOTHING) for part in _PARTS.findall(word)]
        said = [self._means[clue] for clue in clues]
        keyed = tuple(dict.fromkeys(chain.from_iterable(own for _, own in said)))
        bits = reduce(or_, (one for one, _ in said), 0)
        seen: Word = bits, keyed, self._last.get(ends(word), 0), self._first.get(begins(word), 0)
        if len(word) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[word] = seen
        return seen
