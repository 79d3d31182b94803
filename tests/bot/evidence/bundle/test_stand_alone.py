"""The verifier as somebody gets it: taken out of the bundle, run by itself in an empty folder."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.evidence.bundle import verify_bundle
from tests.bot.evidence.bundle.conftest import Made
from tests.bot.evidence.bundle.forging import files_of

SOURCE = Path(verify_bundle.__file__)


@pytest.fixture
def alone(made: Made, tmp_path: Path) -> Path:
    (tmp_path / "case.zip").write_bytes(made.bundle.raw)
    (tmp_path / "3-verify_bundle.py").write_bytes(files_of(made.bundle.raw)["3-verify_bundle.py"])
    (tmp_path / "kept.txt").write_text(f"Keep this.\n\n{made.kept}\n")
    return tmp_path


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Isolated: nothing of ours is on its path, and no variable reaches it."""
    command = [sys.executable, "-I", "3-verify_bundle.py", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={}, check=False)


def test_it_is_small_and_needs_only_the_standard_library_and_cryptography() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    modules = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            modules |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(str(node.module).split(".")[0])
    assert modules - sys.stdlib_module_names == {"cryptography"}
    assert not modules & {"socket", "urllib", "http", "subprocess"}


def test_by_itself(alone: Path, made: Made) -> None:
    plain = run(alone, "case.zip")
    assert (plain.returncode, plain.stderr) == (0, "")
    assert plain.stdout.splitlines()[-1].startswith("Origin NOT checked: key ")
    proved = run(alone, "case.zip", "--key", made.key, "--checkpoint", "kept.txt")
    assert proved.returncode == 0
    assert f"Origin: signed under the key {made.key}, which you gave." in proved.stdout
    assert "Witnessed: the checkpoint of" in proved.stdout


def test_what_is_wrong_and_what_cannot_be_checked(alone: Path, made: Made) -> None:
    raw = bytearray(made.bundle.raw)
    raw[raw.index(b"You are {abuse serious} useless", raw.index(b"/text.txtYou")) + 3] ^= 1
    (alone / "other.zip").write_bytes(raw)
    wrong = run(alone, "other.zip")
    assert (wrong.returncode, wrong.stderr) == (1, "")
    assert wrong.stdout.startswith("WRONG: entry ")
    assert "its private field 'text' was altered" in wrong.stdout
    (alone / "empty.txt").write_text("")
    (alone / "else.txt").write_text("nothing\n")
    for words in (
        ["none.zip"],
        *(["case.zip", "--checkpoint", name] for name in ("none.txt", "empty.txt", "else.txt")),
    ):
        failed = run(alone, *words)
        assert (failed.returncode, failed.stdout) == (2, ""), words
        assert failed.stderr.startswith("This cannot be checked: ")
    assert (
        "no checkpoint that was kept outside is as old as this bundle"
        in run(alone, "case.zip", "--checkpoint", "else.txt").stderr
    )
    elsewhere = made.kept.replace(f'"size":{size_of(made.kept)}', '"size":7')
    (alone / "elsewhere.txt").write_text(elsewhere)
    absent = run(alone, "case.zip", "--checkpoint", "elsewhere.txt")
    assert absent.returncode == 1
    assert absent.stdout == "WRONG: the checkpoint of 7 entries that was kept outside is none of this record\n"


def size_of(line: str) -> int:
    return int(json.loads(line)["body"]["size"])
