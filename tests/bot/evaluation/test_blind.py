"""The blind comments parse, are enough, and stand nowhere in the training text. Only places are told: they stay unread."""

from pathlib import Path

import pytest

from bot.train.comments import Labelled, read
from tests.bot.train.folded import all_comments, fold, runs, where

BLIND = Path(__file__).parent / "blind"


def test_every_line_reads_and_there_are_enough_of_each() -> None:
    comments = _blind()
    lawful = sum(not comment.behaviours for comment in comments)
    assert len(comments) >= 150
    assert lawful >= 85
    assert len(comments) - lawful >= 55
    assert len({fold(comment.text) for comment in comments}) == len(comments), "said twice"


@pytest.mark.slow
def test_none_stands_in_the_training_text() -> None:
    taught = [comment.text for comment in all_comments()]
    whole = set(map(fold, taught))
    parts = set[str]().union(*map(runs, taught))
    assert whole
    assert [where(c) for c in _blind() if fold(c.text) in whole or runs(c.text) & parts] == []


def _blind() -> list[Labelled]:
    files = sorted(BLIND.glob("*.txt"))
    return [comment for file in files for comment in read(file.read_text(encoding="utf-8"), file.name)]
