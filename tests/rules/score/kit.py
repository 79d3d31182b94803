"""Small models for tests: a tiny transformer made by `make_tiny.py`, and linear ones that know a few words."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.train.linear import packed
from rules.score import Built, build
from rules.score.words import HEADS, SETTLED

HERE = Path(__file__).parent
BUCKETS = 1 << 14
_LINE = [[-6000, 0], [6000, 1000]]


def fitted(**thresholds: Mapping[str, int]) -> dict[str, Any]:
    """Straight calibration; a person looks from 500, named from 600, sure from 800, unless `thresholds` says otherwise."""
    usual = {"review": 500, "name": 600, "act": 800}
    return {
        "calibration": dict.fromkeys(HEADS, _LINE),
        "thresholds": {head: {**usual, **thresholds.get(head, {})} for head in sorted(SETTLED)},
    }


def card(**changed: Any) -> dict[str, Any]:
    """A card as plain data."""
    told = {"version": "test", "base": "none", "licence": "Apache-2.0", "seed": 7, "heads": list(HEADS)}
    return {**told, "scorers": {"onnx": fitted(), "linear": fitted()}, **changed}


def files(linear: bytes | None = None, **changed: Any) -> dict[str, bytes]:
    """A model folder with the tiny transformer, or with a linear model alone."""
    told = {"card.json": json.dumps(card(**changed)).encode()}
    if linear is not None:
        return {**told, "linear.safetensors": linear}
    return {
        **told,
        "model.onnx": (HERE / "tiny.onnx").read_bytes(),
        "tokenizer.json": (HERE / "tiny.json").read_bytes(),
    }


def specialist(floor: int = 0, head: str = "discrimination") -> dict[str, bytes]:
    """The same folder with a tiny network for one head, asked from a raw score on."""
    return {**files(asks={head: floor}), f"{head}.onnx": (HERE / "tiny_specialist.onnx").read_bytes()}


def tiny() -> Built:
    return build(files())


def knowing(words: Mapping[str, Sequence[str]]) -> bytes:
    """A linear model in which each word of a head, alone in a clause, says that it is so for certain; of any other word it
    takes a head for 8 % likely, which denies what may be denied."""
    from zlib import crc32

    weights = np.zeros((BUCKETS, len(HEADS)))
    for head, known in words.items():
        for word in known:
            weights[crc32(f"1{word}".encode()) & (BUCKETS - 1), list(HEADS).index(head)] = 100.0
    return packed(weights, np.full(len(HEADS), -5.0))
