"""A command run warm answers as one run cold, and nothing of one command is left for the next."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.run import cold, doorstep


@pytest.mark.parametrize(
    "words", [("version", "--json"), ("dance",), ("policy", "show", "house-rules"), ("policy", "check", "nobody")]
)
def test_warm_and_cold_answer_the_same(words: tuple[str, ...]) -> None:
    warm = doorstep(*words)
    assert warm.stdout + warm.stderr
    assert vars(warm) == vars(cold(*words))


def test_each_command_has_its_own_input_folder_and_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "doorstep.yaml").write_text('{"landlord": 7}', encoding="utf-8")
    assert "landlord: Input should be a valid string" in doorstep("db", "check", home=tmp_path).stderr
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    refused = doorstep("db", "check")
    assert refused.returncode == 2
    assert f"there is no database yet at sqlite:///{other}/doorstep-home/doorstep.db" in refused.stderr
    lines = [doorstep("detect", given=json.dumps({"id": name, "text": "no heating"})).stdout for name in "ab"]
    assert [json.loads(line)["id"] for line in lines] == ["a", "b"]
