"""A specialist is asked from a score on, and then the mean of both counts; otherwise nothing changes."""

import pytest

from rules.score import BadModel, build
from rules.score.card import read
from rules.score.network import Network
from rules.score.onnx import OnnxScorer
from rules.score.words import HEADS
from tests.rules.score import kit
from tests.rules.score.test_scorers import TEXTS

AT = list(HEADS).index("discrimination")


def scorer(files: dict[str, bytes]) -> OnnxScorer:
    made = build(files).scorer
    assert isinstance(made, OnnxScorer)
    return made


def alone() -> list[list[tuple[float, ...]]]:
    return [scorer(kit.files()).raw(text) for text in TEXTS]


def test_it_is_asked_from_its_score_on_and_only_about_its_head() -> None:
    before = alone()
    values = sorted({max(window[AT] for window in text) for text in before})
    floor = round(values[len(values) // 2] * 1000)
    after = [scorer(kit.specialist(floor)).raw(text) for text in TEXTS]
    for text, old, new in zip(TEXTS, before, after, strict=True):
        if not any(map(str.isalnum, text)):
            continue
        asked = max(window[AT] for window in old) >= floor / 1000
        assert [a[AT] != b[AT] for a, b in zip(old, new, strict=True)] == [asked] * len(old)
        assert [_without(window) for window in old] == [_without(window) for window in new]
    assert len(values) > 2, "both happened"


def test_among_emoji_it_reads_their_names_and_counts_once() -> None:
    files = kit.specialist(-20_000)
    model, first = scorer(files), scorer(kit.files())
    known = Network("discrimination.onnx", files["discrimination.onnx"], 1)
    spelled = {"you \U0001f400": "you  rat ", "kill \u2764\ufe0f it": "kill  heavy black heart  it"}
    for text, words in spelled.items():
        said = known.run([model._words.first, *model._words.ids(words), model._words.last])[0]
        assert model.raw(text)[0][AT] == (first.raw(text)[0][AT] + said) / 2
        assert _without(model.raw(text)[0]) == _without(first.raw(text)[0])


def test_of_emoji_alone_nothing_is_said() -> None:
    model, first = scorer(kit.specialist(-20_000)), scorer(kit.files())
    for text in ("\U0001f9d5", "\U0001f44d\U0001f3ff !!", "\u262a\ufe0f \U0001f54c", ""):
        assert model.raw(text)[0][AT] == -20.0
        assert _without(model.raw(text)[0]) == _without(first.raw(text)[0])


def test_a_long_text_is_heard_to_its_end() -> None:
    files = kit.specialist(-20_000)
    model, known = scorer(files), Network("discrimination.onnx", files["discrimination.onnx"], 1)
    long = "thanks for the gate! " * 80 + "kill the useless idiot"
    said = [known.run(window)[0] for window in model._windows(long)]
    assert len(said) > 3
    first = scorer(kit.files()).raw(long)
    assert [window[AT] for window in model.raw(long)] == [(window[AT] + 2 * max(said)) / 3 for window in first]


def test_another_head_another_digest() -> None:
    weights = kit.specialist()["discrimination.onnx"]
    other = {**kit.files(asks={"threat": 0}), "threat.onnx": weights}
    assert scorer(other).digest != scorer(kit.specialist()).digest


def _without(window: tuple[float, ...]) -> tuple[float, ...]:
    return window[:AT] + window[AT + 1 :]


def test_where_it_is_asked_the_mean_of_both_counts_and_its_own_twice() -> None:
    files = kit.specialist(-20_000)
    model = scorer(files)
    known = Network("discrimination.onnx", files["discrimination.onnx"], 1)
    for text, windows in zip(TEXTS, alone(), strict=True):
        ids = model._words.ids(text)
        if len(windows) == 1 and text.isascii() and text:
            said = known.run([model._words.first, *ids, model._words.last])[0]
            assert model.raw(text)[0][AT] == (windows[0][AT] + 2 * said) / 3
    assert known.run([model._words.first, *model._words.ids("kill"), model._words.last]) != known.run([1, 2])


def test_the_digest_tells_it_and_from_where_it_is_asked() -> None:
    digests = {scorer(files).digest for files in (kit.files(), kit.specialist(0), kit.specialist(500))}
    assert len(digests) == 3


def test_people_are_told_that_there_is_one() -> None:
    assert "a specialist for discrimination" in build(kit.specialist()).says
    assert "specialist" not in build(kit.files()).says


def test_one_that_lacks_or_cannot_be_used_is_one_line() -> None:
    with pytest.raises(BadModel, match=r"^discrimination\.onnx: card\.json asks it, and it is not there$"):
        build(kit.files(asks={"discrimination": 0}))
    with pytest.raises(BadModel, match=r"^discrimination\.onnx: it has not the heads"):
        build({**kit.specialist(), "discrimination.onnx": kit.files()["model.onnx"]})
    with pytest.raises(BadModel, match=r"^card\.json: asks: no such head: magic$"):
        read(kit.files(asks={"magic": 0})["card.json"])
    for floor in ("often", 10**400, True):
        with pytest.raises(BadModel, match=r"^card\.json: asks\.discrimination: "):
            read(kit.files(asks={"discrimination": floor})["card.json"])
