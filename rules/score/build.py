"""From the files of a model folder to the scorer that runs here: the transformer, else the linear one, else none."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.score.card import BadModel, Card, Fitted, Threshold, read
from rules.score.linear import LinearScorer
from rules.score.onnx import OnnxScorer, file_of
from rules.score.promise import Scorer

NONE = "no model (there is none in this installation)"


@dataclass(frozen=True, slots=True)
class Built:
    """The scorer, its card and what was fitted for it, or None. `says` tells people which one runs and why no better one.

    `second`: where the transformer runs, the linear scorer beside it and its thresholds, as a second signal.
    """

    scorer: Scorer | None
    card: Card | None
    fitted: Fitted | None
    says: str
    second: tuple[Scorer, Mapping[str, Threshold]] | None = None


def build(files: Mapping[str, bytes]) -> Built:
    """The best scorer that runs here, from file name to bytes. Raises BadModel where a file that is there cannot be used."""
    if "card.json" not in files:
        return Built(None, None, None, NONE)
    card = read(files["card.json"])
    if {"model.onnx", "tokenizer.json"} <= files.keys() and "onnx" in card.scorers:
        try:
            scorer = OnnxScorer(
                files["model.onnx"], files["tokenizer.json"], card, specialists=_specialists(files, card)
            )
        except ImportError as error:
            return _linear(files, card, f"; onnxruntime cannot be used here ({error})")
        beside = _linear(files, card)
        second = (beside.scorer, beside.fitted.thresholds) if beside.scorer and beside.fitted else None
        asked = f", and a specialist for {' and '.join(sorted(card.asks))}" if card.asks else ""
        return Built(scorer, card, card.scorers["onnx"], f"the transformer, model {card.version}{asked}", second)
    return _linear(files, card, "; the transformer's files are not all there")


def _specialists(files: Mapping[str, bytes], card: Card) -> dict[str, bytes]:
    """The networks that the card asks, by head, as far as they are there."""
    return {head: files[file_of(head)] for head in card.asks if file_of(head) in files}


def _linear(files: Mapping[str, bytes], card: Card, why: str = "") -> Built:
    if "linear.safetensors" not in files or "linear" not in card.scorers:
        return Built(None, card, None, NONE + why)
    scorer = LinearScorer(files["linear.safetensors"], card)
    return Built(scorer, card, card.scorers["linear"], f"the linear fallback, model {card.version}{why}")


__all__ = ["BadModel", "Built", "build"]
