"""The cards of a model can be read again, and the one for people names whose text it learned from."""

from pathlib import Path

from bot.train import card as cards
from bot.train.calibrate import fit
from bot.train.mix import Mix
from rules.score.card import read
from rules.score.words import HEADS, SETTLED


def test_the_cards_can_be_read_again(tmp_path: Path) -> None:
    heads = tuple(HEADS)
    logits = [[(-1) ** (row + at) * 2.0 for at in range(len(heads))] for row in range(80)]
    lessons = [{head: float((row + at) % 2 == 0) for at, head in enumerate(heads)} for row in range(80)]
    found = fit(logits, lessons, heads)
    assert found.thresholds.keys() == SETTLED
    held = [(4.0, True), (-4.0, False), (4.0, False), (-4.0, True)]
    made = cards.made(
        heads, 7, {"onnx": found, "linear": found}, {"a.txt": "00"}, cards.figures(Mix(), {"onnx": found}, held)
    )
    assert made.figures["dynahate_dev"] == {"comments": 4, "macro_f1": 50.0, "wrongly_called": 50.0}
    cards.write(tmp_path, made)
    assert read((tmp_path / "card.json").read_bytes()) == made
    words = (tmp_path / "MODEL_CARD.md").read_text()
    assert "DynaHate" in words
    assert "CC BY 4.0" in words
    assert "| threat |" in words
    assert "taught further" not in words
    cards.write(tmp_path, made.model_copy(update={"figures": {"taught further from": "ab12cd34ef" * 6}}))
    assert "taught further from the model ab12cd34efab12cd" in (tmp_path / "MODEL_CARD.md").read_text()


def test_a_blank_card_names_nothing() -> None:
    made = cards.blank(tuple(HEADS), 1)
    assert all(at.review == 1000 for at in made.scorers["onnx"].thresholds.values())
