"""Set-up says in one line what cannot be had and what to do, and fails unless it was named in SKIP."""

import os
import sys
from pathlib import Path

import pytest

from tools import find, setup

ALL_BUT = {name: " ".join(other for other in setup.NAMES if other != name) for name in setup.NAMES}


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], skip: str) -> tuple[int, list[str]]:
    monkeypatch.setattr(sys, "argv", ["setup", "--skip", skip])
    code = setup.main()
    return code, capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("name", ["chromium", "postgres", "redis", "pango", "openssl"])
def test_without_root_a_missing_service_is_one_line(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(find, name, lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    code, lines = run(monkeypatch, capsys, ALL_BUT[name])
    assert code == 2
    assert [line for line in lines if "MISSING" in line] == [line for line in lines if "skipped" not in line]
    assert f"{name}: MISSING: install " in "\n".join(lines)
    assert lines[setup.NAMES.index(name)].endswith(f"make test SKIP={name}")


@pytest.mark.parametrize(
    ("node", "said"), [(None, "found none"), ((Path("node"), 24), "found 24"), ((Path("node"), 18), "found 18")]
)
def test_the_network_says_which_node_is_missing(
    node: tuple[Path, int] | None, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(find, "node", lambda: node)
    code, lines = run(monkeypatch, capsys, ALL_BUT["network"])
    assert code == 2
    assert f"needs Node.js 20 or 22; {said}." in lines[-1]


def test_everything_named_in_skip_is_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, capsys, "chromium,network openssl pango postgres redis")[0] == 0


def test_a_wrong_name_in_skip_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run(monkeypatch, capsys, "chrome")
    assert code == 2
    assert lines == [
        "SKIP names what does not exist: chrome. It may name: chromium postgres redis pango openssl network."
    ]


def test_a_command_that_fails_shows_its_last_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(setup, "LOGS", find.REPOSITORY / ".cache" / "setup-test")
    with pytest.raises(setup.Missing, match="failed: no such thing"):
        setup._run(
            [sys.executable, "-c", "print('fetching', flush=True); raise SystemExit('no such thing')"],
            "x",
            dict(os.environ),
        )
