"""A model folder becomes the best scorer that runs here; a file that is there and cannot be used is named in one line."""

import json
import sys
from typing import Any

import pytest

from rules.score import BadModel, build
from rules.score.calibrate import calibrated, raw
from tests.rules.score import kit


def test_no_folder_is_no_model_and_no_error() -> None:
    built = build({})
    assert built.scorer is None
    assert "there is none in this installation" in built.says


def test_the_transformer_first() -> None:
    built = build({**kit.files(), **kit.files(kit.knowing({}))})
    assert built.scorer is not None
    assert built.scorer.name == "onnx"


def test_the_linear_one_where_onnxruntime_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    built = build({**kit.files(), **kit.files(kit.knowing({}))})
    assert built.scorer is not None
    assert built.scorer.name == "linear"
    assert "onnxruntime cannot be used here" in built.says
    assert build(kit.files()).scorer is None, "and none where that is not there either"


def test_the_digest_changes_with_weights_and_calibration_and_not_with_words_for_people() -> None:
    one = build(kit.files()).scorer
    told = build(kit.files(figures={"macro F1": "0.70"})).scorer
    other = build(kit.files(scorers={"onnx": kit.fitted(threat={"review": 400})})).scorer
    assert one is not None
    assert told is not None
    assert other is not None
    assert one.digest == told.digest != other.digest


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"heads": ["threat"]}, "heads: missing abuse"),
        ({"heads": [*kit.card()["heads"], "threat"]}, "one is there twice"),
        ({"heads": [*kit.card()["heads"], "magic"]}, "unknown or twice: magic"),
        ({"seed": "x"}, "seed"),
        ({"scorers": {"onnx": {**kit.fitted(), "thresholds": {}}}}, "no thresholds for"),
        ({"scorers": {"onnx": kit.fitted(threat={"act": 100})}}, "must rise"),
        ({"scorers": {"onnx": {**kit.fitted(), "calibration": {}}}}, "must be there for each head"),
        ({"scorers": {"onnx": {**kit.fitted(), "calibration": {"threat": [[1, 9], [2, 3]]}}}}, "does not rise"),
    ],
)
def test_a_card_that_does_not_hold_is_one_line(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(BadModel, match=r"^card\.json: ") as told:
        build(kit.files(**changed))
    assert says in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("broken", [b"", b"not a model", b"\x08\x07"])
def test_weights_that_are_none_are_one_line(broken: bytes) -> None:
    with pytest.raises(BadModel, match=r"^model\.onnx: "):
        build({**kit.files(), "model.onnx": broken})
    with pytest.raises(BadModel, match=r"^linear\.safetensors: "):
        build(kit.files(broken))


def test_a_card_is_json() -> None:
    with pytest.raises(BadModel, match=r"^card\.json: "):
        build({"card.json": b"{"})
    assert json.loads(kit.files()["card.json"])["version"] == "test"


def test_calibration_is_a_rising_line_of_whole_numbers() -> None:
    line = ((-1000, 100), (0, 500), (1000, 900))
    assert [calibrated(value, line) for value in (-5000, -1000, -500, 0, 250, 1000, 9000)] == [
        100, 100, 300, 500, 600, 900, 900,
    ]  # fmt: skip
    assert raw(1.2344) == 1234
    assert raw(1e9) == 20_000
    with pytest.raises(ValueError, match="NaN"):
        raw(float("nan"))
