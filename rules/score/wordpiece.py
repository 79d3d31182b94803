"""WordPiece, as uncased BERT models split words, from the vocabulary in a `tokenizer.json`. Our own, so that
no library that can reach a network comes with it.

Source: Google's `bert/tokenization.py` (BasicTokenizer, WordpieceTokenizer). One difference: a word longer than a hundred
letters is cut into hundreds instead of being given up as unknown, so that insults written without spaces are read.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rules.score.card import BadModel

LONGEST_WORD = 100


_ASCII = re.compile(r"[0-9a-z]{1,100}|[!-/:-@\[-`{-~]")
"""Words and signs of a text in plain lower-case ASCII, which most comments are."""


class WordPiece:
    """Splits text into tokens. Built from the bytes of a `tokenizer.json`; holds no state between texts."""

    def __init__(self, tokenizer: bytes) -> None:
        """Raises BadModel when the bytes are no WordPiece vocabulary with its marks."""
        try:
            self._vocab: Mapping[str, int] = json.loads(tokenizer)["model"]["vocab"]
            self.first, self.last = self._vocab["[CLS]"], self._vocab["[SEP]"]
            self._unknown = self._vocab["[UNK]"]
        except (ValueError, KeyError, TypeError) as error:
            raise BadModel(f"tokenizer.json: no WordPiece vocabulary ({type(error).__name__}: {error})") from None
        self._longest = max(map(len, self._vocab))
        self._pieces = lru_cache(maxsize=20_000)(self._split)

    def ids(self, text: str) -> list[int]:
        """The number of every token of the text in order, without the marks of its ends."""
        plain = text.isascii() and (text.isprintable() or not _CONTROL.search(text))
        words = _ASCII.findall(text.lower()) if plain else _words(text)
        return [number for word in words for number in self._pieces(word)]

    def _split(self, word: str) -> tuple[int, ...]:
        """The longest pieces from the left; the whole word is unknown where some letter is in no piece."""
        pieces: list[int] = []
        start = 0
        while start < len(word):
            found = self._piece(word, start)
            if found is None:
                return (self._unknown,)
            pieces.append(found[0])
            start = found[1]
        return tuple(pieces)

    def _piece(self, word: str, start: int) -> tuple[int, int] | None:
        for end in range(min(len(word), start + self._longest), start, -1):
            part = word[start:end] if start == 0 else "##" + word[start:end]
            if (number := self._vocab.get(part)) is not None:
                return number, end
        return None


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LETTER, _ALONE, _BETWEEN = "letter", "alone", "between"
_DROPPED = frozenset(("Mn", "Cc", "Cf", "Cn", "Co"))


def _words(text: str) -> Iterator[str]:
    """Words and signs, lower-cased, without accents."""
    start = 0
    for at, char in enumerate(text):
        kind = _kind(char)
        if kind == _LETTER and at - start < LONGEST_WORD:
            continue
        yield from _word(text[start:at])
        start = at if kind == _LETTER else at + 1
        if kind == _ALONE:
            yield from _word(char)
    yield from _word(text[start:])


@lru_cache(maxsize=20_000)
def _word(said: str) -> tuple[str, ...]:
    """One word as the vocabulary has it, or none where nothing is left of it."""
    parts = unicodedata.normalize("NFD", said)
    word = "".join(c for c in parts if unicodedata.category(c) not in _DROPPED and c != "\ufffd").lower()
    return (word,) if word else ()


@lru_cache(maxsize=8192)
def _kind(char: str) -> str:
    """A letter of a word, what stands alone (punctuation, Chinese), or what parts words."""
    category = unicodedata.category(char)
    if char in "\t\n\r" or category == "Zs":
        return _BETWEEN
    ascii_sign = char.isascii() and char.isprintable() and not char.isalnum()
    return _ALONE if ascii_sign or category.startswith("P") or _chinese(ord(char)) else _LETTER


def _chinese(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2CEAF or 0xF900 <= code <= 0xFAFF
    )
