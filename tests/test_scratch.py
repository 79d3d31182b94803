"""Tests write in memory where there is room, where they are told otherwise, and leave nothing behind there."""

import os
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests import scratch


@pytest.fixture
def roomy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with room, on a run that was told nothing."""
    monkeypatch.setattr(scratch, "MEMORY", tmp_path)
    monkeypatch.setattr(scratch, "ROOM", 1)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    monkeypatch.setenv("DOORSTEP_EXAM", "small")
    monkeypatch.delenv("TMPDIR", raising=False)
    return tmp_path


def test_where_there_is_room_everything_goes_there_and_goes_with_the_run(
    roomy: Path, pytester: pytest.Pytester
) -> None:
    config = pytester.parseconfig()
    scratch.pytest_configure(config)
    (folder,) = roomy.glob(scratch.NAME + "*")
    assert os.environ["TMPDIR"] == tempfile.gettempdir() == str(folder)
    assert "memory" in scratch.pytest_report_header(config)
    ended = cast("pytest.Session", SimpleNamespace(config=config))
    scratch.pytest_sessionfinish(ended, 1)
    assert folder.is_dir(), "what failed is there to be looked at"
    scratch.pytest_sessionfinish(ended, 0)
    assert not folder.exists()


@pytest.mark.parametrize(("name", "value"), [("TMPDIR", "/elsewhere"), ("DOORSTEP_EXAM", "full")])
def test_a_run_that_is_told_otherwise_or_proves_figures_writes_to_the_disk(
    name: str, value: str, roomy: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    scratch.pytest_configure(pytester.parseconfig())
    assert list(roomy.glob(scratch.NAME + "*")) == []


def test_without_room_or_without_such_a_place_there_is_none(tmp_path: Path) -> None:
    assert not scratch.has_room(tmp_path / "none", 1 << 60)
    assert not scratch.has_room(tmp_path, scratch.ROOM - 1)


def test_what_a_killed_run_left_is_swept_and_what_another_holds_is_not(tmp_path: Path) -> None:
    held, left = scratch.make(tmp_path), tmp_path / f"{scratch.NAME}left"
    (left / "deep").mkdir(parents=True)
    other = tmp_path / "somebody-elses"
    other.mkdir()
    scratch.sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([held, other])
