"""From trained weights to `model.onnx`: whole-comment scores of one text at a time, weights as 8-bit integers.

Run with what training runs on (torch, onnx, onnxruntime); none of it is needed to run Doorstep, so it is imported here only.
"""

import shutil
import tempfile
from pathlib import Path

from bot.train.network import ATTENTION, HIDDEN, network

OPSET = 17
"""The first with LayerNormalization as one operation."""


def export(weights: Path, folder: Path, tokenizer: Path, name: str = "model.onnx") -> int:
    """Write `name` and `tokenizer.json` into `folder` from a state dict of `bot.train.network`; the size in bytes.

    The model takes `ids` (one row of token numbers, its marks included) and gives `logits` (one row, a column a head).
    """
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    state = torch.load(weights, map_location="cpu", weights_only=True)
    taught = network(len(state["head.bias"]), words=len(state["word.weight"]))
    taught.load_state_dict(state)
    with tempfile.TemporaryDirectory() as scratch:
        whole, fused = Path(scratch) / "whole.onnx", Path(scratch) / "fused.onnx"
        torch.onnx.export(
            taught.eval(),
            (torch.full((1, 16), 2000),),
            str(whole),
            input_names=["ids"],
            output_names=["logits"],
            dynamic_axes={"ids": {1: "tokens"}},
            opset_version=OPSET,
            dynamo=False,
        )
        _fuse(whole, fused)
        quantize_dynamic(
            fused,
            folder / name,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": 1},
        )
    return (folder / name).stat().st_size


def _fuse(whole: Path, fused: Path) -> None:
    """Attention, normalisation and GELU as one operation each: a third of the time.

    Not fused further with the sums before them: on a processor the larger operations take longer than their parts.
    """
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    wanted = FusionOptions("bert")
    wanted.enable_skip_layer_norm = wanted.enable_bias_skip_layer_norm = wanted.enable_bias_gelu = False
    made = optimizer.optimize_model(
        str(whole), model_type="bert", num_heads=ATTENTION, hidden_size=HIDDEN, optimization_options=wanted
    )
    made.save_model_to_file(str(fused))
