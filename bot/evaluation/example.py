"""A labelled comment and a side's answer to it, in LandlordCheck's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OUTCOMES = ("leave", "review", "hide", "urgent")
BEHAVIOURS = ("threat", "abuse", "discrimination", "profanity", "allegation", "privacy", "harassment", "spam")
NEEDS = ("hazard", "repair", "complaint", "safeguarding", "emergency", "adjustment", "information_request")
SEVERITIES = ("none", "mild", "serious", "extreme")


@dataclass(frozen=True, slots=True)
class Labels:
    """What is true of a comment, or what a side says of it. `outcome`: the most that findings could support."""

    behaviours: frozenset[str]
    needs: frozenset[str]
    outcome: str


@dataclass(frozen=True, slots=True)
class Example:
    """One comment with its labels. `record` is what the detectors are given; `slices` name the groups it is counted in.

    `functionality`: the one thing it tests, where the file says so; of training comments the file they stand in.
    """

    id: str
    text: str
    record: Mapping[str, Any]
    truth: Labels
    functionality: str = ""
    slices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one side says of a comment. `score`: the highest of any behaviour it claims, 0 to 1000, for the cost curve.

    `scores`: the highest by behaviour, those below any threshold too.
    """

    said: Labels
    score: int
    scores: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A comment and an answer to it."""

    example: Example
    answer: Answer

    @property
    def lawful(self) -> bool:
        """No behaviour is labelled: nobody may be held to have breached anything."""
        return not self.example.truth.behaviours
