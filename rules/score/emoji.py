"""Emoji as words for a network: its vocabulary is of letters, and every emoji is the same unknown to it.

The words are those of the Unicode standard, which never change once they are given (its stability policy on names); emoji
younger than Unicode 14, which not every Python has, stay unknown. A shade of skin is left out: it says who speaks and not
what, and a network that was taught by others' text takes a dark thumb for contempt.
"""

import re
import unicodedata
from functools import lru_cache

EDITION = "emoji 1"
"""Of what this file makes of a text; it belongs to the digest of a model that reads it. Another reading, another number."""

MOST = 30
"""So many different ones of a text are named, each once: a page of emoji must not cost a hundred times its length."""

_SHADE = re.compile("[\U0001f3fb-\U0001f3ff]")
_EMOJI = re.compile(
    "([\U0001f1e6-\U0001f1ff]{2})"
    "|[\u231a\u231b\u23e9-\u23f3\u2600-\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f300-\U0001f64f\U0001f680-\U0001f6d7"
    "\U0001f6dd-\U0001f6ec\U0001f6f0-\U0001f6fc\U0001f7e0-\U0001f7eb\U0001f90c-\U0001f93a\U0001f93c-\U0001f945"
    "\U0001f947-\U0001f9ff\U0001fa70-\U0001fa74\U0001fa78-\U0001fa7c\U0001fa80-\U0001fa86\U0001fa90-\U0001faac"
    "\U0001fab0-\U0001faba\U0001fac0-\U0001fac5\U0001fad0-\U0001fad9\U0001fae0-\U0001fae7\U0001faf0-\U0001faf6]"
)
_FLAG = {"\U0001f3f3": "flag", "\U0001f3f4": "flag"}
"""Whose flag it is stands in signs after it, which are not shown: England's must not read as a black one."""

_LETTER = 0x1F1E6 - ord("a")


def named(text: str) -> str:
    """The text with its emoji as their names: "rat makes me nauseated face". Of flags, the two letters of the country."""
    if text.isascii():
        return text
    seen: set[str] = set()

    def name(found: re.Match[str]) -> str:
        emoji = found[0]
        if emoji in seen:
            return " "
        if len(seen) == MOST:
            return emoji
        seen.add(emoji)
        return f" {_name(emoji)} "

    return _EMOJI.sub(name, _SHADE.sub("", text))


@lru_cache(maxsize=4096)
def _name(emoji: str) -> str:
    """In small letters, as the first network reads everything."""
    if len(emoji) == 2:
        return "".join(chr(ord(letter) - _LETTER) for letter in emoji)
    return _FLAG.get(emoji) or unicodedata.name(emoji).lower()
