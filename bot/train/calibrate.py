"""Fits what stands in `card.json` for a scorer: calibration and thresholds, from comments it has not learned from."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from rules.score.calibrate import calibrated, raw
from rules.score.card import MOST, Fitted, Point, Threshold
from rules.score.words import BEHAVIOURS, SETTLED

STEP = 500
"""Between two points of a calibration line, in thousandths of log-odds."""

FEW = 10
"""With fewer comments that have a mark, a mark is there where it is likelier than not."""

LOOKS = {
    "threat": 14, "privacy": 8, "allegation": 8, "discrimination": 11,
    "abuse": 6, "profanity": 2, "harassment": 5, "spam": 0,
}  # fmt: skip
"""Of a thousand comments without a behaviour, how many may be sent to a person for it. A threat or private details missed
cost somebody more than a look; spam is told by links and names, which every page is full of, so there only the sure ones.
The comments kept back are harder than a page: a fifth of them are doubles of what is sought, in its own words."""

FLOORS = {"spam": 3000}
"""No look below this raw score: on pages we never saw, every handle and shortened link looks a little like an advert."""

WRONGLY = {"safeguarding": 40, "mark:self_harm": 5, "outcome:urgent": 55}
"""The same for needs and marks that send a comment to a person or call one: somebody at risk is seldom, and people say
big words."""

HEARD = {
    "hazard": 2.0, "emergency": 2.0, "safeguarding": 2.0,
    "complaint": 1.5, "repair": 1.5, "adjustment": 1.5, "information_request": 1.5,
}  # fmt: skip
"""How much more hearing one counts than taking another comment for one (the beta of F): a danger to life is not missed to
spare somebody a look, and a need that is only noted costs less than one that nobody hears. Others: 1."""

ACT = 3
"""Of a thousand, how many may be wrongly counted as sure."""

SURE = {"profanity": 0, "threat": 7}
"""The same where it is other: swearing stands in the calmest complaint; of a threat a person is called, who misses nothing
by looking in vain."""


def fit(
    logits: Sequence[Sequence[float]],
    known: Sequence[Mapping[str, float]],
    heads: Sequence[str],
    looks: Mapping[str, int] = LOOKS,
    act: int = ACT,
) -> Fitted:
    """Calibration, and thresholds from the comments of which every behaviour is known.

    `logits`: a row a comment, as `Scorer.raw` gives it; `known`: 1 or 0 by head.
    """
    lines: dict[str, tuple[Point, ...]] = {}
    thresholds: dict[str, Threshold] = {}
    for column, head in enumerate(heads):
        pairs = [
            (raw(row[column]), y > 0.5)
            for row, one in zip(logits, known, strict=True)
            if (y := one.get(head)) is not None
        ]
        lines[head] = line(pairs)
        every = [(calibrated(value, lines[head]), yes) for value, yes in pairs]
        if head in SETTLED:
            scored = [
                (calibrated(raw(row[column]), lines[head]), one[head] > 0.5)
                for row, one in zip(logits, known, strict=True)
                if head in one and one.keys() >= set(BEHAVIOURS)
            ]
            thresholds[head] = (
                threshold(
                    scored, every, looks[head], SURE.get(head, act), calibrated(FLOORS.get(head, -MOST), lines[head])
                )
                if head in BEHAVIOURS
                else best(scored, WRONGLY.get(head, 1000), HEARD.get(head, 1.0))
            )
    return Fitted(calibration=lines, thresholds=thresholds)


def line(pairs: Sequence[tuple[int, bool]]) -> tuple[Point, ...]:
    """Platt's line: a logistic curve through the log-odds, in whole numbers. It always rises."""
    slope, shift = _platt(pairs)

    def share(value: int) -> int:
        return round(1000 / (1 + math.exp(-max(-60.0, min(60.0, slope * value / 1000 + shift)))))

    return tuple((value, share(value)) for value in range(-MOST, MOST + 1, STEP))


def _platt(pairs: Sequence[tuple[int, bool]]) -> tuple[float, float]:
    """Slope (at least a tenth) and shift, by Newton's steps, with Platt's smoothed targets."""
    import numpy as np

    yes = sum(y for _, y in pairs)
    high, low = (yes + 1) / (yes + 2), 1 / (len(pairs) - yes + 2)
    x = np.array([value / 1000 for value, _ in pairs])
    t = np.array([high if y else low for _, y in pairs])
    basis = np.stack([x, np.ones_like(x)], axis=1)
    fitted: Any = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(basis @ fitted, -60, 60)))
        pull = basis.T @ (p - t) + 1e-3 * (fitted - [1.0, 0.0])
        bend = (basis * (p * (1 - p))[:, None]).T @ basis + 1e-3 * np.eye(2)
        fitted = fitted - np.clip(np.linalg.solve(bend, pull), -1, 1)
    return max(0.1, float(fitted[0])), float(fitted[1])


def threshold(
    scored: Sequence[tuple[int, bool]], every: Sequence[tuple[int, bool]], look: int, act: int = ACT, floor: int = 1
) -> Threshold:
    """The lowest that wrongly look at `look`, and are sure of `act`, of a thousand; named where F1 is best between them.

    `scored`: comments to landlords. `every`: those and whatever else says something of the behaviour: what it is called by
    its name must hold elsewhere too.
    """
    without = sorted((score for score, yes in scored if not yes), reverse=True)
    review, sure = max(floor, _above(without, look)), max(floor, _above(without, act))
    named = max(range(review, max(review, sure) + 1, 5), key=lambda at: _f(every, at))
    return Threshold(review=review, name=named, act=max(sure, named), cost=cost(scored, review, max(sure, named)))


def best(scored: Sequence[tuple[int, bool]], wrongly: int = 1000, heard: float = 1.0) -> Threshold:
    """For needs, marks and severities: found where F (of the beta `heard`) is best and at most `wrongly` of a thousand
    without it are taken to have it; sure where hardly one in a thousand is wrong."""
    if sum(yes for _, yes in scored) < FEW:
        return Threshold(review=500, name=500, act=1000, cost=f"too few to choose by; {cost(scored, 500, 1000)}")
    without = sorted((score for score, yes in scored if not yes), reverse=True)
    found = max(max(range(20, 980, 5), key=lambda at: _f(scored, at, heard)), _above(without, wrongly))
    sure = max(found, _above(without, ACT))
    return Threshold(review=found, name=found, act=sure, cost=cost(scored, found, sure))


def cost(scored: Sequence[tuple[int, bool]], review: int, act: int) -> str:
    """What two thresholds cost, in a sentence with counts."""
    there, not_there = [s for s, yes in scored if yes], [s for s, yes in scored if not yes]
    return (
        f"wrongly looked at {sum(s >= review for s in not_there)} of {len(not_there)}, wrongly sure of"
        f" {sum(s >= act for s in not_there)}; missed {sum(s < review for s in there)} of {len(there)},"
        f" not sure of {sum(s < act for s in there)}"
    )


def _above(highest_first: Sequence[int], per_mille: int) -> int:
    """The lowest score that at most so many of a thousand reach; 1 to 1000."""
    allowed = len(highest_first) * per_mille // 1000
    return min(1000, max(1, highest_first[allowed] + 1)) if allowed < len(highest_first) else 1


def _f(scored: Sequence[tuple[int, bool]], at: int, beta: float = 1.0) -> float:
    """F of van Rijsbergen: with beta 2, recall counts twice as much as precision."""
    right = sum(yes and score >= at for score, yes in scored)
    share = beta * beta
    return (1 + share) * right / max(1, sum(score >= at for score, _ in scored) + share * sum(yes for _, yes in scored))
