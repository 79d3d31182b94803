"""`doorstep scenarios`: what it prints, and its exit codes."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.run import doorstep
from tests.bot.scenarios.stories import OWN, expects, said, story, written

AT = "2026-03-02T10:00:00+00:00"


def test_all_met_is_zero_and_json_has_these_four_fields() -> None:
    done = doorstep("scenarios", str(OWN[0]), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert list(told) == ["scenarios", "expectations", "met", "unmet"]
    assert told["met"] == told["expectations"] > told["scenarios"] > 0
    assert told["unmet"] == []


@pytest.mark.slow
@pytest.mark.parametrize(("basis", "code"), [("text", 1), ("resolution", 1), ("judgement", 0)])
def test_unmet_is_one_unless_it_is_the_writers_own_reading(tmp_path: Path, basis: str, code: int) -> None:
    whole = story("karbon", said(AT), expect=[expects(1, "hide", "leave", basis=basis)])
    file = str(written(tmp_path / "s.jsonl", whole))
    done = doorstep("scenarios", file)
    assert done.returncode == code
    assert "expected and not there: hide" in done.stdout
    assert "there and not to be: leave" in done.stdout
    told = json.loads(doorstep("scenarios", file, "--json").stdout)["unmet"]
    assert told == [{"id": "T-1", "after_event": 1, "missing": ["hide"], "forbidden": ["leave"], "basis": basis}]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("oops", "s.jsonl: line 1: not JSON"),
        (json.dumps(story("nobody", said(AT))), "T-1: policy: no policy is called 'nobody'"),
        (json.dumps(story("karbon", said(AT, kind="shout"))), "s.jsonl: T-1: event 1: kind: unknown word shout"),
        (json.dumps(story("derby-2024", said("1999-03-02T10:00:00+00:00"))), "T-1: event 1: no policy was in force"),
    ],
)
def test_bad_input_is_two_and_one_line(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "s.jsonl").write_text(content, encoding="utf-8")
    done = doorstep("scenarios", str(tmp_path / "s.jsonl"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert why in done.stderr


@pytest.mark.slow
def test_no_file_is_two_and_the_tables_are_printed(tmp_path: Path) -> None:
    assert doorstep("scenarios").returncode == 2
    assert doorstep("scenarios", str(tmp_path / "none.jsonl")).returncode == 2
    tables = doorstep("scenarios", "--tables")
    assert tables.returncode == 0
    assert "private_data" in tables.stdout
