"""`doorstep eval` as a user meets it; the report in a real browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import async_playwright
from typer import Typer
from typer.testing import CliRunner, Result

from bot.cli.eval import add_to
from bot.evaluation.labelled import BadLabelled, read
from bot.evaluation.slices import shipped
from tests.bot.console.screen import AXE, SIZES
from tests.bot.evaluation.small import LINES, RIGHT, WRONG, answers_file, file
from tests.rules.score import kit

HOSTILE = "<script>document.title = 'taken'</script>\u202e]]> {{ 7 * 7 }}"


def run(*words: str) -> Result:
    app = Typer()
    app.callback()(lambda: None)
    add_to(app)
    return CliRunner().invoke(app, ["eval", *words])


def test_our_detectors_on_labelled_comments(tmp_path: Path) -> None:
    done = run(str(file(tmp_path)), "--json")
    assert done.exit_code == 0
    [side] = json.loads(done.stdout)["sides"]
    assert side["name"] == "ours"
    assert [len(part) for part in side["digest"].split("+")] in ([64], [64, 64]), (
        "of the rules, and of a model beside them"
    )
    assert side["overall"]["comments"] == 6
    assert side["behaviours"]["threat"]["right"] == 1


def test_somebody_elses_answers_against_ours_and_the_exit_code(tmp_path: Path) -> None:
    labelled, wrong = str(file(tmp_path)), str(answers_file(tmp_path, WRONG))
    (tmp_path / "before").mkdir()
    right = str(answers_file(tmp_path / "before", RIGHT))
    worse = run(labelled, "--model", wrong, "--against", right)
    assert worse.exit_code == 1
    assert "worse: identity: faith: lawful comments hidden 0/1 (0.0 %) before, 1/1 (100.0 %) now" in worse.stdout
    better = json.loads(run(labelled, "--model", right, "--against", wrong, "--json").stdout)
    assert (better["worse"], better["worsened"], len(better["better"])) == ([], [], 4)


def test_the_rules_by_themselves_and_what_the_thresholds_cost(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    done = run(str(file(tmp_path)), "--model", "rules", "--json", "--report", str(report))
    assert done.exit_code == 0
    [side] = json.loads(done.stdout)["sides"]
    assert side["costs"]["threat"]["act"] == {
        "score": 700,
        "breaches": {"part": 1, "whole": 1},
        "lawful": {"part": 0, "whole": 5},
    }
    assert [point["score"] for point in side["curves"]["threat"]] == list(range(50, 1001, 50))
    assert "What the policy's thresholds cost" in report.read_text()


@pytest.mark.slow
def test_other_rules_than_ours(tmp_path: Path) -> None:
    """Our own data without one file: what it found is missed, and the comparison says so."""
    from bot.resources import detector_texts

    rules = tmp_path / "rules"
    rules.mkdir()
    for name, text in detector_texts().items():
        if name != "threat.yaml":
            (rules / name).write_text(text)
    done = run(str(file(tmp_path)), "--model", str(rules), "--against", "ours", "--json")
    assert done.exit_code == 1, done.output
    assert "3" in json.loads(done.stdout)["worse"]


def test_a_folder_of_a_model_stands_beside_our_rules(tmp_path: Path) -> None:
    """It knows one word that no rule knows, and the comparison with the rules by themselves shows it."""
    lines = [*LINES[:5], LINES[5] | {"text": "Complete zanzibar", "behaviours": ["abuse"], "outcome": "review"}]
    taught = tmp_path / "model"
    taught.mkdir()
    for name, content in kit.files(kit.knowing({"abuse": ["zanzibar"]}), scorers={"linear": kit.fitted()}).items():
        (taught / name).write_bytes(content)
    labelled = str(file(tmp_path, lines))
    done = run(labelled, "--model", str(taught), "--against", "rules", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["better"] == ["6"]
    assert found["sides"][0]["digest"] != found["sides"][1]["digest"]
    (taught / "card.json").write_text("{}")
    spoilt = run(labelled, "--model", str(taught))
    assert (spoilt.exit_code, spoilt.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ({"outcome": "ban"}, "line 2: outcome: 'ban' is none of leave, review, hide, urgent"),
        ({"behaviours": ["rude"]}, "line 2: behaviours: must be a list of threat"),
        ({"needs": None}, "line 2: needs: must be a list of hazard"),
        ({"text": 5}, "line 2: id, text: both must be there"),
        ({"id": "1"}, "id: 1 stands there twice"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, spoil: dict[str, Any], why: str) -> None:
    done = run(str(file(tmp_path, [LINES[0], LINES[1] | spoil])))
    assert done.exit_code == 2
    assert why in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_side_that_is_none_or_knows_too_little(tmp_path: Path) -> None:
    labelled = str(file(tmp_path))
    assert (
        "neither 'ours', 'rules', a folder of rule data or a model" in run(labelled, "--model", "nothing-here").stderr
    )
    few = answers_file(tmp_path, {"1": RIGHT["1"]})
    assert "has no answer to 2" in run(labelled, "--model", str(few)).stderr
    few.write_text("{}")
    assert "line 1: no answer as `doorstep detect` writes it" in run(labelled, "--model", str(few)).stderr


def test_training_comments_are_labelled_comments(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("-/repair/none/leave/thing/lang=cy | Mae'r boeler wedi torri\n")
    [one] = read(tmp_path, shipped())
    assert (one.id, *one.truth.needs, *one.slices) == ("a.txt:1", "repair", "language: cy")
    (tmp_path / "a.txt").write_text("rude/-/mild/review/staff | You fools\n")
    with pytest.raises(BadLabelled, match=r"a\.txt, line 1, behaviours"):
        read(tmp_path, shipped())


@pytest.mark.slow
@pytest.mark.browser
async def test_the_report_reads_well_and_holds_hostile_words(tmp_path: Path, chromium_path: Path) -> None:
    lines = [*LINES, {**LINES[5], "id": "7", "text": HOSTILE, "behaviours": ["spam"], "outcome": "hide"}]
    report = tmp_path / "report.html"
    labelled = str(file(tmp_path, lines))
    wrong = str(answers_file(tmp_path, WRONG | {"7": RIGHT["6"]}))
    assert run(labelled, "--against", wrong, "--report", str(report)).exit_code in (0, 1)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        for width, height in SIZES.values():
            page = await browser.new_page(viewport={"width": width, "height": height}, bypass_csp=True)
            await page.goto(report.as_uri())
            assert await page.title() == "Doorstep eval: labelled.jsonl"
            assert "{{ 7 * 7 }}" in await page.inner_text("body")
            await page.evaluate(AXE)
            assert await page.evaluate("async () => (await axe.run()).violations.map((one) => one.id)") == []
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await browser.close()
