"""Windows over a long text, so that no word goes unheard: they overlap, and their number grows in step with the text."""

from collections.abc import Iterator

SIZE = 126
"""Tokens a window; with the two that mark its ends, 128, as in training."""

OVERLAP = 32
"""Tokens that two neighbours share: what stands across an edge of one stands whole inside the other."""


def windows(count: int, size: int = SIZE, overlap: int = OVERLAP) -> Iterator[tuple[int, int]]:
    """(start, end) of each window over `count` tokens, in order; one, perhaps empty, where all fit. The last one is full."""
    start = 0
    while start + size < count:
        yield start, start + size
        start += size - overlap
    yield max(0, min(start, count - size)), count
