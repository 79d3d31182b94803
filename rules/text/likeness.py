"""Whether two texts say nearly the same: runs of four letters in common, in thousandths. Whole numbers, nothing kept."""

from rules.text.fold import fold

RUN = 4
MOST_LETTERS = 1000
"""Of each text: two that are alike for so long are alike, and a long one costs no more than that."""

NEARLY = 600
"""From so many thousandths in common two texts are nearly the same: a word or a number changed in a sentence or two."""


def letters(text: str) -> str:
    """The letters and digits of the last reading, so that case, spacing, punctuation and disguise make no difference."""
    read = text.lower() if text.isascii() else fold(text).variants[-1].text
    return "".join(filter(str.isalnum, read[: 2 * MOST_LETTERS]))[:MOST_LETTERS]


def runs(said: str) -> frozenset[str]:
    """Every run of four in `letters`; a shorter text is one by itself."""
    return frozenset(said[start : start + RUN] for start in range(max(1, len(said) - RUN + 1))) if said else frozenset()


def alike(one: frozenset[str], other: frozenset[str]) -> int:
    """What they have in common, in thousandths of all there is in either; nothing is like nothing."""
    return 1000 * len(one & other) // len(one | other) if one and other else 0
