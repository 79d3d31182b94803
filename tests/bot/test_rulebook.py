"""The compiled rulebook as an installation keeps it."""

from pathlib import Path

import pytest

from bot import rulebook
from bot.resources import detector_texts
from tests.rules.detect.conftest import SMALL


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A rulebook of one file: reading and testing the whole takes seconds, and `tests/rules/detect` does."""
    texts = {name: text for name, text in detector_texts().items() if name in SMALL}
    monkeypatch.setattr(rulebook, "detector_texts", lambda: texts)
    return texts


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own, so that the one of this installation is left alone."""
    place = tmp_path / "compiled.json"
    monkeypatch.setattr(rulebook, "NAME", str(place))
    return place


def test_what_is_kept_fits_until_something_changes(at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rulebook.kept() == ""
    assert not rulebook.fits()
    assert rulebook.keep() == at
    assert rulebook.fits()
    assert list(at.parent.iterdir()) == [at], "nothing half-written is left"
    monkeypatch.setattr(rulebook, "version", lambda name: f"another {name}")
    assert not rulebook.fits()


def test_the_maker_is_the_code_that_reads_folds_and_tests() -> None:
    names = {file.name for file in rulebook._code()}
    assert {"rulebook.py", "phrases.py", "clues.py", "syntax.py", "sieve.py", "matcher.py", "detector.py"} <= names
    assert {"fold.py", "disguise.py", "characters.py", "finding.py"} <= names
    assert rulebook.maker() == rulebook.maker()


def test_the_program_makes_it_once(at: Path) -> None:
    assert rulebook._main() == 0
    made = at.stat()
    assert rulebook._main() == 0
    assert at.stat().st_ino == made.st_ino, "it fitted and was left"


def test_the_program_names_a_rule_that_does_not_hold(
    at: Path, small: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    small["extra.yaml"] = (
        "detector: abuse\nrules:\n  - {id: x, behaviour: abuse, reason: r, words: [foo], match: [bar]}"
    )
    assert rulebook._main() == 2
    assert capsys.readouterr().err == "doorstep: abuse: rule x does not match: bar\n"
    assert not at.exists()
