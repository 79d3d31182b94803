"""Lawful comments that look rude or dangerous, and dangers told without their words: no more go wrong than before."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import compose
from bot.cli.detect import answers
from tests.bot.train.folded import all_comments, fold

PROBES = Path(__file__).parent / "probes"

WRONG = {
    "left": {"hide": 0, "urgent": 30},
    "called": {"leave": 18, "review": 14},
    "hidden": {"leave": 32},
    "unread/left": {"hide": 1, "urgent": 12},
    "unread/called": {"leave": 20, "review": 12},
    "unread/hidden": {"leave": 9},
}
"""By file, what at most went wrong when it was last looked at (`probes/README.md`). Fewer is better: lower it then."""

SLACK = 2
"""Scores of a model differ in their last digit between processors; a comment at a threshold may fall on its other side."""


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_no_more_go_wrong_than_before(name: str) -> None:
    outcomes = [answer["outcome"] for answer in _answers(_texts(name))]
    assert len(outcomes) >= (60 if name.startswith("unread") else 800)
    for outcome, most in WRONG[name].items():
        assert outcomes.count(outcome) <= most + SLACK, f"{outcome} where it ought to be {name}"


def test_each_stands_once_and_none_is_trained_on() -> None:
    texts = [text for name in WRONG for text in _texts(name)]
    assert len(set(map(fold, texts))) == len(texts)
    taught = {fold(comment.text) for comment in all_comments()}
    assert [text for text in texts if fold(text) in taught] == []


def _answers(texts: list[str]) -> Iterator[dict[str, str]]:
    lines = (json.dumps({"id": str(at), "text": text}).encode() for at, text in enumerate(texts))
    return answers(lines, compose.judging("house-rules"))


def _texts(name: str) -> list[str]:
    lines = (PROBES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]
