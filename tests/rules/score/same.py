"""Scores of many comments as one digest, down to the last bit: run as a process of its own by `test_same.py`.

python -m tests.rules.score.same < TEXTS, a JSON list
"""

import json
import random
import struct
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from bot.resources import model_files
from bot.train.comments import read
from rules.score import build
from rules.score.card import read as read_card
from rules.score.onnx import OnnxScorer, file_of
from tests.rules.score import kit

Thing = TypeVar("Thing")

WRITTEN = Path(__file__).parents[3] / "training" / "comments"
LONG_EACH = 50
"""One in so many is of a dozen comments joined, longer than one window of the model."""


@cache
def files() -> dict[str, bytes]:
    """The model that Doorstep ships; the tiny one where there is none."""
    return dict(model_files()) or kit.files()


def scorer() -> OnnxScorer:
    """As Doorstep builds it."""
    made = build(files()).scorer
    assert isinstance(made, OnnxScorer)
    return made


def sharing(threads: int) -> OnnxScorer:
    """The same model, each run of it shared by so many threads of onnxruntime."""
    model, tokenizer, card = (files()[name] for name in ("model.onnx", "tokenizer.json", "card.json"))
    told = read_card(card)
    return OnnxScorer(model, tokenizer, told, threads, {head: files()[file_of(head)] for head in told.asks})


def texts(count: int, seed: int) -> list[str]:
    """Comments of the training text, each at most once while they last, some joined to long ones; drawn by the seed."""
    said = [one.text for file in sorted(WRITTEN.glob("*.txt")) for one in read(file.read_text("utf-8"), file.name)]
    drawn = random.Random(seed)
    drawn.shuffle(said)
    return [
        said[number % len(said)] if (number + 1) % LONG_EACH else " ".join(drawn.choices(said, k=12))
        for number in range(count)
    ]


def bits(model: OnnxScorer, text: str) -> bytes:
    """Every raw score of every window, as the four bytes that the model gave."""
    return b"".join(struct.pack("<f", value) for window in model.raw(text) for value in window)


def digest(scored: Iterable[bytes]) -> str:
    """Of the raw scores of many texts, in order."""
    whole = sha256()
    for one in scored:
        whole.update(struct.pack("<I", len(one)) + one)
    return whole.hexdigest()


def in_lists(things: Sequence[Thing], size: int) -> list[Sequence[Thing]]:
    """Cut into lists of `size`, the last one with what is left."""
    return [things[start : start + size] for start in range(0, len(things), size)]


if __name__ == "__main__":
    fresh = scorer()
    print(digest(bits(fresh, text) for text in json.load(sys.stdin)))
