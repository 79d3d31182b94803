"""`doorstep letter sample`: a pack's letters as files to look at."""

from pathlib import Path

import pytest

from tests.bot.cli.run import doorstep


@pytest.mark.pango
def test_a_sample_in_all_formats(tmp_path: Path) -> None:
    done = doorstep("letter", "sample", "--pack", "derby-2024", "--kind", "warning", "--out", str(tmp_path / "new"))
    assert done.returncode == 0, done.stderr
    found = sorted(file.name for file in (tmp_path / "new").iterdir())
    assert found == ["derby-2024-warning.docx", "derby-2024-warning.html", "derby-2024-warning.pdf"]
    assert (tmp_path / "new" / "derby-2024-warning.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert sorted(Path(line).name for line in done.stdout.splitlines()) == found


@pytest.mark.pango
def test_in_large_print(tmp_path: Path) -> None:
    done = doorstep("letter", "sample", "--pack", "karbon", "--kind", "lifting", "--out", str(tmp_path), "--large")
    assert done.returncode == 0, done.stderr
    assert "18pt" in (tmp_path / "karbon-lifting-large.html").read_text(encoding="utf-8")


def test_a_letter_that_the_pack_has_not_is_refused_in_one_line(tmp_path: Path) -> None:
    done = doorstep("letter", "sample", "--pack", "house-rules", "--kind", "extension", "--out", str(tmp_path))
    assert done.returncode == 4
    assert done.stderr.strip() == ("doorstep: house-rules knows no formal action, so there is no letter 'extension'")


def test_an_unknown_pack_is_one_line(tmp_path: Path) -> None:
    done = doorstep("letter", "sample", "--pack", "nowhere", "--out", str(tmp_path))
    assert done.returncode == 2
    assert "no policy pack 'nowhere'" in done.stderr
    assert "Traceback" not in done.stderr
