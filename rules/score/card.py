"""The model card as data: which heads, how raw scores become calibrated ones, from which a person looks, what that costs."""

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rules.score.words import HEADS, SETTLED

MOST = 20_000
"""No raw score is further from even odds than this; the log-odds of one in five hundred million."""

Score = Annotated[int, Field(ge=0, le=1000, strict=True)]
Point = tuple[Annotated[int, Field(strict=True)], Score]


class BadModel(ValueError):
    """A model folder that cannot be used; one line that names the file and the reason."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Threshold(_Part):
    """From `review` a person looks, from `name` it is called by its name, from `act` it may count beside another signal.

    Calibrated scores. `cost` says what they cost on comments the model had not seen, in a sentence with counts.
    """

    review: Score
    name: Score
    act: Score
    cost: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> "Threshold":
        if not 0 < self.review <= self.name <= self.act:
            raise ValueError("review, name and act must rise, from 1 up")
        return self


class Fitted(_Part):
    """What was fitted for one kind of scorer. `calibration`: by head, points of a rising line from raw to calibrated score.

    A raw score is a log-odds in thousandths (0 is even odds). Between two points the line is straight, outside it is level.
    """

    calibration: dict[str, tuple[Point, ...]]
    thresholds: dict[str, Threshold]

    @model_validator(mode="after")
    def _whole(self) -> "Fitted":
        for head, points in self.calibration.items():
            if not points or any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(points)):
                raise ValueError(f"the calibration of {head} does not rise")
        if lacking := sorted(SETTLED - self.thresholds.keys()):
            raise ValueError(f"no thresholds for {', '.join(lacking)}")
        if unknown := sorted(self.thresholds.keys() - SETTLED):
            raise ValueError(f"thresholds for what has none: {', '.join(unknown)}")
        return self


class Card(_Part):
    """`card.json`. `data` is SHA-256 by file it learned from, `figures` are free words and numbers for people.

    `asks`: by head, the raw score from which a specialist is asked too (`HEAD.onnx`).
    """

    version: str
    base: str
    licence: str
    seed: int
    heads: tuple[str, ...]
    scorers: dict[str, Fitted]
    asks: dict[str, Annotated[int, Field(ge=-MOST, le=MOST, strict=True)]] = {}
    data: dict[str, str] = {}
    figures: dict[str, object] = {}

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Heads that this version of Doorstep has no word for."""
        return tuple(head for head in self.heads if head not in HEADS)


def read(text: bytes) -> Card:
    """The card of a model. Raises BadModel."""
    try:
        card = Card.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "card"
        raise BadModel(f"card.json: {place}: {first['msg']}") from None
    if card.unknown or len(set(card.heads)) != len(card.heads):
        raise BadModel(f"card.json: heads: unknown or twice: {', '.join(card.unknown) or 'one is there twice'}")
    if lacking := sorted(HEADS.keys() - set(card.heads)):
        raise BadModel(f"card.json: heads: missing {', '.join(lacking)}")
    if stray := sorted(card.asks.keys() - set(card.heads)):
        raise BadModel(f"card.json: asks: no such head: {', '.join(stray)}")
    for name, fitted in card.scorers.items():
        if fitted.calibration.keys() != set(card.heads):
            raise BadModel(f"card.json: scorers.{name}.calibration: must be there for each head, once")
    return card


Lines = Mapping[str, tuple[Point, ...]]
