"""What every scorer promises."""

from collections.abc import Mapping
from typing import Protocol


class Scorer(Protocol):
    """Scores one text at a time; never sees another text, so what else is in the queue changes nothing."""

    @property
    def name(self) -> str:
        """Which kind it is, as `doctor` and the model card call it: `onnx` or `linear`."""
        ...

    @property
    def heads(self) -> tuple[str, ...]:
        """What each score is about, in the order of `score`."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of everything the scores depend on: weights, vocabulary, calibration. Kept with every decision."""
        ...

    def score(self, text: str) -> tuple[int, ...]:
        """Calibrated, 0 to 1000: of comments scored 700 about seven in ten were so. The same text, the same scores."""
        ...


Scores = Mapping[str, int]
"""Scores by head."""
