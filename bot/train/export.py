"""From trained weights to `model.onnx`: whole-comment scores of one text at a time, weights as 8-bit integers.

Run with what training runs on (torch, onnx, onnxruntime); none of it is needed to run Doorstep, so it is imported here only.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

OPSET = 17
"""The first with LayerNormalization as one operation."""

HIDDEN, ATTENTION, LAYERS = 384, 12, 6


def export(weights: Path, folder: Path, tokenizer: Path) -> int:
    """Write `model.onnx` and `tokenizer.json` into `folder` from a state dict of `bot.train.net.Net`; the size in bytes.

    The model takes `ids` (one row of token numbers, its marks included) and gives `logits` (one row, a column a head).
    """
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    state = torch.load(weights, map_location="cpu", weights_only=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole, fused = Path(scratch) / "whole.onnx", Path(scratch) / "fused.onnx"
        torch.onnx.export(
            encoder(state).eval(),
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
            folder / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": 1},
        )
    return (folder / "model.onnx").stat().st_size


def _fuse(whole: Path, fused: Path) -> None:
    """Attention, normalisation and GELU as one operation each: a third of the time."""
    from onnxruntime.transformers import optimizer

    made = optimizer.optimize_model(str(whole), model_type="bert", num_heads=ATTENTION, hidden_size=HIDDEN)
    made.save_model_to_file(str(fused))


def encoder(state: dict[str, Any]) -> Any:  # long: one network, read as one
    """The network of a state dict, for one text without padding: mean and maximum over its tokens, one linear layer."""
    import torch
    from torch import nn
    from torch.nn import functional

    class Layer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            for name in "qkvo":
                setattr(self, name, nn.Linear(HIDDEN, HIDDEN))
            self.u, self.d = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
            self.n1, self.n2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

        def forward(self, x: Any) -> Any:
            def split(part: Any) -> Any:
                return part.view(1, -1, ATTENTION, HIDDEN // ATTENTION).transpose(1, 2)

            q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
            weights = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / (HIDDEN // ATTENTION) ** 0.5, -1)
            x = self.n1(x + self.o(torch.matmul(weights, v).transpose(1, 2).reshape(1, -1, HIDDEN)))
            return self.n2(x + self.d(functional.gelu(self.u(x))))

    class Encoder(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.word = nn.Embedding(len(state["word.weight"]), HIDDEN)
            self.pos, self.kind = nn.Embedding(len(state["pos.weight"]), HIDDEN), nn.Embedding(2, HIDDEN)
            self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
            self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
            self.head = nn.Linear(2 * HIDDEN, len(state["head.bias"]))

        def forward(self, ids: Any) -> Any:
            x = self.norm(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.kind.weight[0])
            for layer in self.layers:
                x = layer(x)
            return self.head(torch.cat([x.mean(1), x.max(1).values], -1))

    network = Encoder()
    network.load_state_dict(state)
    return network
