"""What each stage of the course is taught: the same draw from the same seed, and ours only where the stage says so."""

from dataclasses import replace
from pathlib import Path

from bot.train.course import chosen
from bot.train.mix import Mix, Text
from bot.train.plan import Course
from bot.train.teach import STAGES, Stage

COURSE = Course(Path("base"), Path("data"), Path("out"))
PUBLIC = [Text(f"public {n}", {"discrimination": float(n % 2)}) for n in range(40)]
OURS = [Text(f"ours {n}", {"threat": float(n % 2)}) for n in range(20)]


def _texts(mix: Mix, stage: Stage, seed: int = 1) -> list[str]:
    return [text for text, _, _ in chosen(mix, stage, COURSE, seed)]


def test_a_new_comment_of_ours_leaves_what_the_first_stage_is_taught_as_it_was() -> None:
    before, after = Mix(public=PUBLIC, ours=OURS), Mix(public=PUBLIC, ours=[*OURS, Text("one more", {"threat": 1.0})])
    first, second = STAGES
    assert _texts(before, first) == _texts(after, first) == [one.text for one in PUBLIC]
    assert "one more" in _texts(after, second)


def test_a_part_of_the_public_texts_is_drawn_by_the_seed() -> None:
    mix, stage = Mix(public=PUBLIC), replace(STAGES[1], public=0.5)
    assert _texts(mix, stage, 1) == _texts(mix, stage, 1) != _texts(mix, stage, 2)
    assert 8 <= len(_texts(mix, stage)) <= 32


def test_ours_are_seen_as_often_as_the_stage_says() -> None:
    assert len(_texts(Mix(ours=OURS), replace(STAGES[1], ours=2.5, public=0))) in range(40, 61)
    assert len(_texts(Mix(ours=OURS), replace(STAGES[1], ours=3, public=0))) == 60


def test_a_model_taught_further_hears_most_of_what_it_has_not_learned() -> None:
    new = [replace(one, file="new.txt") for one in OURS[:4]]
    old = [replace(one, file="old.txt") for one in OURS[4:]]
    mix = Mix(ours=[*new, *old], digests={"new.txt": "a1", "old.txt": "b2"})
    stage = Stage("further", ours=1, public=0, rate=1e-5, batch=8, fresh=3)

    def heard(learned: frozenset[str], stage: Stage = stage) -> list[int]:
        texts = [text for text, _, _ in chosen(mix, stage, COURSE, 1, learned)]
        return [texts.count(new[0].text), texts.count(old[0].text)]

    assert heard(frozenset({"b2"})) == [3, 1]
    assert heard(frozenset({"a1", "b2"})) == [1, 1]
    assert heard(frozenset({"b2"}), replace(stage, fresh=0)) == [1, 1]
