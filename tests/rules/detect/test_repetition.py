"""Repetition: a count is a figure for a person, mild at most."""

from datetime import UTC, datetime, timedelta

from rules.model.finding import Behaviour, Finding, Ground, Severity
from rules.model.history import History, PastItem
from rules.text import digest
from tests.rules.detect.conftest import Read

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _history(*texts: str, apart: timedelta = timedelta(minutes=5)) -> History:
    items = (PastItem(NOW + n * apart, "facebook", (), Severity.NONE, digest(text)) for n, text in enumerate(texts))
    return History(tuple(items))


def _volume(read: Read, text: str, history: History) -> list[Finding]:
    return [f for f in read(text, history=history).findings if f.behaviour is Behaviour.VOLUME]


def test_the_same_text_many_times_is_counted(read: Read) -> None:
    (finding,) = _volume(read, "Hello THERE!", _history("hello there", "Hello there.", "hello  there"))
    assert (finding.ground, finding.severity) == (Ground.COUNT, Severity.MILD)


def test_different_words_are_not_the_same_text(read: Read) -> None:
    assert _volume(read, "day 4 of asking", _history("day 1 of asking", "day 2 of asking", "day 3 of asking")) == []


def test_copies_from_long_ago_do_not_count(read: Read) -> None:
    assert _volume(read, "hello", _history("hello", "hello", "hello", apart=timedelta(days=2))) == []
