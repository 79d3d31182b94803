"""The words a pattern cannot match without: its clues.

RE2 tries hundreds of patterns with gaps ("will ... hurt ... you") at once only by remembering every mixture of half-found
ones, and new comments never stop bringing new mixtures. Words have no mixtures. So each pattern is read here once, for
the ways in which it can match, and for each way for sets of words of which one each must stand in the text.

A clue may let a pattern be tried in vain; it can never keep one from a text that it would match. What is written in a
way not known here has the one way that asks for nothing, and is always tried.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import re2

from rules.detect import rarity
from rules.detect.rarity import CLASSES, EDGE, PAIR

MOST = 5
"""Sets of words kept for one way, the rarest."""

_SAY_NOTHING = f"{EDGE}\x01\x03"
"""Signs of which a clue is not made alone."""

Way = tuple[frozenset[str], ...]
"""Sets of clues; a text matched in this way holds one of each."""

ALWAYS: list[Way] = [()]


@dataclass(frozen=True, slots=True)
class Clues:
    """What the patterns of a rulebook need, each thing once: plain lists, so that they can be written down and read again.

    `sets`: by clue, the numbers of the sets that it is in. `ways`: by pattern, each way as numbers of sets, of each of
    which one clue must stand in the text; the first is its key, the one that fewest comments hold.
    """

    clues: list[str]
    sets: list[list[int]]
    ways: list[list[list[int]]]


def numbered(ways: Iterable[Iterable[Way]]) -> Clues:
    """The ways of all patterns, in order, with every set and every clue told once and then called by its number."""
    numbers: dict[frozenset[str], int] = {}
    found = [[[numbers.setdefault(one, len(numbers)) for one in way] for way in mine] for mine in ways]
    sets: dict[str, list[int]] = {clue: [] for clue in sorted(frozenset().union(*numbers))}
    for one, number in numbers.items():
        for clue in one:
            sets[clue].append(number)
    return Clues(list(sets), list(sets.values()), found)


_PRODUCT, _UNION = 64, 4_000
"""The most strings kept when pieces follow one another, and when they stand side by side."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a piece of a pattern says: all strings it can be (`exact`), else sets of which one string each must stand.

    `spaced`: it may be nothing, and whatever else it is ends with a space, as a gap of some words does.
    """

    exact: frozenset[str] | None
    needed: tuple[frozenset[str], ...] = ()
    spaced: bool = False


EMPTY = Piece(frozenset([""]))
ANY = Piece(None)


def ways(branches: Iterable[Piece]) -> list[Way]:
    """The ways of a pattern of these branches. Strings with a rare word of their own share one way."""
    found: list[Way] = []
    rare: dict[int, list[tuple[str, ...]]] = {}
    for branch in branches:
        if branch.exact is None:
            found.append(_rarest(needed(branch))[:MOST])
            continue
        for words in map(_words, sorted(branch.exact)):
            if words and rarity.of(words[0]) <= rarity.RARE:
                rare.setdefault(min(len(words), 2), []).append(words)
            else:
                found.append(tuple(frozenset([word]) for word in words[:MOST]))
    if not all(found):
        return ALWAYS
    shared = (tuple(frozenset(words[k] for words in group) for k in range(size)) for size, group in rare.items())
    return list(dict.fromkeys((*found, *shared)))


def expression(clue: str) -> str:
    """The clue as RE2. The edge of a word is asked for only beside a letter or digit that RE2's `\\b` knows."""
    text = clue.replace(EDGE, "")
    first = r"\b" if clue[0] == EDGE and _plain(text[0]) else ""
    last = r"\b" if clue[-1] == EDGE and _plain(text[-1]) else ""
    return f"{first}{_literal(text)}{last}"


def _literal(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    return (
        re2.escape(text) if CLASSES.keys().isdisjoint(text) else "".join(CLASSES.get(c) or re2.escape(c) for c in text)
    )


def _plain(char: str) -> bool:
    return char in CLASSES or (char.isascii() and (char.isalnum() or char == "_"))


_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""What RE2 takes for the letters of a word."""


def ends(word: str) -> str:
    """The letters and digits, as RE2's `\\b` knows them, with which a word ends; there may be none."""
    return word[len(word.rstrip(_LETTERS)) :]


def begins(word: str) -> str:
    """Those with which it begins."""
    return word[: len(word) - len(word.lstrip(_LETTERS))]


def _pair(first: str, second: str) -> str | None:
    """The clue that two neighbours in a literal are, if the end of the one and the beginning of the other are known."""
    one, other = first.strip(EDGE), second.strip(EDGE)
    if not one or not other or not CLASSES.keys().isdisjoint(one + other):
        return None
    end, begin = ends(one), begins(other)
    if (end == one and first[0] != EDGE) or (begin == other and second[-1] != EDGE):
        return None
    return f"{EDGE}{end}{PAIR}{begin}{EDGE}"


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> tuple[str, ...]:
    """The clues in a literal, the rarest first: two pairs of neighbouring words at most, and the words that stand in none.

    A space on either side is the edge of a word.
    """
    if " " not in text and EDGE not in text[1:-1]:
        return (text,) if text.strip(EDGE) else ()
    parts = text.replace(" ", f"{EDGE} {EDGE}").split(" ")
    edged = list(map(_edged, parts))
    pairs = {
        pair: at for at, (one, other) in enumerate(pairwise(edged)) if one and other and (pair := _pair(one, other))
    }
    rarest = sorted(pairs, key=lambda pair: (rarity.of(pair), pair))[:2]
    inside = {at for pair in rarest for at in (pairs[pair], pairs[pair] + 1)}
    alone = {word for at, word in enumerate(edged) if at not in inside and word.strip(EDGE)}
    return tuple(sorted((*rarest, *alone), key=lambda clue: (rarity.of(clue), clue)))


def _edged(part: str) -> str:
    """A word with what is known of its edges, and none inside."""
    first, last = EDGE if part.startswith(EDGE) else "", EDGE if part.endswith(EDGE) else ""
    return f"{first}{part.replace(EDGE, '')}{last}"


def forget() -> None:
    """Gives back what was kept of words while a rulebook was read."""
    rarity.of.cache_clear()
    _words.cache_clear()


def needed(piece: Piece) -> list[frozenset[str]]:
    """The sets in which every string says something."""
    found = piece.needed if piece.exact is None else (piece.exact,)
    return [one for one in found if one and all(map(_telling, one))]


def _telling(text: str) -> bool:
    """Whether a literal says more than that there are words."""
    return any(clue.strip(_SAY_NOTHING) for clue in _words(text))


def _rarest(sets: Iterable[frozenset[str]]) -> Way:
    """Sets of single words: of each string the rarest word, and beside it the second and the third where there are."""
    split: dict[frozenset[str], None] = {}
    for one in sets:
        words = list(map(_words, one))
        for place in range(min(3, max(map(len, words)))):
            split[frozenset([mine[place] if place < len(mine) else mine[-1] for mine in words])] = None
    return tuple(sorted(split, key=rarity.of_any))


def beside(branches: list[Piece]) -> Piece:
    """One of several: all strings together if they are few, else one set needed of each branch."""
    if len(branches) == 1:
        return branches[0]
    exacts = [branch.exact for branch in branches if branch.exact is not None]
    if len(exacts) == len(branches) and sum(map(len, exacts)) <= _UNION:
        return Piece(frozenset().union(*exacts))
    spaced = all(map(ends_apart, branches))
    sets = [_rarest(needed(branch)) for branch in branches]
    if not all(sets):
        return Piece(None, spaced=spaced)
    depth = min(MOST, max(map(len, sets)))
    joined = (frozenset().union(*(one[min(k, len(one) - 1)] for one in sets)) for k in range(depth))
    return Piece(None, tuple(joined), spaced)


def ends_apart(piece: Piece) -> bool:
    """True when every string of it is empty or ends at a space or at the edge of a word."""
    return piece.spaced if piece.exact is None else all(not text or text[-1] in " " + EDGE for text in piece.exact)


class Run:
    """Pieces one after another: strings are joined as long as they are few; where they are not, a new run begins."""

    def __init__(self) -> None:
        self._needed: list[frozenset[str]] = []
        self._strings = frozenset([""])
        self._broken = False

    def add(self, piece: Piece) -> None:
        """What comes next."""
        if piece.exact is None:
            self._cut(self.at_edge() and piece.spaced)
            self._needed += piece.needed
        else:
            if len(self._strings) * len(piece.exact) > max(_PRODUCT, 2 * len(self._strings), 2 * len(piece.exact)):
                self._cut(self.at_edge())
            self._strings = frozenset([a + b for a in self._strings for b in piece.exact])

    def more(self) -> None:
        """As much again of the last piece may follow."""
        self._cut(edge=False)

    def piece(self) -> Piece:
        if not self._broken:
            return Piece(self._strings)
        return Piece(None, (*self._needed, self._strings), all(text[-1:] == " " for text in self._strings))

    def at_edge(self) -> bool:
        """True when what comes next begins at the edge of a word."""
        return all(text and text[-1] in " " + EDGE for text in self._strings)

    def _cut(self, edge: bool) -> None:
        self._needed.append(self._strings)
        self._strings = frozenset([EDGE if edge else ""])
        self._broken = True
