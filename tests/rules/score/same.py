"""Scores of many comments as one digest, down to the last bit: run as a process of its own by `test_same.py`.

python -m tests.rules.score.same COUNT SEED
"""

import random
import struct
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from bot.resources import model_files
from bot.train.comments import read
from rules.score import build
from rules.score.onnx import OnnxScorer
from tests.rules.score import kit

WRITTEN = Path(__file__).parents[3] / "training" / "comments"


def scorer() -> OnnxScorer:
    """The model that Doorstep ships; the tiny one where there is none yet."""
    made = build(model_files() or kit.files()).scorer
    assert isinstance(made, OnnxScorer)
    return made


def texts(count: int, seed: int) -> list[str]:
    """Comments of the training text, some joined to long ones, in an order drawn from the seed."""
    said = [one.text for file in sorted(WRITTEN.glob("*.txt")) for one in read(file.read_text("utf-8"), file.name)]
    drawn = random.Random(seed)
    return [" ".join(drawn.choices(said, k=1 if number % 50 else 12)) for number in range(count)]


def bits(model: OnnxScorer, text: str) -> bytes:
    """Every raw score of every window, as the eight bytes it is."""
    return b"".join(struct.pack("<d", value) for window in model.raw(text) for value in window)


def digest(model: OnnxScorer, said: Sequence[str]) -> str:
    whole = sha256()
    for text in said:
        whole.update(bits(model, text))
        whole.update(struct.pack(f"<{len(model.heads)}H", *model.score(text)))
    return whole.hexdigest()


if __name__ == "__main__":
    print(digest(scorer(), texts(int(sys.argv[1]), int(sys.argv[2]))))
