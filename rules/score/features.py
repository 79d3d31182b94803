"""What the linear scorer sees of a text: words, pairs of words, and runs of three to five letters, as numbered buckets."""

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]")
RUNS = (3, 4, 5)
LONGEST_WORD = 40
"""Letters of one word whose runs are looked at apart; a longer word is cut into several."""


def words(text: str) -> list[str]:
    """Lower-cased words and signs; a very long word comes in pieces, so that none is left out."""
    found = _WORD.findall(text.lower())
    return [word[at : at + LONGEST_WORD] for word in found for at in range(0, len(word), LONGEST_WORD)]


def buckets(said: Sequence[str], count: int) -> list[int]:
    """The buckets of some words, each once, in rising order. `count` is a power of two."""
    return sorted({crc32(part.encode("utf-8", "surrogatepass")) & (count - 1) for part in _parts(said)})


def _parts(said: Sequence[str]) -> Iterator[str]:
    before = "^"
    for word in said:
        yield f"1{word}"
        yield f"2{before} {word}"
        before = word
        edged = f"<{word}>"
        for size in RUNS:
            for at in range(len(edged) - size + 1):
                yield f"3{edged[at : at + size]}"
