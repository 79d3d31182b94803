"""How common a clue is in comments: enough to tell a rare one, which is worth waiting for, from one in every comment."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import fsum

EDGE = "\x00"
"""In a clue: the edge of a word (`\\b`)."""

PAIR = " "
"""In a clue: between the end of one word and the beginning of the next (`\x00will you\x00`)."""

CLASSES = {"\x01": "[a-z]", "\x02": "[0-9]", "\x03": "[0-9A-Za-z_]"}
"""Signs that stand in a clue for any one character of a class."""

_COMMON = (
    "the s a and i in it on my to you at for of that is with t ve me he your she one her can there off up m out no not got "
    "all was his from do who be they by what we ll been are have this door so like about them him get down has again back "
    "man our d every if now two had an don here us re put since come please when flat kids new day know says or told go "
    "just somebody still through but old over said time number lad as gone see left reply three someone own tell night how "
    "till could only want going house people nobody did where say ring asked floor office next home last does mum name came "
    "won phone window never lift send letter under four coming ask round fire same week lot then anyone need done everyone "
    "gas take rent let whoever before car more look will first took right dog baby outside little work woman whole room "
    "their manager lads wall went good dad bin years after hub way kitchen nothing open its mine post which found days "
    "officer think call water sent block housing asking school times stairs keep isn morning sat friday any free today wife "
    "should page too year dead well bus lady twice being behind tonight sorry card why weeks were van because six job half "
    "wrong bed nan called gate bins stop bring give desk pay made end something boiler goes month shut thing wants team "
    "tenant lovely live kid bath am line head big would seen landlord ten son girl husband moved bank five comes money face "
    "neighbour heating mother tap minutes needs stair read front lost nine than mr daughter list hear light photo top "
    "landing else form leave roof court answer other saying park family love black u help third knows thank chair sister "
    "side hold doing cut street road gets hall lights tea nice tuesday always estate yours flats away stopped both rang"
).split()
"""The words of the comments for teaching, the commonest first."""

_SHARE = {word: 0.6 / (1 + rank / 6) for rank, word in reversed(list(enumerate(_COMMON)))}
"""About how many comments in one hold the word: enough to tell a rare clue from a common one."""

RARE = 0.001
"""The same for any other word."""

_EDGE_LENGTH = (1.0, 0.3, 0.06, 0.02, 0.006)
"""The same for the beginning or the end of any other word, by its length; a longer one is as rare as a word."""

_BY_LENGTH = (1.0, 0.9, 0.4, 0.1, 0.03)
"""The same for letters anywhere in a word."""

_DIGIT = 0.25
"""The share of comments with a figure in them."""


def of_any(clues: frozenset[str]) -> float:
    """About how many comments in one hold one of these clues."""
    return min(1.0, fsum(map(of, clues)))


@lru_cache(maxsize=1 << 16)
def of(clue: str) -> float:
    """About how many comments in one hold this clue."""
    if PAIR in clue:
        first, second = clue.split(PAIR)
        return of(first + EDGE) * of(EDGE + second)
    word = clue.strip(EDGE)
    if not word:
        return 0.5
    if not word.isascii():
        return RARE
    if not CLASSES.keys().isdisjoint(word):
        return _DIGIT ** word.count("\x02") if "\x02" in word else 1.0
    if clue[0] == clue[-1] == EDGE and word[0].isalnum():
        return _SHARE.get(word, RARE)
    by = _BEGINNING if clue[0] == EDGE else _ENDING if clue[-1] == EDGE else _ANYWHERE
    lengths = _BY_LENGTH if by is _ANYWHERE else _EDGE_LENGTH
    return by.get(word, 0.0) + (lengths[len(word)] if len(word) < len(lengths) else RARE)


def _parts_of(words: Mapping[str, float], parts: Callable[[str], Iterable[str]]) -> Mapping[str, float]:
    """For each part of common words, about how many comments hold it in one of them."""
    found: dict[str, float] = {}
    for word, often in words.items():
        for part in set(parts(word)):
            found[part] = found.get(part, 0.0) + often
    return found


_BEGINNING = _parts_of(_SHARE, lambda word: (word[:end] for end in range(1, len(word) + 1)))
_ENDING = _parts_of(_SHARE, lambda word: (word[start:] for start in range(len(word))))
_ANYWHERE = _parts_of(
    _SHARE, lambda word: (word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1))
)
