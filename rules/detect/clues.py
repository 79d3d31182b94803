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

import re2

EDGE = "\x00"
"""In a clue: the edge of a word (`\\b`)."""

MOST = 5
"""Sets of words kept for one way, the rarest."""

Way = tuple[frozenset[str], ...]
"""Sets of clues; a text matched in this way holds one of each."""

ALWAYS: list[Way] = [()]


@dataclass(frozen=True, slots=True)
class Clues:
    """What the patterns of a rulebook need, each thing once: plain lists, so that they can be written down and read again.

    `ways`: by pattern, each way as numbers of `sets`. `sets`: numbers of `clues`, of which one must stand in the text.
    """

    clues: list[str]
    sets: list[list[int]]
    ways: list[list[list[int]]]


def numbered(ways: Iterable[Iterable[Way]]) -> Clues:
    """The ways of all patterns, in order, with every set and every clue told once and then called by its number."""
    sets: dict[frozenset[str], int] = {}
    numbers = [[[sets.setdefault(one, len(sets)) for one in way] for way in mine] for mine in ways]
    clues = {clue: number for number, clue in enumerate(sorted(frozenset().union(*sets)))}
    return Clues(list(clues), [sorted(map(clues.__getitem__, one)) for one in sets], numbers)


_PRODUCT, _UNION = 64, 4_000
"""The most strings kept when pieces follow one another, and when they stand side by side."""

_COMMON = (
    "the to a and i in it is you of my for on that not me have are been with be this your no but was they so we at all "
    "do just what or has if as out now can get from up about one still had there how would will when who them an by he "
    "she more her our us back its like time since flat day got week him their any off go again over need only did could "
    "being new down here why know good because than house home door two people ve never ll dont lot want im nobody going "
    "same last work s t u d m re every some after even please said told say call man woman come hope really something"
).split()
_SHARE = {word: 0.6 / (1 + rank / 6) for rank, word in reversed(list(enumerate(_COMMON)))}
"""About how many comments in one hold the word: enough to tell a rare clue from a common one."""

_RARE = 0.001
"""The same for any other word."""

_MANY = 300
"""A set of more words than these is in most comments."""

_BY_LENGTH = (1.0, 0.9, 0.5, 0.12, 0.03)
"""The same for part of a word, by its length."""


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
        for words in map(_words, branch.exact):
            if words and _share(words[0]) <= _RARE:
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
    return f"{first}{re2.escape(text)}{last}"


def _plain(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")


def share(clues: frozenset[str]) -> float:
    """About how many comments in one hold one of these clues."""
    return 1.0 if len(clues) > _MANY else min(1.0, sum(map(_share, clues)))


@lru_cache(maxsize=1 << 16)
def _share(clue: str) -> float:
    word = clue.strip(EDGE)
    if clue[0] == clue[-1] == EDGE and word[0].isalnum():
        return float(_SHARE.get(word, _RARE))
    return _BY_LENGTH[min(len(word), 4)]


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> tuple[str, ...]:
    """The words of a literal, the rarest first; a space on either side is the edge of a word."""
    if " " not in text and EDGE not in text[1:-1]:
        return (text,) if text.strip(EDGE) else ()
    parts = text.replace(" ", f"{EDGE} {EDGE}").split(" ")
    edged = {(EDGE if p[0] == EDGE else "") + p.replace(EDGE, "") + (EDGE if p[-1] == EDGE else "") for p in parts if p}
    return tuple(sorted((word for word in edged if word.strip(EDGE)), key=lambda word: (_share(word), word)))


def forget() -> None:
    """Gives back what was kept of words while a rulebook was read."""
    _share.cache_clear()
    _words.cache_clear()


def needed(piece: Piece) -> list[frozenset[str]]:
    """The sets in which every string says something."""
    found = piece.needed if piece.exact is None else (piece.exact,)
    return [one for one in found if one and all(map(_words, one))]


def _rarest(sets: Iterable[frozenset[str]]) -> Way:
    """Sets of single words: of each string the rarest word, and beside it the second and the third where there are."""
    split: dict[frozenset[str], None] = {}
    for one in sets:
        words = list(map(_words, one))
        for place in range(min(3, max(map(len, words)))):
            split[frozenset([mine[place] if place < len(mine) else mine[-1] for mine in words])] = None
    return tuple(sorted(split, key=share))


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

    def add(self, piece: Piece, *, more: bool) -> None:
        """`more`: as much again of the same may follow."""
        if piece.exact is None:
            self._cut(self.at_edge() and piece.spaced)
            self._needed += piece.needed
        else:
            if len(self._strings) * len(piece.exact) > max(_PRODUCT, 2 * len(self._strings), 2 * len(piece.exact)):
                self._cut(self.at_edge())
            self._strings = frozenset([a + b for a in self._strings for b in piece.exact])
        if more:
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
