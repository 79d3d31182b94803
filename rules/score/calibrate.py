"""From raw scores to calibrated ones: a rising line of whole numbers for each head."""

from bisect import bisect_right
from collections.abc import Sequence

from rules.score.card import MOST, Point


def raw(logit: float) -> int:
    """A log-odds in whole thousandths; what is no number at all (a broken model) raises ValueError."""
    return max(-MOST, min(MOST, round(logit * 1000)))


def calibrated(value: int, line: Sequence[Point]) -> int:
    """Where `value` stands on the line, 0 to 1000, by whole-number interpolation."""
    at = bisect_right(line, (value, 1001))
    if at == 0:
        return line[0][1]
    if at == len(line):
        return line[-1][1]
    (x0, y0), (x1, y1) = line[at - 1], line[at]
    return y0 + (y1 - y0) * (value - x0) // (x1 - x0)
