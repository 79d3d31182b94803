"""From which scores of the model a landlord wants a person to look; the rest holds as the model's card has it."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, model_validator

from rules.model.finding import Behaviour
from rules.policy.part import Line, Part

Score = Annotated[int, Field(ge=1, le=1000, strict=True)]

KNOWN = frozenset(
    {
        Behaviour.THREAT,
        Behaviour.ABUSE,
        Behaviour.DISCRIMINATION,
        Behaviour.SWEARING_AT_PERSON,
        Behaviour.ALLEGATION,
        Behaviour.PRIVATE_DATA,
        Behaviour.HARASSMENT,
        Behaviour.SPAM,
    }
)
"""Behaviours that a model has a score of its own for; finer ones (scam, recording) follow the one they are part of."""


class Threshold(Part):
    """For one behaviour: from `review` a person looks at what the model found, from `act` it counts beside another signal.

    Both are the model's calibrated scores, 1 to 1000: of comments scored 700 about seven in ten were so. What the card's own
    thresholds cost is in `MODEL_CARD.md`; `why` says why this landlord wants others.
    """

    behaviour: Behaviour
    review: Score
    act: Score
    why: Line

    @model_validator(mode="after")
    def _in_order(self) -> "Threshold":
        if self.behaviour not in KNOWN:
            raise ValueError(f"the model has no score for {self.behaviour.value}")
        if self.review > self.act:
            raise ValueError(f"review {self.review} is above act {self.act}")
        return self


def twice(thresholds: Iterable[Threshold]) -> Behaviour | None:
    """A behaviour given more than once, or None."""
    seen: set[Behaviour] = set()
    for each in thresholds:
        if each.behaviour in seen:
            return each.behaviour
        seen.add(each.behaviour)
    return None
