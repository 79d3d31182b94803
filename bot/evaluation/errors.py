"""Where a side is wrong, the gravest first. Missing a danger to life is the worst error this software can make."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.evaluation.example import Judged
from bot.evaluation.figures import CRITICAL

KINDS = (
    "urgent and not called",
    "a danger or a person at risk not heard",
    "lawful and hidden",
    "a breach left alone",
    "urgent and nobody need be called",
    "lawful and named as a breach",
    "another need not heard",
    "another outcome",
)
"""Every kind of error, the gravest first; an answer is counted under its gravest."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong answer and its gravest kind."""

    kind: str
    judged: Judged


def errors(judged: Iterable[Judged]) -> list[Wrong]:
    """Every wrong answer, the gravest first, otherwise in the order of the file."""
    wrong = [Wrong(kind, one) for one in judged if (kind := gravest(one))]
    return sorted(wrong, key=lambda one: KINDS.index(one.kind))


def gravest(one: Judged) -> str:
    """The gravest error in an answer; empty where the outcome is right, no need is missing and nothing lawful is named."""
    true, said = one.example.truth, one.answer.said
    missing = true.needs - said.needs
    checks = (
        true.outcome == "urgent" and said.outcome != "urgent",
        bool(missing & set(CRITICAL)),
        one.lawful and said.outcome == "hide",
        not one.lawful and said.outcome == "leave",
        true.outcome != "urgent" and said.outcome == "urgent",
        one.lawful and bool(said.behaviours),
        bool(missing),
        true.outcome != said.outcome,
    )
    return next((kind for kind, true_of_it in zip(KINDS, checks, strict=True) if true_of_it), "")
