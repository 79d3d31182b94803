"""No slice is worse than its baseline, in `make test`; the guard itself: what it refuses, how a worse slice is accepted."""

import json
from pathlib import Path

import pytest

from bot.evaluation.guard import GOOD, HARM, BadBaseline, Baseline, digest, fallen, measured, read, written
from bot.evaluation.labelled import read as read_labelled
from bot.evaluation.sides import RULES, guarded_sides, side
from bot.evaluation.slices import shipped
from bot.train.comments import Labelled
from bot.train.comments import read as read_comments
from tests.bot.evaluation.small import RIGHT, WRONG, file, judged
from tests.bot.evaluation.test_command import run
from tests.bot.train.folded import all_comments, fold, runs, where

GUARDED = Path(__file__).parent / "guarded"
POLICY = "house-rules"


@pytest.mark.slow
def test_no_slice_is_worse_than_its_baseline() -> None:
    """Worth it all the same? Write the baseline again with the reason: `guarded/README.md` says how."""
    examples = read_labelled(GUARDED, shipped())
    baseline = read(GUARDED / "baseline.json", examples)
    worse: list[str] = []
    for name in guarded_sides():
        answers = list(side(name, POLICY).judge(examples))
        worse += map(str, fallen(baseline, name, measured(answers)))
    assert worse == []


def test_the_slices_are_large_enough_and_hold_both_kinds() -> None:
    comments = _guarded()
    slices = {comment.file for comment in comments}
    assert len(comments) >= 250
    assert len({fold(comment.text) for comment in comments}) == len(comments), "said twice"
    assert min(sum(comment.file == name for comment in comments) for name in slices) >= 20
    assert {"dialects.txt", "reclaimed.txt", "disability-speech.txt", "critical-needs-inside-abuse.txt"} <= slices


@pytest.mark.slow
def test_nothing_guarded_is_trained_on() -> None:
    taught = [comment.text for comment in all_comments()]
    whole = set(map(fold, taught))
    parts = set[str]().union(*map(runs, taught))
    assert whole
    assert [where(c) for c in _guarded() if fold(c.text) in whole or runs(c.text) & parts] == []


def test_every_figure_that_is_worse_is_named() -> None:
    right, wrong = measured(judged(RIGHT)), measured(judged(WRONG))
    baseline = Baseline("so it was", "", {RULES: right}, {RULES: 0})
    assert fallen(baseline, RULES, right) == []
    said = [str(each) for each in fallen(baseline, RULES, wrong)]
    assert said == [
        "rules, all: lawful hidden 0 before, 1 now",
        "rules, all: lawful named 0 before, 1 now",
        "rules, all: breaches caught 2 before, 1 now",
        "rules, all: urgent called 2 before, 1 now",
        "rules, all: critical needs heard 2 before, 1 now",
    ]
    assert fallen(Baseline("", "", {RULES: wrong}, {}), RULES, right) == [], "better is never worse"
    assert fallen(Baseline("", "", {RULES: right}, {RULES: 1}), RULES, wrong) == [], "within the slack of a model"
    assert set(HARM) | set(GOOD) | {"comments"} == set(right["all"])


def test_what_the_baseline_does_not_know_is_refused() -> None:
    now = measured(judged(RIGHT))
    baseline = Baseline("", "", {RULES: now}, {})
    with pytest.raises(BadBaseline, match="no figures of 'ours'"):
        fallen(baseline, "ours", now)
    with pytest.raises(BadBaseline, match="other slices: all, some"):
        fallen(baseline, RULES, {"some": now["all"]})
    with pytest.raises(BadBaseline, match="say why"):
        written("  ", [], {})


def test_a_worse_slice_is_refused_until_somebody_says_why(tmp_path: Path) -> None:
    labelled, baseline = str(file(tmp_path)), tmp_path / "baseline.json"
    assert "No such file" in str(run(labelled, "--guard", str(baseline)).exception)
    done = run(labelled, "--guard", str(baseline), "--accept", "the first figures")
    assert done.exit_code == 0, done.output
    assert run(labelled, "--guard", str(baseline)).exit_code == 0
    kept = json.loads(baseline.read_text())
    kept["sides"][RULES]["all"]["breaches caught"] += 5
    baseline.write_text(json.dumps(kept))
    worse = run(labelled, "--guard", str(baseline))
    assert worse.exit_code == 1
    assert "rules, all: breaches caught" in worse.stdout
    assert run(labelled, "--guard", str(baseline), "--accept", " ").exit_code == 2
    assert run(labelled, "--guard", str(baseline), "--accept", "five were labelled wrongly").exit_code == 0
    assert json.loads(baseline.read_text())["reason"] == "five were labelled wrongly"


def test_other_comments_have_no_baseline(tmp_path: Path) -> None:
    examples = read_labelled(file(tmp_path), shipped())
    baseline = tmp_path / "baseline.json"
    baseline.write_text(written("so", examples[:-1], {}).json())
    assert digest(examples) != digest(examples[:-1])
    with pytest.raises(BadBaseline, match="the comments have changed since"):
        read(baseline, examples)
    baseline.write_text("[]")
    with pytest.raises(BadBaseline, match="no baseline as"):
        read(baseline, examples)


def _guarded() -> list[Labelled]:
    files = sorted(GUARDED.glob("*.txt"))
    return [comment for file in files for comment in read_comments(file.read_text(encoding="utf-8"), file.name)]
