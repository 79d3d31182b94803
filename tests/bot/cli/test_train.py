"""`doorstep train` where it cannot: each reason in one line, exit code 2. Teaching needs torch, which Doorstep does not."""

import importlib.util
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import gather
from tests.bot.train.test_mix import COMMENTS, HEADERS, ROWS

RUNNER = CliRunner()


def train(*more: str) -> tuple[int, str]:
    answer = RUNNER.invoke(gather(["train"]), ["train", *more])
    return answer.exit_code, answer.stderr


def test_what_it_needs_is_said_where_it_is_not_there(tmp_path: Path) -> None:
    if importlib.util.find_spec("torch"):
        pytest.fail("torch is in the environment of the tests: whoever put it there makes everybody download it")
    for name, header in HEADERS.items():
        (tmp_path / name).write_text("\n".join([header, *ROWS[name], ""]))
    (tmp_path / "own.txt").write_text(COMMENTS)
    (tmp_path / "tokenizer.json").write_text('{"model": {"vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2}}}')
    code, said = train(str(tmp_path), "--base", str(tmp_path), "-o", str(tmp_path / "m"), "--comments", str(tmp_path))
    assert code == 2
    assert "requirements-train.txt" in said
    assert len(said.splitlines()) == 1


def test_a_bad_comment_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("threat/none | no\n")
    code, said = train(str(tmp_path), "--base", str(tmp_path), "-o", str(tmp_path / "m"), "--comments", str(tmp_path))
    assert code == 2
    assert "own.txt, line 1" in said


def test_a_set_to_keep_apart_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, said = train(
        str(tmp_path), "--base", str(tmp_path), "-o", str(tmp_path / "m"), "--apart", str(tmp_path / "gone.jsonl")
    )
    assert code == 2
    assert "gone.jsonl" in said


def test_a_model_is_not_taught_further_over_itself(tmp_path: Path) -> None:
    model = str(tmp_path / "m")
    code, said = train(str(tmp_path), "--base", str(tmp_path), "-o", model, "--from", model)
    assert code == 2
    assert "--from" in said


def test_a_specialist_stands_beside_a_model_that_is_named(tmp_path: Path) -> None:
    code, said = train(str(tmp_path), "--base", str(tmp_path), "-o", str(tmp_path / "m"), "--specialist")
    assert code == 2
    assert said.count("\n") == 1
    assert "--from" in said
