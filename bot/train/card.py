"""The two cards of a model: `card.json` for the scorers, `MODEL_CARD.md` for people, with whose text it learned from."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.train.mix import Mix
from bot.train.public import CREDITS
from rules.score.calibrate import calibrated, raw
from rules.score.card import Card, Fitted, Threshold
from rules.score.words import BEHAVIOURS, SETTLED

BASE = "all-MiniLM-L6-v2 (sentence-transformers; Apache-2.0)"
NOBODY: Mapping[str, int] = {}
LICENCE = "Apache-2.0; learned from text under CC BY 4.0, CC0 and Apache-2.0, see MODEL_CARD.md"


def blank(heads: Sequence[str], seed: int, asks: Mapping[str, int] = NOBODY) -> Card:
    """A card with nothing fitted, to read raw scores with."""
    nothing = Fitted(
        calibration=dict.fromkeys(heads, ((0, 0),)),
        thresholds={head: Threshold(review=1000, name=1000, act=1000) for head in SETTLED},
    )
    return made(heads, seed, {"onnx": nothing, "linear": nothing}, {}, {}, asks)


def made(
    heads: Sequence[str],
    seed: int,
    scorers: Mapping[str, Fitted],
    data: Mapping[str, str],
    figures: Mapping[str, object],
    asks: Mapping[str, int] = NOBODY,
) -> Card:
    """A card; its version is the day."""
    version = datetime.now(UTC).strftime("%Y.%m.%d")
    return Card(
        version=version, base=BASE, licence=LICENCE, seed=seed, heads=tuple(heads), scorers=dict(scorers), data=dict(data),
        figures=dict(figures), asks=dict(asks),
    )  # fmt: skip


def figures(mix: Mix, scorers: Mapping[str, Fitted], held: Sequence[tuple[float, bool]]) -> dict[str, object]:
    """What was measured. `held`: log-odds of `discrimination` on DynaHate's development split, and whether it is hateful."""
    fit = scorers["onnx"]
    floor, points = fit.thresholds["discrimination"].name, fit.calibration["discrimination"]
    said = [(calibrated(raw(value), points) >= floor, hateful) for value, hateful in held]
    fine = [called for called, hateful in said if not hateful]
    return {
        "learned": {"ours": len(mix.ours), "public": len(mix.public)},
        "kept_back": len(mix.kept_back),
        "left_out": mix.left_out,
        "dynahate_dev": {
            "comments": len(said),
            "macro_f1": round((_f1(said, wanted=True) + _f1(said, wanted=False)) / 2, 1),
            "wrongly_called": round(100 * sum(fine) / max(1, len(fine)), 1),
        },
    }


def _f1(said: Sequence[tuple[bool, bool]], *, wanted: bool) -> float:
    both = sum(called is wanted and real is wanted for called, real in said)
    either = sum(called is wanted for called, _ in said) + sum(real is wanted for _, real in said)
    return 200 * both / max(1, either)


def write(folder: Path, card: Card) -> None:
    """Both cards into the model folder."""
    (folder / "card.json").write_text(card.model_dump_json() + "\n", encoding="utf-8")
    (folder / "MODEL_CARD.md").write_text(_words(card), encoding="utf-8")


def _further(card: Card) -> str:
    """Said of a model that was taught further: from which, and how."""
    before = card.figures.get("taught further from")
    return f", taught further from the model {str(before)[:16]} (SHA-256), as the mean of its takes" if before else ""


def _specialists(card: Card) -> str:
    """Said of a model that asks others."""
    return "".join(
        f"""
For {head} a second network of the same kind, taught from the base on mostly public text, is asked from log-odds of
{floor / 1000:g}; where it is, the mean of both counts, its own twice, or once in a text with emoji, which it reads by their
names and the first one does not."""
        for head, floor in card.asks.items()
    )


def _row(name: str, at: Threshold) -> str:
    return f"| {name} | {at.review} | {at.name} | {at.act} | {at.cost} |"


def _words(card: Card) -> str:
    rows = "\n".join(_row(name, at) for name, at in card.scorers["onnx"].thresholds.items() if name in BEHAVIOURS)
    credited = "\n".join(map("- {}".format, CREDITS))
    return f"""# Model card: Doorstep's reader, {card.version}

Six-layer MiniLM, {len(card.heads)} heads, weights as 8-bit integers, made by `doorstep train` with seed {card.seed} from
{card.base}{_further(card)}. A linear model of
hashed words is asked where it is sure and no rule agrees, and runs without onnxruntime.{_specialists(card)}

## What it is for

It sends comments to a person and calls a person to danger. **It never acts alone**: a hide needs a rule's hit or the
linear model beside it, a block or a letter needs people. Its scores are from 0 to 1000, fitted so that 700 means "right
in about seven of ten such comments" among hand-written comments kept back from teaching; on a real page breaches are
rarer, so it will be right less often there.

## Where a person looks, where it is called by its name, where it may count beside another signal

| behaviour | review | name | act | what that costs on comments kept back |
|---|---|---|---|---|
{rows}

## What it learned from

Hand-written comments of this project (`training/`), and, read where they lie and not shipped:

{credited}

Nobody else's text may be learned from without a line here. Sets that judge it were left out text by text.

## Limits

One seed. Written by few hands; labels were not measured against a second reader's. British English first: other languages
go to a person unread. Dialects and reclaimed words were written with care and not checked by native speakers. It has
learned from text full of slurs, and it can be wrong about exactly the people those words are used against: `doorstep eval`
prints its errors by identity term, dialect and language.
"""
