"""Same bytes, same scores, bit for bit: alone, in any list, in any order, in two processes, on one thread or two."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.rules.score.same import bits, digest, in_lists, scorer, sharing, texts

LISTS = (1, 7, 64)


@pytest.mark.exam
@pytest.mark.slow
def test_scores_are_a_function_of_the_text_alone(exam_count: Callable[[int, int], int], exam_seed: int) -> None:
    """A scorer takes one text at a time; a list is what one scorer is asked one after the other, with all it may have kept.

    Each list begins with a scorer that was asked other texts before, in an order of its own.
    """
    count, model = exam_count(60, 5_000), scorer()
    said = texts(count, exam_seed)
    alone = [bits(model, text) for text in said]
    drawn, later = random.Random(exam_seed), scorer()
    places = list(range(count))
    for size in LISTS:
        for asked in in_lists(drawn.sample(places, count), size):
            assert [bits(later, said[at]) for at in asked] == [alone[at] for at in asked]
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda text: bits(model, text), said)) == alone, "two threads ask one scorer at once"
    shared = sharing(2)
    assert [bits(shared, text) for text in said] == alone, "two threads share each run"
    assert _elsewhere(said) == digest(alone), "another process"


@pytest.mark.exam
@pytest.mark.slow
def test_what_is_made_of_the_scores_is_the_same_too(exam_count: Callable[[int, int], int], exam_seed: int) -> None:
    """Calibrated scores: whole numbers, from a scorer built anew and from one that was asked everything backwards."""
    count, one, other = exam_count(30, 1_000), scorer(), scorer()
    said = texts(count, exam_seed)
    backwards = [other.score(text) for text in reversed(said)]
    assert [one.score(text) for text in said] == backwards[::-1]


def test_the_texts_are_many_and_some_are_longer_than_a_window(exam_seed: int) -> None:
    said = texts(5_000, exam_seed)
    assert len(set(said)) > 4_500
    model = scorer()
    assert len(model.raw(max(said, key=len))) > 1, "read in more than one window"


def _elsewhere(said: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.rules.score.same"],
        input=json.dumps(said),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
