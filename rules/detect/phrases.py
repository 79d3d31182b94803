"""Turns phrases as people write them in the data files into RE2 patterns.

A space is one space, as in every reading of a comment (`rules.text`: commas, hyphens and line breaks do not come between
words); an apostrophe may be missing; `{name}` stands for a list in `words.yaml`. RE2 only: time grows with the length
of the text, never faster. `\\b` in RE2 knows ASCII alone, so a term with letters beyond ASCII becomes a bare literal
here and its boundaries are checked in code on the few hits (`boundaries_hold`).
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import re2

from rules.text.characters import is_latin, is_mark, latin

_MACRO = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_OPTIONAL_END = re.compile(r"(?<=[|:])([a-z]{2,})([a-z])\?(?=[|)])")
_LOOSE = re.compile(r"\[[^\]]*\]| (?=(?:\(\?:)+(?:\[\^|\\w))|'(?!\?)")


def options() -> re2.Options:
    """Memory for the larger gap patterns; past it RE2 falls back to its slower, still linear, engine without a word."""
    chosen = re2.Options()
    chosen.max_mem = 16 << 20
    chosen.log_errors = False
    return chosen


class Macros:
    """Named word lists: `{role}` in a pattern becomes `(?:manager|officer|...)`."""

    def __init__(self, lists: Mapping[str, Iterable[str] | str]) -> None:
        self._lists = dict(lists)
        self._expanded: dict[str, str] = {}

    def expand(self, pattern: str) -> str:
        """The pattern with every macro replaced; KeyError names one that does not exist."""
        return _MACRO.sub(lambda found: self._of(found.group(1)), pattern)

    def _of(self, name: str) -> str:
        if name not in self._expanded:
            entry = self._lists[name]
            body = entry if isinstance(entry, str) else "|".join(str(item) for item in entry)
            self._expanded[name] = f"(?:{self.expand(body)})"
        return self._expanded[name]


def compile_pattern(pattern: str, macros: Macros) -> str:
    """One pattern of a data file as RE2, with word boundaries around it; a line that ends in `$` or `$)` has its own end."""
    end = "" if pattern.endswith((r"\?", "$", "$)")) else r"\b"
    return rf"\b(?:{_loosen(macros.expand(readable(pattern)))}){end}"


def compile_words(words: Iterable[str]) -> tuple[list[str], tuple[str, ...]]:
    """Plain terms as RE2: those that read as ASCII with boundaries, those of other scripts as bare literals."""
    folded = [readable(word).lower() for word in words]
    ascii_words = [_loosen(re2.escape(w).replace("\\ ", " ").replace("\\'", "'")) for w in folded if w.isascii()]
    others = tuple(re2.escape(w) for w in folded if not w.isascii())
    return ([rf"\b(?:{'|'.join(ascii_words)})\b"] if ascii_words else []), others


def readable(phrase: str) -> str:
    """Latin letters with marks as plain ones, as `rules.text` reads a comment; other scripts stay as they are."""
    return phrase if phrase.isascii() else "".join(latin(c) if is_latin(c) else c for c in phrase)


def _loosen(pattern: str) -> str:
    return _LOOSE.sub(_looser, _spelled_out(pattern))


def _spelled_out(pattern: str) -> str:
    """`(?:dope|dorks?)` as `(?:dope|dork|dorks)`: whole words are what RE2's prefilter can scan for."""
    return _OPTIONAL_END.sub(lambda found: f"{found[1]}|{found[1]}{found[2]}", pattern)


def _looser(found: re.Match[str]) -> str:
    """An apostrophe may be missing; before a gap of some words the noun may carry an `'s` (the lift's been stuck)."""
    piece = found.group(0)
    if piece.startswith("["):
        return piece
    return "(?:'s)? " if piece == " " else "'?"


def boundaries_hold(text: str, start: int, end: int) -> bool:
    """True when no letter, digit or mark of any script touches `text[start:end]` from outside."""
    return not (start > 0 and _inside_word(text[start - 1])) and not (end < len(text) and _inside_word(text[end]))


@lru_cache(maxsize=4096)
def _inside_word(char: str) -> bool:
    return char.isalnum() or is_mark(char) or char == "_"
