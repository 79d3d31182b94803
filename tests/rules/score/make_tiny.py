"""Makes `tiny.onnx`, `tiny_specialist.onnx` and `tiny.json`: networks of a few kilobytes with the inputs, outputs
and arithmetic of the real ones.

It knows nothing: its weights are drawn by chance, with a seed. Run with what training runs on, from the repository's root:
python -m tests.rules.score.make_tiny
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
SIZE = 16
WORDS = "a the you i we it is are gas leak damp useless idiot kill hurt thanks gate ! . , ? '".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def main() -> None:
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from rules.score.words import HEADS

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    pieces = list(dict.fromkeys([*marks, *WORDS, *LETTERS, *(f"##{letter}" for letter in LETTERS)]))
    vocab = {piece: number for number, piece in enumerate(pieces)}
    (HERE / "tiny.json").write_text(json.dumps({"model": {"type": "WordPiece", "vocab": vocab}}) + "\n")

    class Tiny(torch.nn.Module):
        def __init__(self, heads: int) -> None:
            super().__init__()
            self.word = torch.nn.Embedding(len(vocab), SIZE)
            self.mix = torch.nn.Linear(SIZE, SIZE)
            self.head = torch.nn.Linear(2 * SIZE, heads)

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            x = torch.nn.functional.gelu(self.mix(self.word(ids)))
            return self.head(torch.cat([x.mean(1), x.max(1).values], -1)) * 3

    whole = HERE / "whole.onnx"
    for name, heads in (("tiny", len(HEADS)), ("tiny_specialist", 1)):
        torch.manual_seed(7)
        torch.onnx.export(
            Tiny(heads).eval(),
            (torch.full((1, 8), 5),),
            str(whole),
            input_names=["ids"],
            output_names=["logits"],
            dynamic_axes={"ids": {1: "tokens"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, HERE / f"{name}.onnx", weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()


if __name__ == "__main__":
    main()
