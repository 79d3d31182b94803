"""A specialist is taught one head from texts that say something of it; the model beside which it is asked stays as it is."""

from pathlib import Path

from bot.resources import model_files
from bot.train.course import Course, finish
from bot.train.mix import Mix, Text
from bot.train.specialist import of_one
from bot.train.teach import ASKS
from rules.score import build
from rules.score.card import read
from rules.score.words import HEADS
from tests.rules.score import kit

SAID = [
    "you are a useless idiot",
    "thanks for the gate!",
    "gas leak",
    "we hurt",
    "it is damp , is it ?",
    "kill the leak",
]
KEPT_BACK = [Text(f"{text} {n}", {head: float(n % 2) for head in HEADS}) for n in range(10) for text in SAID]
DYNAHATE = "text,label,split\nyou idiot,1,dev\nthe gate,0,dev\nnot measured,1,train\n"


def folder(at: Path, files: dict[str, bytes]) -> Path:
    at.mkdir()
    for name, body in files.items():
        (at / name).write_bytes(body)
    return at


def test_only_what_says_something_of_the_head_and_only_that() -> None:
    texts = [("a", {"discrimination": 1.0, "threat": 0.0}, 2.0), ("b", {"threat": 1.0}, 2.0)]
    assert list(of_one("discrimination", iter(texts))) == [("a", {"discrimination": 1.0}, 1.0)]


def test_what_is_not_taught_here_comes_from_the_start_as_it_is_and_is_fitted_together(tmp_path: Path) -> None:
    start = folder(
        tmp_path / "start",
        {**kit.specialist(), **kit.files(kit.knowing({}), figures={"stages": ["ours"]}, data={"old.txt": "a1"})},
    )
    data, out = folder(tmp_path / "data", {"dynahate_train_dev.csv": DYNAHATE.encode()}), folder(tmp_path / "out", {})
    said: list[str] = []
    made = finish(
        Course(tmp_path, data, out, start=start), Mix(kept_back=KEPT_BACK, digests={"new.txt": "b2"}), said.append
    )
    files = model_files(out)
    assert {name: files[name] for name in files if name != "card.json"} == {
        name: (start / name).read_bytes() for name in files if name != "card.json"
    }
    assert "discrimination.onnx" in files
    assert read(files["card.json"]) == made
    assert made.asks == ASKS
    assert made.figures["stages"] == ["ours"], "how the model was taught that it stands beside"
    assert made.data == {"old.txt": "a1"}, "what that model has not learned is not called learned"
    measured = made.figures["dynahate_dev"]
    assert isinstance(measured, dict)
    assert measured["comments"] == 2, "its development split alone"
    assert "a specialist for discrimination" in build(files).says
    assert "a second network of the same kind" in (out / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_without_one_the_card_asks_nobody(tmp_path: Path) -> None:
    start = folder(tmp_path / "start", {**kit.files(), **kit.files(kit.knowing({}))})
    data, out = folder(tmp_path / "data", {"dynahate_train_dev.csv": DYNAHATE.encode()}), folder(tmp_path / "out", {})
    made = finish(Course(tmp_path, data, out, start=start), Mix(kept_back=KEPT_BACK), lambda _: None)
    assert made.asks == {}
    assert "second network" not in (out / "MODEL_CARD.md").read_text(encoding="utf-8")
