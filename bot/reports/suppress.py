"""Small counts are not shown, and nothing that is shown gives one back.

A count below `smallest` can speak of one person. Leaving out such a count alone is no help where a total stands beside it:
it can be worked out. So with it go the two smallest counts that could be shown (and their equals), until the sum of what
is left out says little: whoever knows this rule still cannot tell which of the small values it is. The attack is a test:
tests/bot/reports/test_suppress.py tries every table that could have led to what is shown.

A line is one thing counted, split one way (by month, by clause). Lines of the same thing share nothing but their total.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Counts as they may be shown. None: not shown."""

    cells: tuple[int | None, ...]
    total: int | None


def line(counts: Sequence[int], smallest: int, total: int | None = None) -> Line:
    """What may be shown of `counts`. `total` is given where the parts overlap, so that their sum is not it."""
    whole = sum(counts) if total is None else total
    if not whole:
        return Line(tuple(counts), 0)
    if whole < smallest:
        return Line((None,) * len(counts), None)
    hidden = _hidden(counts, smallest)
    told = sum(counts[place] for place in hidden)
    if hidden and (len(hidden) == 1 or told < smallest + len(hidden) - 1):
        return Line((None,) * len(counts), whole)
    return Line(tuple(None if place in hidden else count for place, count in enumerate(counts)), whole)


def alone(count: int, smallest: int) -> int | None:
    """One count that is part of no line."""
    return count if not count or count >= smallest else None


def _hidden(counts: Sequence[int], smallest: int) -> set[int]:
    """The places of small counts, and of the two smallest others; what is equal to those goes too."""
    if not any(0 < count < smallest for count in counts):
        return set()
    others = sorted(count for count in counts if count >= smallest)[:2]
    most = others[-1] if others else smallest - 1
    return {place for place, count in enumerate(counts) if 0 < count <= most}
