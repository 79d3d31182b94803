"""Emoji as words for a network: its vocabulary is of letters, and every emoji is the same unknown to it.

The words are those of the Unicode standard, which never change once they are given (its stability policy on names).
"""

import re
import unicodedata
from functools import lru_cache

_RUN = re.compile("([\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001fbff])\\1*")
"""Symbols, one or the same again and again; no rules, boxes and arrows, with which people draw."""

_SKIN = {"\U0001f3fb": "light skin", "\U0001f3fc": "light skin", "\U0001f3fd": "brown skin", "\U0001f3fe": "dark skin",
         "\U0001f3ff": "dark skin"}  # fmt: skip
_LETTER = "REGIONAL INDICATOR SYMBOL LETTER "


def named(text: str) -> str:
    """The text with each emoji as its name: "rat makes me nauseated face". The same one many times is named once."""
    return text if text.isascii() else _RUN.sub(lambda run: _name(run[1]), text)


@lru_cache(maxsize=4096)
def _name(char: str) -> str:
    """Between blanks; of a flag its letters, which stand side by side; what has no name stays."""
    if char in _SKIN:
        return f" {_SKIN[char]} "
    name = unicodedata.name(char, "")
    if name.startswith(_LETTER):
        return name.removeprefix(_LETTER).lower()
    return f" {name.lower()} " if name else char
