"""The second signal where a model is sure and no rule agrees: a sum over the words, which knows nothing of their order.

What it says is a sign: too little for anybody to look, enough to agree with a model that is sure (`docs/decisions/0019`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rules.detect.classifier.scale import NAMED, on_scale
from rules.model.finding import Finding, Ground
from rules.score import Scorer
from rules.score.card import Threshold

SCORE = 200
"""What a sign scores, like those of `signs.yaml`."""


class Second:
    """A scorer of another make than the first, with its own thresholds. Holds no state between comments."""

    def __init__(self, scorer: Scorer, thresholds: Mapping[str, Threshold]) -> None:
        self._scorer, self._thresholds = scorer, thresholds
        self.digest = scorer.digest

    def sign(self, finding: Finding, head: str, readings: Iterable[str]) -> Finding | None:
        """A sign that stands for the same words as the model's finding, where one reading of the comment is called by its
        name here too; else None."""
        place = self._scorer.heads.index(head)
        score = max(self._scorer.score(text)[place] for text in readings)
        if on_scale(score, self._thresholds[head]) < NAMED:
            return None
        return replace(finding, score=SCORE, rule=f"{Ground.WORDS.value}.{head}", ground=Ground.WORDS)
