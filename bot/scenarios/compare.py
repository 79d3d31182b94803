"""What was expected beside what came: missing and forbidden words, one result for each expectation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.scenarios.answer import Answer
from bot.scenarios.play import answers
from bot.scenarios.schema import Expectation, Scenario
from bot.scenarios.tokens import tokens
from bot.scenarios.tokens.vocabulary import normal
from bot.scenarios.words import Basis
from rules.policy.schema import Pack

BINDING = frozenset({Basis.TEXT, Basis.RESOLUTION})
"""Bases on which an unmet expectation is a fault; the writer's own reading is scored apart."""


@dataclass(frozen=True, slots=True)
class Result:
    """One expectation and what became of it. `missing` are words that had to be there, `forbidden` that had not."""

    scenario: str
    expected: Expectation
    missing: tuple[str, ...]
    forbidden: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Nothing is missing and nothing forbidden came."""
        return not (self.missing or self.forbidden)

    @property
    def fails(self) -> bool:
        """It is unmet, and rests on a clause or a rule."""
        return not self.met and self.expected.basis in BINDING


def results(scenario: Scenario, packs: Mapping[str, Pack]) -> Iterator[Result]:
    """Play one scenario and compare. Raises BadScenario."""
    for answer in answers(scenario, packs):
        yield from compared(scenario, answer)


def compared(scenario: Scenario, answer: Answer) -> Iterator[Result]:
    """Every expectation about this event."""
    expected = [one for one in scenario.expect if one.after_event == answer.number]
    came = tokens(answer) if expected else frozenset()
    for one in expected:
        missing = tuple(word for word in one.must if normal(word) not in came)
        forbidden = tuple(word for word in one.must_not if normal(word) in came)
        yield Result(scenario.id, one, missing, forbidden)


def figures(scenarios: int, found: Sequence[Result]) -> dict[str, object]:
    """The answer for a program to read."""
    unmet = [
        {
            "id": result.scenario,
            "after_event": result.expected.after_event,
            "missing": list(result.missing),
            "forbidden": list(result.forbidden),
            "basis": result.expected.basis.value,
        }
        for result in found
        if not result.met
    ]
    return {"scenarios": scenarios, "expectations": len(found), "met": len(found) - len(unmet), "unmet": unmet}
