"""A score is a function of the text alone, between 0 and 1000, and the highest of any window."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.score import Scorer, build
from rules.score.linear import LinearScorer
from rules.score.onnx import OnnxScorer
from rules.score.windows import SIZE
from rules.score.words import HEADS
from tests.rules.score import kit

TEXTS = [
    "",
    "Thanks for the gate!",
    "you are a useless idiot",
    "There is a gas leak. " * 40,
    "h\u200bu\u200crt",
    "ｋｉｌｌ",
    "kill \U0001f400\U0001f400",
    "\ud83d",
    "x" * 9_000,
]


def linear() -> LinearScorer:
    scorer = build(kit.files(kit.knowing({"threat": ["kill"], "hazard": ["gas"]}))).scorer
    assert isinstance(scorer, LinearScorer)
    return scorer


def onnx() -> OnnxScorer:
    scorer = kit.tiny().scorer
    assert isinstance(scorer, OnnxScorer)
    return scorer


def asking() -> OnnxScorer:
    scorer = build(kit.specialist(-1000)).scorer
    assert isinstance(scorer, OnnxScorer)
    return scorer


@pytest.fixture(scope="module", params=[onnx, linear, asking])
def scorer(request: pytest.FixtureRequest) -> Scorer:
    made: Scorer = request.param()
    return made


def test_heads_are_those_of_the_card(scorer: Scorer) -> None:
    assert scorer.heads == tuple(HEADS)
    assert all(0 <= score <= 1000 for text in TEXTS for score in scorer.score(text))
    assert len({scorer.score(text) for text in TEXTS}) >= 3, "it tells texts apart"


def test_alone_in_any_order_from_two_threads_and_built_again(scorer: Scorer) -> None:
    first = {text: scorer.score(text) for text in TEXTS}
    assert {text: scorer.score(text) for text in reversed(TEXTS)} == first
    with ThreadPoolExecutor(2) as threads:
        assert dict(zip(TEXTS, threads.map(scorer.score, TEXTS), strict=True)) == first
    made = (onnx(), linear(), asking())
    (again,) = [one for one in made if one.digest == scorer.digest]
    assert (again.digest, {text: again.score(text) for text in TEXTS}) == (scorer.digest, first)


def test_raw_scores_are_the_same_to_the_last_bit() -> None:
    one, other = onnx(), onnx()
    assert [one.raw(text) for text in TEXTS] == [other.raw(text) for text in reversed(TEXTS)][::-1]


def test_words_beyond_the_first_window_are_heard() -> None:
    head = list(HEADS).index("threat")
    assert (
        linear().score("nothing at all here " * 400 + "kill")[head] > linear().score("nothing at all here " * 400)[head]
    )
    long = "the gate is " * (3 * SIZE)
    assert len(onnx().raw(long)) > 5
    assert onnx().score(long + "kill") != onnx().score(long)


def test_invisible_characters_and_full_width_letters_change_nothing(scorer: Scorer) -> None:
    assert scorer.score("ki\u200bll y\u00adou") == scorer.score("kill you")
    assert scorer.score("ｋｉｌｌ you") == scorer.score("kill you")


@given(st.text(max_size=300))
@settings(deadline=None)
def test_nothing_said_breaks_a_scorer(text: str) -> None:
    for made in (_ONNX, _LINEAR):
        assert len(made.score(text)) == len(HEADS)


_ONNX, _LINEAR = onnx(), linear()
