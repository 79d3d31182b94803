"""What is learned from, what is kept back, and that nothing a model is judged on is in either."""

import json
from pathlib import Path

import pytest

from bot.train.labels import of_record
from bot.train.mix import BadLesson, apart, mix, plain
from bot.train.public import DYNAHATE, SOURCES, held_dynahate
from rules.score.words import BEHAVIOURS, HEADS, MARKS

COMMENTS = """# a remark
-/repair/none/leave/thing | The boiler is a bastard.
abuse/-/serious/hide/staff | Your engineer is a bastard.

discrimination/-/serious/hide/resident/ground=religion | They should not be let in, that lot.
-/-/none/leave/none | They were let in on Monday.
"""
HEADERS = {
    DYNAHATE: "text,label,split",
    "HatemojiBuild_train.csv": "text,label_gold,type",
    "edos_train_dev.csv": "text,label_sexist,label_category,split",
    "mhs_train.csv": "text,label",
    "synthetic_housing_templates.csv": "text,hate,threat,toxic",
    "synthetic_housing_templates_round2.csv": "text,hate,threat,toxic",
}
ROWS = {
    DYNAHATE: ["learn me,1,train", "judge me,1,dev", "The  Boiler is a bastard!,0,train"],
    "HatemojiBuild_train.csv": ["a knife for you,1,threateninglanguage", "a flower,0,none"],
    "edos_train_dev.csv": ["women cannot lead,sexist,2. derogation,train", "held,not sexist,none,dev"],
    "mhs_train.csv": ["fine,0"],
    "synthetic_housing_templates.csv": ["i will hurt you,,1,1"],
    "synthetic_housing_templates_round2.csv": ["this app is pathetic,0,0,0"],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    for name, header in HEADERS.items():
        (folder / name).write_text("\n".join([header, *ROWS[name], ""]))
    return folder


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "comments"
    folder.mkdir()
    for number in range(20):
        (folder / f"set-{number}.txt").write_text(COMMENTS.replace(".\n", f" {number}.\n"))
    return folder


def test_every_source_is_read_and_teaches_only_heads_there_are(data: Path, written: Path) -> None:
    whole = mix(written, data, frozenset())
    assert {*whole.digests} == {*SOURCES, *(f"set-{number}.txt" for number in range(20))}
    lessons = {text.text: text.lesson for text in whole.public + whole.kept_back}
    assert lessons["i will hurt you"] == {"threat": 1.0, "severity:mild+": 1.0}
    assert lessons["a knife for you"] == {"discrimination": 1.0, "threat": 1.0}
    assert "held" not in lessons
    assert "judge me" not in lessons
    assert all(lesson.keys() <= HEADS.keys() for lesson in lessons.values())


def test_our_comments_teach_every_head(data: Path, written: Path) -> None:
    whole = mix(written, data, frozenset())
    ours = [text for text in whole.ours if "bastard" in text.text]
    assert ours
    assert all(text.lesson.keys() == HEADS.keys() for text in ours)
    rude = next(text for text in ours if "engineer" in text.text)
    assert {head for head, value in rude.lesson.items() if value} == {
        "abuse", "target:staff", "outcome:review+", "outcome:hide+", "severity:mild+", "severity:serious+",
    }  # fmt: skip


def test_a_group_is_never_split(data: Path, written: Path) -> None:
    whole = mix(written, data, frozenset())
    kept, learned = ({text.text for text in part} for part in (whole.kept_back, whole.ours))
    assert kept
    assert learned
    for number in range(20):
        pair = {f"The boiler is a bastard {number}.", f"Your engineer is a bastard {number}."}
        assert pair <= kept or pair <= learned


def test_what_judges_us_is_left_out_however_it_is_spaced(tmp_path: Path, data: Path, written: Path) -> None:
    judged = tmp_path / "judged.jsonl"
    judged.write_text(
        json.dumps({"text": "LEARN   me!!"}) + "\n" + json.dumps({"text": "your engineer is a bastard 3"})
    )
    banned = apart([judged, data / DYNAHATE])
    assert banned == {"learnme", "yourengineerisabastard3", "judgeme"}
    whole = mix(written, data, banned)
    assert whole.left_out == 2
    assert not {plain(text.text) for text in whole.public + whole.ours + whole.kept_back} & banned


def test_public_text_that_was_kept_back_of_ours_is_not_learned(data: Path, written: Path) -> None:
    (written / "one.txt").write_text("-/repair/none/leave/thing | The boiler is a bastard.\n")
    whole = mix(written, data, frozenset())
    kept = {plain(text.text) for text in whole.kept_back}
    assert not kept & {plain(text.text) for text in whole.public}


@pytest.mark.parametrize(
    ("line", "why"),
    [('{"text": "x"}', "KeyError"), ("nonsense", "JSONDecodeError"), ('{"text": "x", "behaviours": 3}', "line 1")],
)
def test_a_bad_line_is_named(data: Path, written: Path, line: str, why: str) -> None:
    (data / "uk_landlord.jsonl").write_text(line)
    with pytest.raises(BadLesson, match=r"uk_landlord\.jsonl, line 1") as told:
        mix(written, data, frozenset())
    assert why in str(told.value)


def test_a_record_without_grounds_teaches_none_where_there_is_discrimination() -> None:
    record = {
        "behaviours": ["discrimination"],
        "needs": [],
        "target": "resident",
        "outcome": "hide",
        "severity": "serious",
    }
    lesson = of_record(record)
    assert not any(head.startswith(("ground:", "mark:")) for head in lesson)
    assert {"ground:race", *BEHAVIOURS} <= of_record(record | {"behaviours": []}).keys()
    assert not {f"mark:{name}" for name in MARKS} & lesson.keys()


def test_the_held_split_is_the_development_one(data: Path) -> None:
    assert held_dynahate(data) == [("judge me", True)]
