"""`doorstep letter write` on a real case: previewed, put into evidence, approved, and said to have gone out."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import gather
from bot.letters.parts import Incomplete
from bot.letters.sample import INVENTED
from bot.settings import Home, parse
from bot.staff.people import invite_again
from bot.staff.sign_in import Access
from rules.model.case import words as w
from tests.bot.cases.kit import House

pytestmark = [pytest.mark.slow, pytest.mark.pango]
PASSWORD = "three brown teapots"
WORDS = ("--to", "Ms Rob Invented", "--address", "1 Example Street; Exampletown", "--reason", "A colleague was afraid.")
DETAILS = ("--details", "Dan, 0000 000 0006", "--goes-out", "2026-11-30", "--signed", "Helen Ward; Head of Service")


def at_home(house: House, home: Path) -> None:
    """Settings beside the database of the house, and a password for owen."""
    said = "landlord: Example Homes\npolicy: derby-2024\ndatabase: sqlite:///doorstep.db\n"
    settings = parse(said, "doorstep.yaml").model_copy(update={"policy_settings": {**house.page.settings, **INVENTED}})
    Home(home).write(settings)
    invited = invite_again(house.page.database, house.page.clock, None, "owen")
    assert Access(house.page.database, house.page.clock).set_up(invited.code or "", PASSWORD) is None


def command(home: Path, *words: str) -> Result:
    """In this process: a command of its own takes seconds to start, and there are eight."""
    said = [*words, "--as", "owen", "--home", str(home)]
    return CliRunner().invoke(gather(said), said, env={"DOORSTEP_PASSWORD": PASSWORD})


async def test_from_a_draft_to_a_letter_that_went_out(house: House, tmp_path: Path) -> None:
    case, _ = await house.restricted()
    at_home(house, tmp_path)
    row = house.letter(case, w.LetterKind.RESTRICTION_NOTICE)

    refused = command(tmp_path, "letter", "write", row.id, *WORDS)
    assert isinstance(refused.exception, Incomplete)
    assert "the part remaining_channel" in str(refused.exception)

    looked = command(tmp_path, "letter", "write", row.id, *WORDS, *DETAILS, "--preview", str(tmp_path / "look"))
    assert looked.exit_code == 0, looked.stderr
    assert {file.name for file in (tmp_path / "look").iterdir()} == {"letter.html", "letter.pdf", "letter.docx"}
    text = (tmp_path / "look" / "letter.html").read_text(encoding="utf-8")
    assert "Wednesday 30 December 2026" in text
    assert "Helen Ward<br>Head of Service" in text
    assert house.letter(case, w.LetterKind.RESTRICTION_NOTICE).content_seq is None

    kept = command(tmp_path, "letter", "write", row.id, *WORDS, *DETAILS, "--format", "braille")
    assert kept.exit_code == 0, kept.stderr
    assert "Ms Rob Invented asked for: braille." in kept.stdout
    for step in (("--save", str(tmp_path / "saved")), ("--approve",), ("--sent",)):
        done = command(tmp_path, "case", "letter", row.id, *step)
        assert done.exit_code == 0, done.stderr
    saved = [*(tmp_path / "look").iterdir(), *(tmp_path / "saved").iterdir()]
    assert {file.stat().st_mode & 0o077 for file in saved} == {0}, "only whoever saved it reads what is about a person"
    assert (tmp_path / "saved" / "letter.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "asked for: braille" in (tmp_path / "saved" / "cover.txt").read_text(encoding="utf-8")
    assert house.letter(case, w.LetterKind.RESTRICTION_NOTICE).state == "sent"

    late = command(tmp_path, "letter", "write", row.id, *WORDS, *DETAILS)
    assert late.exit_code == 4
    assert "what was approved stays as it is" in late.stderr


async def test_a_letter_there_is_not_is_refused_in_one_line(house: House, tmp_path: Path) -> None:
    at_home(house, tmp_path)
    done = command(tmp_path, "letter", "write", "l_none", *WORDS)
    assert done.exit_code == 4
    assert done.stderr.strip() == "doorstep: There is no letter l_none."
