"""Hostile and broken: nothing raises, what could not be judged is named, and time grows no faster than the text."""

import dataclasses
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.detect import Detector
from rules.detect import detector as module
from rules.detect.claims import Claims
from rules.detect.matcher import MOST_READ
from rules.detect.reading import Reading
from rules.model.finding import Finding, Need
from rules.model.history import History
from rules.model.interaction import InteractionKind
from rules.model.languages import language_of
from tests.rules.detect.conftest import Read

HOSTILE = [
    "fuck you idiot I'll kill you no heating gas leak ",
    "a ",
    "f u c k ",
    "\u200b",
    "'\"",
    "you are a " * 3 + "x",
    "аbс",
    "🔪",
    "((((((",
    "f**",
    "1a",
]


def _seconds(detector: Detector, text: str) -> float:
    best = 9.0
    for _ in range(3):
        begun = time.process_time()
        detector.find(text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History())
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_text_takes_no_more_than_about_four_times_as_long(detector: Detector, piece: str) -> None:
    short = (piece * 5000)[: MOST_READ // 4]
    long = (piece * 5000)[: MOST_READ - 1]
    assert _seconds(detector, long) < 10 * _seconds(detector, short) + 0.02


def test_a_text_past_every_limit_is_read_in_part_and_goes_to_a_person(read: Read) -> None:
    found = read("lovely " * MOST_READ)
    assert found.degraded == ("length",)


def test_a_rule_that_hits_everywhere_says_that_not_every_place_was_looked_at(read: Read) -> None:
    assert read("you wankers " * 500).degraded == ("length",)


def test_a_detector_that_raises_is_named_and_the_others_still_answer(
    detector: Detector, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(reading: Reading, claims: Claims) -> list[Finding | Need]:
        raise ValueError("broken on purpose")

    parts = tuple(dataclasses.replace(p, find=broken) if p.name == "abuse" else p for p in module.PARTS)
    monkeypatch.setattr(module, "PARTS", parts)
    found = read("useless muppets, and I can smell gas")
    assert found.degraded == ("abuse",)
    assert found.needs


def test_a_matcher_that_raises_names_every_detector(
    detector: Detector, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> object:
        raise MemoryError

    monkeypatch.setattr(detector._matcher, "read", broken)
    assert read("hello").degraded == tuple(part.name for part in module.PARTS)


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_fault(detector: Detector, text: str) -> None:
    found = detector.find(text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History())
    assert all(language_of(name) for name in found.degraded)
    assert all(f.span is None or 0 <= f.span.start < f.span.end <= len(text) for f in found.findings)
    assert all(0 <= f.score <= 1000 for f in found.findings)


def test_the_same_text_is_always_read_the_same_way(read: Read) -> None:
    assert read("you w4nkers, no heating") == read("you w4nkers, no heating")
