"""The fallback where onnxruntime is absent: one weighted sum over hashed words and letter runs for each head.

Weights are whole numbers in safetensors layout (a length, a JSON header, raw arrays), so that nothing is unpickled.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from itertools import starmap
from math import sqrt
from typing import Any

from rules.score.calibrate import calibrated, raw
from rules.score.card import BadModel, Card
from rules.score.clean import cleaned
from rules.score.features import buckets, words
from rules.score.windows import windows

WINDOW, OVERLAP = 100, 25
"""In words."""


class LinearScorer:
    """Built from the bytes of `linear.safetensors` and `card.json`; safe to use from several threads."""

    name = "linear"

    def __init__(self, weights: bytes, card: Card) -> None:
        """Raises BadModel."""
        self.heads = card.heads
        fitted = card.scorers["linear"]
        self._lines = [fitted.calibration[head] for head in card.heads]
        self.digest = sha256(b"linear 1\n" + sha256(weights).digest() + fitted.model_dump_json().encode()).hexdigest()
        arrays = _arrays(weights)
        self._weights = arrays["weights"]
        self._scale, self._bias = arrays["scale"].tolist(), arrays["bias"].tolist()
        self._buckets, heads = self._weights.shape
        if heads != len(card.heads) or self._buckets & (self._buckets - 1):
            raise BadModel("linear.safetensors: it has not the heads of card.json, or no power of two of buckets")

    def score(self, text: str) -> tuple[int, ...]:
        """The highest score each head reaches in any window, calibrated."""
        best = (max(column) for column in zip(*self.raw(text), strict=True))
        return tuple(starmap(calibrated, zip(map(raw, best), self._lines, strict=True)))

    def raw(self, text: str) -> list[tuple[float, ...]]:
        """Log-odds by window and head."""
        said = words(cleaned(text))
        return [self._sum(buckets(said[a:b], self._buckets)) for a, b in windows(len(said), WINDOW, OVERLAP)]

    def _sum(self, hit: list[int]) -> tuple[float, ...]:
        sums = self._weights[hit].sum(axis=0, dtype="int64").tolist()
        length = sqrt(max(1, len(hit)))
        return tuple(s * scale / length + bias for s, scale, bias in zip(sums, self._scale, self._bias, strict=True))


_TYPES = {"I8": "int8", "F64": "<f8"}


def _arrays(data: bytes) -> Mapping[str, Any]:
    """The arrays of a safetensors file. Raises BadModel."""
    import numpy as np

    try:
        size = int.from_bytes(data[:8], "little")
        header = json.loads(data[8 : 8 + size])
        return {
            name: np.frombuffer(data[8 + size :][slice(*about["data_offsets"])], _TYPES[about["dtype"]]).reshape(
                about["shape"]
            )
            for name, about in header.items()
            if name in ("weights", "scale", "bias")
        }
    except (ValueError, KeyError, TypeError) as error:
        raise BadModel(f"linear.safetensors: not readable ({type(error).__name__}: {error})") from None
