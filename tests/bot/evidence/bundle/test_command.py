"""`doorstep bundle`, in this process: what it writes, what it refuses, and in which words."""

import asyncio
import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import gather
from bot.evidence.bundle.verify_bundle import check
from bot.evidence.keys import NoKey
from bot.settings import Home, parse
from bot.staff.people import invite_again
from bot.staff.sign_in import Access
from tests.bot.evidence.bundle.forging import files_of
from tests.bot.evidence.bundle.kit import Office
from tests.bot.evidence.test_verify import past_the_triggers
from tests.bot.letters import reading

PASSWORD = "three brown teapots"


@pytest.fixture
def home(office: Office) -> Path:
    """Settings beside the office's database, and passwords for owen and priya."""
    said = "landlord: Example Homes\npolicy: derby-2024\ndatabase: sqlite:///doorstep.db\n"
    page = office.landlord.page
    Home(office.folder).write(parse(said, "doorstep.yaml").model_copy(update={"policy_settings": dict(page.settings)}))
    for login in ("owen", "priya"):
        invited = invite_again(office.database, office.clock, None, login)
        assert Access(office.database, office.clock).set_up(invited.code or "", PASSWORD) is None
    return office.folder


def bundle(home: Path, case: str, to: Path, *words: str, by: str = "owen") -> Result:
    said = ["bundle", case, "-o", str(to), "--as", by, "--home", str(home), *words]
    return CliRunner().invoke(gather(said), said, env={"DOORSTEP_PASSWORD": PASSWORD})


@pytest.mark.pango
def test_a_bundle_with_its_pdfs(office: Office, home: Path, tmp_path: Path) -> None:
    case = asyncio.run(office.small())
    done = bundle(home, case, tmp_path / "case.zip", "--for", "court", "--reason", "claim 7")
    assert done.exit_code == 0, done.stderr
    assert f"Bundle of case {case}, sealed at " in done.stdout
    assert "Origin NOT checked" in done.stdout
    raw = (tmp_path / "case.zip").read_bytes()
    assert check(raw, office.fingerprint)
    assert stat.S_IMODE((tmp_path / "case.zip").stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".case.zip*"))
    files = files_of(raw)
    for name, title in (("1-first-page.pdf", "Evidence in one case"), ("2-index.pdf", "Index of the evidence")):
        found = reading.tags(files[name])
        assert (found[0], found.count("H1")) == ("Document", 1)
        assert {"Table", "TR", "TD", "H2"} <= set(found)
        assert title in reading.text(files[name])
        assert "A rendering" in reading.text(files[name])
    assert reading.text(files["1-first-page.pdf"]).count("A rendering; the originals are in the bundle.") <= 2, (
        "two sides"
    )
    assert "for a court by Owen" in reading.text(files["1-first-page.pdf"])


def test_json_for_a_program(office: Office, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.letters import pdf

    monkeypatch.setattr(pdf, "missing", lambda: "the system library Pango is missing")
    case = asyncio.run(office.small())
    done = bundle(home, case, tmp_path / "case.zip", "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["pdf"], told["bytes"]) == (False, (tmp_path / "case.zip").stat().st_size)
    assert told["proofs"]["longest"] <= 6
    page = files_of((tmp_path / "case.zip").read_bytes())["1-first-page.html"].decode()
    assert "No PDF could be made on the landlord's machine" in page


def test_made_so_that_what_a_witness_kept_can_be_compared(office: Office, home: Path, tmp_path: Path) -> None:
    case = asyncio.run(office.small())
    kept, file, out = office.signed[-1], tmp_path / "kept.txt", tmp_path / "case.zip"
    file.write_text(f"Keep this.\n{kept.line}\n")
    done = bundle(home, case, out, "--checkpoint", str(file), "--json")
    assert done.exit_code == 0, done.stderr
    assert check(out.read_bytes(), "", kept.line)[-1].startswith(f"Witnessed: the checkpoint of {kept.size} entries")
    file.write_text("nothing\n")
    empty = bundle(home, case, tmp_path / "other.zip", "--checkpoint", str(file))
    assert (empty.exit_code, "there is no checkpoint in it" in empty.stderr) == (2, True)
    office.folder.joinpath("ledger.last").unlink()
    with past_the_triggers(office.database) as tx:
        tx.exec_driver_sql("DELETE FROM checkpoint WHERE size = ?", (kept.size,))
        tx.exec_driver_sql("DELETE FROM witness")
    file.write_text(kept.line)
    none = bundle(home, case, tmp_path / "other.zip", "--checkpoint", str(file))
    assert (none.exit_code, "is none of this record" in none.stderr) == (1, True)
    assert not (tmp_path / "other.zip").exists()


def test_what_is_refused_and_nothing_is_written(office: Office, home: Path, tmp_path: Path) -> None:
    case = asyncio.run(office.small())
    out = tmp_path / "case.zip"
    not_hers = bundle(home, case, out, by="priya")
    assert (not_hers.exit_code, "export" in not_hers.stderr) == (4, True)
    none = bundle(home, "c_none", out)
    assert (none.exit_code, none.stderr) == (4, "doorstep: there is no case c_none\n")
    (tmp_path / "there.zip").write_bytes(b"mine")
    there = bundle(home, case, tmp_path / "there.zip")
    assert (there.exit_code, (tmp_path / "there.zip").read_bytes()) == (2, b"mine")
    assert bundle(home, case, tmp_path / "no" / "case.zip").exit_code == 2
    (tmp_path / "ledger.key").rename(tmp_path / "away.key")
    without = bundle(home, case, out)
    assert isinstance(without.exception, NoKey)
    (tmp_path / "away.key").rename(tmp_path / "ledger.key")
    (row,) = office.comments()
    with past_the_triggers(office.database) as tx:
        tx.exec_driver_sql("UPDATE content SET value = CAST('kind' AS BLOB) WHERE field = 'text'")
    broken = bundle(home, case, out)
    fault = f"entry {row.text_seq} (heard): its content field 'text' is not what was committed to"
    told = f"doorstep: the record is not whole, so no bundle is made of it: {fault}\n"
    assert (broken.exit_code, broken.stderr) == (1, told)
    assert "exported" not in office.landlord.page.kinds(case)
    assert not out.exists()
