"""A landlord that no line of code knows, through the commands a landlord would use on its own folder."""

import json
from pathlib import Path

from tests.bot.cli.run import doorstep
from tests.rules.casework.scene import SIXTH

OURS = str(SIXTH)


def test_its_folder_passes_check_and_what_it_must_still_say_is_told() -> None:
    done = doorstep("policy", "check", OURS, "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert (found["id"], found["clauses"]) == ("marram", 13)
    assert any("how_to_challenge is missing" in remark for remark in found["remarks"])


def test_what_changes_from_one_landlord_to_another_is_told_in_its_own_words() -> None:
    done = doorstep("policy", "diff", "karbon", OURS)
    assert done.returncode == 0
    for words in (
        "after:  Area Lead and Panel Member must agree. [MA-13]",
        "after:  Charter Chair and 2 of Panel Member must agree, once the complaints procedure has ended. [MA-13]",
        "after:  A restriction lasts 4 months unless another length is given; longer where 2 of Panel Member agree",
        "within 15 working days, to Office Manager; a Board Member who took no part decides within 10 working days.",
        "after:  The number of posts on social media does not count towards too much contact. [MA-04]",
        "after:  A restriction is looked at again every 2 months, by Charter Chair and Area Lead. [MA-11]",
    ):
        assert words in done.stdout


def test_every_requirement_of_its_document_is_covered() -> None:
    done = doorstep("policy", "coverage", "--pack", OURS, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["marram"]) == 13


def test_its_own_examples_are_met() -> None:
    done = doorstep("scenarios", str(SIXTH / "examples.jsonl"), "--policy", OURS, "--json")
    assert done.returncode == 0, done.stdout
    found = json.loads(done.stdout)
    assert (found["scenarios"], found["unmet"]) == (6, [])
    assert found["met"] == found["expectations"] > 30


def test_the_starter_pack_plays_a_story_too(tmp_path: Path) -> None:
    """`policy new`, and at once the same machinery: nothing about a landlord is anywhere else."""
    assert doorstep("policy", "new", "gorse", "--into", str(tmp_path)).returncode == 0
    said = {"platform": "facebook", "kind": "comment", "text": "rude", "needs": ["repair"]}
    story = {
        "id": "G-1",
        "title": "Rude once, with a repair",
        "policy": "gorse",
        "customer": {"linked": "none", "vulnerable": False, "support_worker": False, "existing_restriction": False},
        "events": [
            {
                "at": "2026-03-02T10:00:00+00:00",
                "account": "@a",
                **said,
                "findings": [{"behaviour": "abuse", "severity": "mild"}],
            }
        ],
        "expect": [
            {
                "after_event": 1,
                "must": ["route:repair", "warning_any"],
                "must_not": ["hide", "propose_restriction"],
                "cites": ["MP-05"],
                "basis": "text",
                "why": "",
            }
        ],
    }
    (tmp_path / "story.jsonl").write_text(json.dumps(story), encoding="utf-8")
    done = doorstep("scenarios", str(tmp_path / "story.jsonl"), "--policy", str(tmp_path / "gorse"))
    assert done.returncode == 0, done.stdout + done.stderr
