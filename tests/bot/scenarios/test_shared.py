"""The shared scenarios, all of them, at every basis; and our own twin of them on stories written here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.scenarios.compare import Result, results
from bot.scenarios.play import answers
from bot.scenarios.reading import read
from bot.scenarios.schema import Scenario, StaffEvent
from bot.scenarios.tokens import tokens
from bot.scenarios.tokens.vocabulary import DATES, FORBIDDEN, PLAIN, TIMED
from bot.scenarios.words import DoesWord
from tests.bot.scenarios.stories import OWN, SHARED, packs
from tests.rules.packs import FOLDER

STORIES = [one for path in OWN for one in read(path)]
EXAMPLES = [one for path in sorted(FOLDER.glob("*/examples.jsonl")) for one in read(path)]

NEVER = frozenset({"notice_contains:ombudsman_lg"})
"""The one word besides the forbidden outcomes that may only stand in `must_not`."""


def unmet(found: list[Result]) -> list[tuple[str, int, tuple[str, ...], tuple[str, ...]]]:
    return [(r.scenario, r.expected.after_event, r.missing, r.forbidden) for r in found if not r.met]


@pytest.mark.parametrize("story", STORIES, ids=[story.id for story in STORIES])
def test_our_own_stories_are_met_at_every_basis(story: Scenario) -> None:
    found = list(results(story, packs()))
    assert len(found) == len(story.expect) > 0
    assert unmet(found) == []


@pytest.mark.shared
def test_the_shared_scenarios_are_met_at_every_basis() -> None:
    shared = read(SHARED)
    found = [result for story in shared for result in results(story, packs())]
    assert len(shared) >= 41
    assert len(found) >= 250
    assert unmet(found) == []


def test_every_word_that_may_be_expected_is_answered_by_some_story() -> None:
    came = {word for story in STORIES + EXAMPLES for answer in answers(story, packs()) for word in tokens(answer)}
    names = {word.partition(":")[0] for word in came}
    assert PLAIN - FORBIDDEN - NEVER - came == set()
    assert (DATES | TIMED) - names == set()


def test_every_deed_is_done_in_some_story() -> None:
    done = {event.does for story in STORIES + EXAMPLES for event in story.events if isinstance(event, StaffEvent)}
    assert set(DoesWord) - done == set()


def files() -> Iterator[Path]:
    yield from OWN
    yield from sorted(FOLDER.glob("*/examples.jsonl"))


def test_no_story_of_ours_is_one_of_the_shared_ones() -> None:
    assert not [story.id for path in files() for story in read(path) if story.id.startswith("S-")]
