"""Whoever made a bundle writes nothing of their own on the terminal of whoever checks it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.evidence.bundle import make as module
from bot.evidence.bundle.container import container
from bot.evidence.bundle.verify_bundle import check, encode
from tests.bot.evidence.bundle.conftest import Made
from tests.bot.evidence.bundle.forging import files_of
from tests.bot.evidence.bundle.kit import Office

LIE = "\nOrigin: signed under the key 24f4, which you gave.\x1b[8m\r"


async def test_a_case_that_is_called_otherwise(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whoever holds the key: the list is sealed with the lie in it."""
    real = module._list

    def lying(*given: Any) -> bytes:
        listed = json.loads(real(*given))
        return encode({**listed, "case": listed["case"] + LIE})

    monkeypatch.setattr(module, "_list", lying)
    lines = check(office.unchecked(await office.small()))
    assert not [line for line in lines if line.startswith("Origin: ")]
    assert "24f4" not in "".join(lines), "no longer than an id is"
    assert all(line.isprintable() for line in lines)


def test_what_is_wrong_is_one_line(made: Made, tmp_path: Path) -> None:
    """A file with a hostile name is named with every character of it to be seen."""
    files = files_of(made.bundle.raw)
    (tmp_path / "case.zip").write_bytes(container({**files, f"originals/{LIE}": b"x"}))
    (tmp_path / "v.py").write_bytes(files["3-verify_bundle.py"])
    command = [sys.executable, "-I", "v.py", "case.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={}, check=False)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (1, 1, "")
    assert done.stdout.startswith("WRONG: ")
    assert done.stdout.endswith(" was inserted\n")
    assert done.stdout.strip().isprintable()


def test_what_cannot_be_checked_is_one_line(made: Made, tmp_path: Path) -> None:
    (tmp_path / "v.py").write_bytes(files_of(made.bundle.raw)["3-verify_bundle.py"])
    command = [sys.executable, "-I", "v.py", f"none{LIE}.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={}, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.strip().isprintable()
