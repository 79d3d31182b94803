"""One network in int8 ONNX, run on one thread, one window at a time, without padding.

Dynamic int8 takes the scale of each activation from what is in the batch, so two texts in one batch would change each
other's scores. One text a run makes a score a function of that text alone.
"""

from collections.abc import Sequence
from typing import Any

from rules.score.card import BadModel

_UNFUSED = ["SkipLayerNormFusion", "BiasGeluFusion"]
"""Larger operations that take longer on a processor than their parts: without them a run takes five sixths of the time."""


class Network:
    """Token numbers in, log-odds out, one a head; safe to use from several threads."""

    def __init__(self, name: str, model: bytes, heads: int, threads: int = 1) -> None:
        """`name`: of the file, for errors; `threads`: how many share one run.

        Raises BadModel; ImportError where onnxruntime is absent.
        """
        import numpy as np
        import onnxruntime

        self._np = np
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.enable_cpu_mem_arena = False  # a long comment must not keep its memory for ever
        options.log_severity_level = 4
        try:
            self._session: Any = onnxruntime.InferenceSession(
                model, options, providers=["CPUExecutionProvider"], disabled_optimizers=_UNFUSED
            )
        except Exception as error:  # noqa: BLE001 - onnxruntime raises classes of its own; all mean a file not fit for use
            raise BadModel(f"{name}: {type(error).__name__}: {' '.join(str(error).split())[:160]}") from None
        if self._session.get_outputs()[0].shape[-1] != heads:
            raise BadModel(f"{name}: it has not the heads of card.json")

    def run(self, ids: Sequence[int]) -> list[float]:
        """The log-odds of one window, its marks included."""
        (logits,) = self._session.run(None, {"ids": self._np.array([ids], dtype=self._np.int64)})
        found: list[float] = logits[0].tolist()
        return found
