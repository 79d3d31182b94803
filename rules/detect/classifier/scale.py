"""One scale for rules and model: from 300 a person looks, from 500 it is named, from 700 it is sure."""

from rules.score.calibrate import calibrated
from rules.score.card import Threshold

REVIEW, NAMED, SURE = 300, 500, 700


def on_scale(score: int, at: Threshold) -> int:
    """A calibrated score on the one scale: its own thresholds become 300, 500 and 700; straight lines between them."""
    return calibrated(
        score, ((0, 0), (at.review, REVIEW), (at.name, NAMED), (at.act, SURE), (max(1000, at.act + 1), 1000))
    )
