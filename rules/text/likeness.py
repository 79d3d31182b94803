"""Whether two texts say nearly the same: runs of four letters in common, in thousandths. Whole numbers, nothing kept.

A sketch is the least of the numbers of its runs, so that a long text costs no more memory than a short one and two sketches
are compared without their texts. It is made where it is needed and kept nowhere: it would tell whether a guess is right.
"""

from heapq import nsmallest
from zlib import crc32

from rules.text.fold import fold

RUN = 4
LEAST = 64
"""Numbers in a sketch: of texts with no more runs than that the likeness is exact, of longer ones within about a tenth."""

NEARLY = 600
"""From so many thousandths in common two texts are nearly the same: a word or a number changed in a sentence or two."""

Sketch = frozenset[int]


def sketch(text: str) -> Sketch:
    """Of the letters and digits of the last reading, so that case, spacing and disguise make no difference. Linear."""
    letters = "".join(char for char in fold(text).variants[-1].text if char.isalnum())
    raw = letters.encode("utf-8", "surrogatepass")
    if len(raw) <= RUN:
        return frozenset({crc32(raw)}) if raw else frozenset()
    return frozenset(nsmallest(LEAST, {crc32(raw[start : start + RUN]) for start in range(len(raw) - RUN + 1)}))


def alike(one: Sketch, other: Sketch) -> int:
    """What they have in common, in thousandths of all there is in either; nothing is like nothing."""
    together = nsmallest(LEAST, one | other)
    return 1000 * len(one & other & frozenset(together)) // len(together) if together else 0
