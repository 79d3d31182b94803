"""The transformer: an int8 ONNX model run on one thread, one window at a time, without padding.

Dynamic int8 takes the scale of each activation from what is in the batch, so two texts in one batch would change each
other's scores. One text a run makes a score a function of that text alone.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import starmap
from typing import Any

from rules.score.calibrate import calibrated, raw
from rules.score.card import BadModel, Card
from rules.score.clean import cleaned
from rules.score.windows import windows
from rules.score.wordpiece import WordPiece

_UNFUSED = ["SkipLayerNormFusion", "BiasGeluFusion"]
"""Larger operations that take longer on a processor than their parts: without them a run takes five sixths of the time."""


class OnnxScorer:
    """Built from the bytes of `model.onnx`, `tokenizer.json` and `card.json`; safe to use from several threads."""

    name = "onnx"

    def __init__(self, model: bytes, tokenizer: bytes, card: Card, threads: int = 1) -> None:
        """`threads`: how many share one run. Raises BadModel; ImportError where onnxruntime is absent."""
        import numpy as np
        import onnxruntime

        self._np, self.heads = np, card.heads
        self._words = WordPiece(tokenizer)
        fitted = card.scorers["onnx"]
        self._lines = [fitted.calibration[head] for head in card.heads]
        self.digest = _digest(model, tokenizer, fitted.model_dump_json().encode())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.enable_cpu_mem_arena = False  # a long comment must not keep its memory for ever
        options.log_severity_level = 4
        try:
            self._session: Any = onnxruntime.InferenceSession(
                model, options, providers=["CPUExecutionProvider"], disabled_optimizers=_UNFUSED
            )
        except Exception as error:  # noqa: BLE001 - onnxruntime raises classes of its own; all mean a file not fit for use
            raise BadModel(f"model.onnx: {type(error).__name__}: {' '.join(str(error).split())[:160]}") from None
        if self._session.get_outputs()[0].shape[-1] != len(card.heads):
            raise BadModel("model.onnx: it has not the heads of card.json")

    def score(self, text: str) -> tuple[int, ...]:
        """The highest score each head reaches in any window, calibrated."""
        best = (max(column) for column in zip(*self.raw(text), strict=True))
        return tuple(starmap(calibrated, zip(map(raw, best), self._lines, strict=True)))

    def raw(self, text: str) -> list[tuple[float, ...]]:
        """Log-odds by window and head, as the model gives them."""
        ids = self._words.ids(cleaned(text))
        return [self._run(ids[start:end]) for start, end in windows(len(ids))]

    def _run(self, ids: Sequence[int]) -> tuple[float, ...]:
        given = self._np.array([[self._words.first, *ids, self._words.last]], dtype=self._np.int64)
        (logits,) = self._session.run(None, {"ids": given})
        return tuple(logits[0].tolist())


def _digest(*parts: bytes) -> str:
    whole = sha256(b"onnx 1\n")
    for part in parts:
        whole.update(sha256(part).digest())
    return whole.hexdigest()
