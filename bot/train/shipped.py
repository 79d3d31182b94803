"""The weights of a model as it ships, read back from 8 bits, so that it can be taught further.

What was rounded stays rounded: the weights lie within half a step of those that were taught, and are rounded again when they
are written. `onnx` is needed, as for training, so it is imported here only.
"""

from pathlib import Path
from typing import Any

from bot.train.network import HIDDEN, LAYERS, network

_MATRICES = "oud"
"""The three matrices of a layer besides attention, in the order in which they are written."""


class NotOurs(ValueError):
    """A model that `bot.train.export` did not write; one line that says what it lacks."""


def shipped(model: Path, heads: int) -> Any:
    """A network with the weights of `model.onnx`. Raises OSError, NotOurs, ImportError (no torch or onnx)."""
    import torch

    state = {name: torch.tensor(value) for name, value in _state(model).items()}
    made = network(heads)
    try:
        made.load_state_dict(state)
    except RuntimeError as other:
        raise NotOurs(f"{model}: another network: {' '.join(str(other).split())[:200]}") from None
    return made


def _state(model: Path) -> dict[str, Any]:
    import numpy as np

    held = _held(model)
    try:
        matrices = iter(_whole(held, name[: -len("_quantized")]) for name in held if _matrix(name))
        state = {name: value for name, value in held.items() if name.endswith((".weight", ".bias"))}
        kind = next(value for name, value in held.items() if name.startswith("onnx::Add") and value.shape == (HIDDEN,))
        for at in range(LAYERS):
            qkv, bias = _whole(held, f"Attention_{at}_qkv_weight"), held[f"Attention_{at}_qkv_bias"]
            for place, part in enumerate("qkv"):
                own = slice(place * HIDDEN, (place + 1) * HIDDEN)
                state |= {f"layers.{at}.{part}.weight": qkv[:, own].T, f"layers.{at}.{part}.bias": bias[own]}
            state |= {f"layers.{at}.{part}.weight": next(matrices).T for part in _MATRICES}
        state["word.weight"] = _whole(held, "word.weight")
        state["head.weight"] = _whole(held, "head.weight_Transposed").T
    except (KeyError, StopIteration):
        raise NotOurs(f"{model}: holds no weights as `doorstep train` writes them") from None
    state["kind.weight"] = np.stack([kind, np.zeros_like(kind)])  # only the first kind of token is ever used
    return {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in state.items()}


def _held(model: Path) -> dict[str, Any]:
    """Every array of the file by its name."""
    import onnx
    from onnx import numpy_helper

    data = model.read_bytes()
    try:
        graph = onnx.load_from_string(data).graph
        return {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    except Exception as error:  # noqa: BLE001 - onnx and protobuf raise classes of their own; all mean a file that is no model
        raise NotOurs(f"{model}: no model: {type(error).__name__}: {' '.join(str(error).split())[:160]}") from None


def _matrix(name: str) -> bool:
    return name.startswith("onnx::MatMul_") and name.endswith("_quantized")


def _whole(held: dict[str, Any], name: str) -> Any:
    """A matrix from its steps: (steps - zero point) x size of a step, the latter two one for all or one a column."""
    steps = held[f"{name}_quantized"].astype("float32")
    return (steps - held[f"{name}_zero_point"].astype("float32")) * held[f"{name}_scale"]
