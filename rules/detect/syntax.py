"""Reads RE2 as the data files write it, for the clues of a pattern: `ways_of`. What is not known here is no clue."""

import re
from collections.abc import Iterable

from rules.detect.clues import (
    ALWAYS,
    ANY,
    EMPTY,
    Clues,
    Piece,
    Run,
    Way,
    beside,
    ends_apart,
    forget,
    numbered,
    ways,
)
from rules.detect.rarity import EDGE

_CLASS = 12
"""Letters of a class up to which each is spelled out."""

_NAMED = {"a-z": "\x01", "0-9": "\x02", "d": "\x02", "w": "\x03"}
"""Classes that have a sign of their own in a clue."""

_SPELLED = 8
"""Times that something repeated is spelled out."""

_SPECIAL = re.compile(r"\\.|\[\^?\]?[^\]]*\]|[()]")
_PLAIN = re.compile(r"[^\\\[\](){}|.^$*+?]+")
_WORDS = re.compile(r"\?:[^\\\[\](){}.^$*+?]*")
_TIMES = re.compile(r"([?*+]|\{(\d+)(,?)(\d*)\})\??")
_WHOLE = re.compile(r"\\b\(\?:(.*)\)(?:\\b)?", re.DOTALL)
_EDGE = Piece(frozenset([EDGE]))
_COUNTS: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


class _Unknown(ValueError):
    """The pattern is written in a way not known here."""


def clues_of(patterns: Iterable[str]) -> Clues:
    """What each of the patterns needs. It takes a second or two for a whole rulebook; what comes out can be kept."""
    known: dict[str, Piece] = {}
    found = numbered([ways_of(pattern, known) for pattern in patterns])
    forget()
    return found


def ways_of(pattern: str, known: dict[str, Piece]) -> list[Way]:
    """The ways in which the pattern can match. `known` keeps groups once read: many patterns name the same word lists."""
    try:
        return ways(_Parser(pattern, known).branches())
    except (ValueError, IndexError, KeyError):
        return ALWAYS


def _closing(pattern: str) -> dict[int, int]:
    """Where each bracket opened in the pattern is closed."""
    opened: list[int] = []
    closed: dict[int, int] = {}
    for found in _SPECIAL.finditer(pattern):
        if found.group() == "(":
            opened.append(found.start())
        elif found.group() == ")":
            closed[opened.pop()] = found.start()
    return closed


class _Parser:
    def __init__(self, pattern: str, known: dict[str, Piece]) -> None:
        self._text = pattern
        self._known = known
        self._closes = _closing(pattern)
        self._at = 0

    def branches(self) -> list[Piece]:
        """The branches of the whole pattern; of `\\b(?:...)\\b` those inside."""
        around = _WHOLE.fullmatch(self._text)
        if around is None or self._closes.get(2) != around.end(1):
            return self._to_the_end(len(self._text), begins=False, ends=False)
        self._at = around.start(1)
        return self._to_the_end(around.end(1), begins=True, ends=self._text.endswith(r"\b"))

    def _to_the_end(self, end: int, *, begins: bool, ends: bool) -> list[Piece]:
        found = [self._sequence(begins, ends)]
        while self._text[self._at : self._at + 1] == "|":
            self._at += 1
            found.append(self._sequence(begins, ends))
        if self._at != end:
            raise _Unknown
        return found

    def _sequence(self, begins: bool, ends: bool) -> Piece:
        """Pieces up to the next branch. `begins`, `ends`: the edge of a word stands before and behind."""
        run = Run()
        run.add(_EDGE if begins else EMPTY)
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            piece = self._atom(run.at_edge(), ends)
            least, most = self._times()
            if least == 0:
                exact = piece.exact | {""} if piece.exact is not None and most == 1 else None
                piece = Piece(exact, spaced=ends_apart(piece))
            for _ in range(min(max(1, least), _SPELLED)):
                run.add(piece)
            if (least > 0 and least != most) or least > _SPELLED:
                run.more()
        run.add(_EDGE if ends else EMPTY)
        return run.piece()

    def _atom(self, begins: bool, ends: bool) -> Piece:
        letters = _PLAIN.match(self._text, self._at)
        if letters:
            end = letters.end()
            if end - self._at > 1 and self._text[end : end + 1] in ("?", "*", "+", "{"):
                end -= 1  # what is repeated is the last letter alone
            text, self._at = self._text[self._at : end], end
            return Piece(frozenset([text]))
        char = self._text[self._at]
        self._at += 1
        if char == "(":
            return self._group(begins, ends)
        if char == "[":
            return self._class()
        if char == "\\":
            return self._escape()
        if char in "^$":
            return EMPTY
        if char == ".":
            return ANY
        raise _Unknown

    def _group(self, begins: bool, ends: bool) -> Piece:
        end = self._closes[self._at - 1]
        after = self._text[end + 1 : end + 3]
        edge = after[:1] == " " or after == r"\b" or (after[:1] in ("", "|", ")") and ends)
        inside = self._text[self._at : end]
        key = f"{begins:d}{edge:d}{inside}"
        piece = self._known.get(key)
        if piece is None:
            piece = self._known[key] = self._read_group(inside, end, begins, edge)
        self._at = end + 1
        return piece

    def _read_group(self, inside: str, end: int, begins: bool, ends: bool) -> Piece:
        if _WORDS.fullmatch(inside):
            first, last = EDGE if begins else "", EDGE if ends else ""
            return Piece(frozenset([f"{first}{word}{last}" for word in inside[2:].split("|")]))
        if inside.startswith("?") and not inside.startswith("?:"):
            raise _Unknown
        self._at += 2 if inside.startswith("?:") else 0
        return beside(self._to_the_end(end, begins=begins, ends=ends))

    def _escape(self) -> Piece:
        char = self._text[self._at]
        self._at += 1
        if char == "b":
            return Piece(frozenset([EDGE]))
        if char in "wd":
            return Piece(frozenset([_NAMED[char]]))
        if char in "WDsS":
            return ANY
        if char in "BAz":
            return EMPTY
        if char.isalnum():
            raise _Unknown
        return Piece(frozenset([char]))

    def _class(self) -> Piece:
        end = self._text.index("]", self._at + 1)
        inside, self._at = self._text[self._at : end], end + 1
        if "[" in inside:
            raise _Unknown
        if inside in _NAMED:
            return Piece(frozenset([_NAMED[inside]]))
        if inside.startswith("^") or "\\" in inside:
            return ANY
        letters: set[str] = set()
        for first, last in re.findall(r"(.)-(.)", inside):
            letters.update(map(chr, range(ord(first), ord(last) + 1)))
        letters.update(re.sub(r".-.", "", inside))
        return Piece(frozenset(letters)) if len(letters) <= _CLASS else ANY

    def _times(self) -> tuple[int, int | None]:
        found = _TIMES.match(self._text, self._at)
        if not found:
            return 1, 1
        self._at = found.end()
        if found[1] in _COUNTS:
            return _COUNTS[found[1]]
        least = int(found[2])
        return least, int(found[4]) if found[4] else None if found[3] else least
