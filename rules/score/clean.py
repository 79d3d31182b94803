"""The text as a scorer is given it: NFKC, without invisible characters. What was said stays as it was."""

import unicodedata
from functools import lru_cache

from rules.text.characters import invisible


def cleaned(text: str) -> str:
    """The cleaned text; character by character, so in step with its length."""
    return text if text.isascii() else "".join(map(_shown, text))


@lru_cache(maxsize=8192)
def _shown(char: str) -> str:
    """What is left of one character; a lone surrogate, which no model knows, becomes a question mark."""
    if char.isascii():
        return char
    if invisible(char):
        return ""
    return "?" if "\ud800" <= char <= "\udfff" else unicodedata.normalize("NFKC", char)
