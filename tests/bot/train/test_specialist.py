"""A specialist is taught one head from texts that say something of it; the model beside which it is asked stays as it is."""

from pathlib import Path

import pytest

from bot.resources import model_files
from bot.train.finish import checked, finish
from bot.train.mix import Mix, Text
from bot.train.plan import Course
from bot.train.provenance import told
from bot.train.shipped import NotOurs
from bot.train.specialist import of_one
from bot.train.teach import ASKS
from rules.score import build
from rules.score.card import Card, read
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
BEFORE = {"stages": ["ours"], "learned": {"ours": 7}, "specialists": {"discrimination": {"seed": 3}}}


def folder(at: Path, files: dict[str, bytes]) -> Path:
    at.mkdir()
    for name, body in files.items():
        (at / name).write_bytes(body)
    return at


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A model with a specialist to begin with, and an output folder in which another course left its own."""
    linear = kit.files(kit.knowing({}), figures=BEFORE, data={"old.txt": "a1"}, seed=5)
    start = folder(tmp_path / "start", {**kit.specialist(), **linear})
    base = folder(tmp_path / "base", {"tokenizer.json": kit.files()["tokenizer.json"], "model.safetensors": b"weights"})
    data = folder(tmp_path / "data", {"dynahate_train_dev.csv": DYNAHATE.encode()})
    out = folder(tmp_path / "out", {"linear.safetensors": b"another's", "weights.pt": b"another's", "model.onnx": b""})
    return Course(base, data, out, start=start)


def finished(course: Course, mix: Mix | None = None) -> Card:
    return finish(course, mix or Mix(kept_back=KEPT_BACK), lambda _: None, taught=())


def test_only_what_says_something_of_the_head_and_only_that() -> None:
    texts = [("a", {"discrimination": 1.0, "threat": 0.0}, 2.0), ("b", {"threat": 1.0}, 2.0)]
    assert list(of_one("discrimination", iter(texts))) == [("a", {"discrimination": 1.0}, 1.0)]


def test_what_is_not_taught_here_comes_from_the_start_whatever_lay_in_the_folder(course: Course) -> None:
    made, files = finished(course), model_files(course.out)
    assert course.start is not None
    assert files.keys() == {"card.json", "model.onnx", "tokenizer.json", "linear.safetensors", "discrimination.onnx"}
    assert all(body == (course.start / name).read_bytes() for name, body in files.items() if name != "card.json")
    assert read(files["card.json"]) == made
    assert made.asks == ASKS
    assert "a specialist for discrimination" in build(files).says
    assert "a second network of the same kind" in (course.out / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_the_card_says_of_each_network_how_that_one_was_taught(course: Course) -> None:
    made = finished(course, Mix(kept_back=KEPT_BACK, digests={"new.txt": "b2"}))
    assert (made.seed, made.data) == (5, {"old.txt": "a1"}), "what the first network has not learned is not called so"
    assert {name: made.figures[name] for name in BEFORE} == BEFORE
    measured = made.figures["dynahate_dev"]
    assert isinstance(measured, dict)
    assert measured["comments"] == 2, "its development split alone"


def test_a_specialist_that_is_taught_has_a_provenance_of_its_own(course: Course) -> None:
    said = told(course, Mix(digests={"new.txt": "b2"}), ["discrimination"]).figures["specialists"]
    other = told(course, Mix(digests={"new.txt": "b3"}), ["discrimination"]).figures["specialists"]
    assert isinstance(said, dict)
    assert said["discrimination"]["files"] == 1
    assert said["discrimination"]["seed"] == course.seed
    assert said != other


def test_without_one_the_card_asks_nobody(course: Course) -> None:
    assert course.start is not None
    (course.start / "discrimination.onnx").unlink()
    (course.out / "discrimination.onnx").write_bytes(b"another's")
    assert finished(course).asks == {}
    assert not (course.out / "discrimination.onnx").exists()
    assert "second network" not in (course.out / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_a_start_that_will_not_do_is_said_before_anything_is_taught(course: Course) -> None:
    assert course.start is not None
    checked(course)
    (course.base / "tokenizer.json").write_bytes(b"{}")
    with pytest.raises(NotOurs, match="its tokens are not those of the base"):
        checked(course)
    (course.start / "model.onnx").unlink()
    with pytest.raises(NotOurs, match=r"model\.onnx: it is not there"):
        checked(course)
    (course.start / "card.json").write_bytes(b"{}")
    with pytest.raises(NotOurs, match=r"start: card\.json: "):
        checked(course)


def test_weights_that_lack_are_named(course: Course) -> None:
    with pytest.raises(NotOurs, match=r"discrimination\.pt: there are no weights to fit"):
        finish(course, Mix(kept_back=KEPT_BACK), lambda _: None, taught=["discrimination"])
