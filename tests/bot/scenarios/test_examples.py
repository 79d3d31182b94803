"""The packs' own examples (rules/packs/*/examples.jsonl), each played in full. Coverage names them by their ids."""

from collections.abc import Iterator

import pytest

from bot.compose import pack
from bot.resources import pack_names
from bot.scenarios.compare import results
from bot.scenarios.reading import read
from bot.scenarios.schema import Scenario
from tests.rules.packs import FOLDER

PACKS = {name: pack(name) for name in pack_names()}
OWN = 6
"""Each of the five policies has at least so many examples of its own."""


def examples() -> Iterator[tuple[str, Scenario]]:
    for file in sorted(FOLDER.glob("*/examples.jsonl")):
        yield from ((file.parent.name, story) for story in read(file))


ALL = list(examples())


@pytest.mark.parametrize(("name", "story"), ALL, ids=[f"{name}-{story.id}" for name, story in ALL])
def test_an_example_is_met(name: str, story: Scenario) -> None:
    assert story.policy == name
    found = list(results(story, PACKS))
    assert len(found) == len(story.expect)
    assert [(r.expected.after_event, r.missing, r.forbidden) for r in found if not r.met] == []


@pytest.mark.parametrize("name", ["derby-2020", "derby-2024", "karbon", "watford", "wolverhampton"])
def test_each_policy_has_examples_of_its_own(name: str) -> None:
    assert sum(policy == name for policy, _ in ALL) >= OWN
