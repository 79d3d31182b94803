"""Hostile and broken: nothing raises, what could not be judged is named, and time grows no faster than the text."""

import dataclasses
import time
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.detect import Detector
from rules.detect import detector as module
from rules.detect.claims import Claims
from rules.detect.matcher import OVERLAP, WINDOW
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

SIGNS = [*",;:-.'\"/@#*$!?(_~%&<|[`+\n\t a1xé", "\u200b", "\u0301", "а"]


def _seconds(detector: Detector, text: str) -> float:
    best = 9.0
    for _ in range(3):
        begun = time.process_time()
        detector.find(text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History())
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_text_takes_no_more_than_about_four_times_as_long(detector: Detector, piece: str) -> None:
    short, long = (piece * 20_000)[:5_000], (piece * 20_000)[:20_000]
    assert _seconds(detector, long) < 10 * _seconds(detector, short) + 0.02


@pytest.mark.exam
def test_no_run_of_signs_costs_more_than_other_text_of_its_length(
    detector: Detector, exam_count: Callable[[int, int], int], exam_seed: int
) -> None:
    """Every sign again and again, and pairs and threes of them, before and behind words that make a gate or a gap of it."""
    draw = Random(exam_seed)
    pieces = [*SIGNS, *("".join(draw.choices(SIGNS, k=draw.choice((2, 3)))) for _ in range(exam_count(6, 400)))]
    slow = {
        (piece, after)
        for piece in pieces
        for after in ("a-b", " -", "x.com?")
        if _seconds(detector, _run(piece, 20_000, after)) > 10 * _seconds(detector, _run(piece, 5_000, after)) + 0.02
    }
    assert slow == set(), f"seed {exam_seed}"


def _run(piece: str, size: int, after: str) -> str:
    return "how are you " + (piece * size)[:size] + after


@pytest.mark.exam
@pytest.mark.parametrize("seed", range(1))
def test_any_hostile_text_of_twice_the_length_takes_about_twice_as_long(
    detector: Detector, texts: dict[str, str], seed: int, exam_count: Callable[[int, int], int], exam_seed: int
) -> None:
    """Random mixtures of near matches, disguises, controls and quotation marks, up to 100 KB at full counts."""
    draw = Random(exam_seed + seed)
    terms = sorted(
        {word for name in ("words.yaml", "threat.yaml") for word in texts[name].split("|") if len(word) < 20}
    )
    disguised = ["f u c k", "b@st@rd", "fuuuuck", "w.a.n.k", "c\u200bu\u200bn\u200bt", "'\"", "1" * 9, "\n", "\u202e"]
    size = exam_count(2_000, 50_000)
    text = " ".join(draw.choice(terms if draw.random() < 0.6 else [*HOSTILE, *disguised]) for _ in range(size))
    assert _seconds(detector, text[: 2 * size]) < 3.5 * _seconds(detector, text[:size]) + 0.02


def test_nothing_is_skipped_for_length(read: Read) -> None:
    text = (
        "lovely day out " * 7_000
        + "you useless wankers. "
        + "grand it was " * 3_000
        + "I can smell gas "
        + "aye " * 500
    )
    found = read(text)
    assert found.degraded == ()
    said = {claim.rule: text[claim.span.start : claim.span.end] for claim in found.findings if claim.span}
    assert said["lexicon.swear_noun"] == "wankers"
    heard = {
        text[need.span.start : need.span.end] for need in found.needs if need.rule == "emergency.gas" and need.span
    }
    assert heard == {"smell gas"}


def test_a_match_that_lies_across_two_windows_is_found(read: Read) -> None:
    for shift in range(0, 40, 4):
        text = "x" * 10 + " y" * ((WINDOW - OVERLAP - shift) // 2) + " a smell of gas " + "z " * 3000
        assert any(need.rule == "emergency.gas" for need in read(text).needs), shift


def test_of_thousands_of_quoted_hits_the_one_that_is_said_outright_is_found(read: Read) -> None:
    text = 'he called me a "wanker". ' * 1_000 + "You are all wankers."
    finding = next(one for one in read(text).findings if one.rule == "lexicon.swear_noun")
    assert finding.guards == ()
    assert finding.span
    assert finding.span.start > 20_000


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
