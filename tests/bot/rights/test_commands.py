"""`doorstep dpia` and `doorstep subject` as Dee gives them, in this process: a command of its own takes seconds to start."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import gather
from bot.desk import erasing
from bot.desk.sitting import Refused
from bot.evidence.verify import verify
from bot.settings import Home, parse
from bot.store.tables import StaffRow
from rules.model.erasure import ErasureReason
from tests.bot.console.conftest import PASSWORD, kept
from tests.bot.rights.subject.kit import INSULT, SAID, Town

SETTINGS = """
landlord: Heron Homes
policy: derby-2024
policy_settings: {data_protection_contact: dee@heron.test}
database: sqlite:///doorstep.db
channels: [{name: sky, platform: bluesky, options: {handle: heron.test}}]
"""


class Office:
    """Dee at the command line of the town's Doorstep."""

    def __init__(self, home: Path, town: Town) -> None:
        self.home = home
        Home(home).write(parse(SETTINGS, "doorstep.yaml"))
        with town.house.page.database.session() as session:
            for who in (town.dee, town.house.people["helen"]):
                row = session.get_one(StaffRow, who.id)
                row.password, row.setup_hash, row.setup_until = kept(), "", None
                session.add(row)

    def run(self, *words: str, by: str = "dee") -> Result:
        said = [*words, *(("--as", by) if by else ()), "--home", str(self.home)]
        return CliRunner().invoke(gather(said), said, env={"DOORSTEP_PASSWORD": PASSWORD})

    def must(self, *words: str, by: str = "dee") -> str:
        done = self.run(*words, by=by)
        assert done.exit_code == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def told(self, *words: str, by: str = "dee") -> Any:
        return json.loads(self.must(*words, "--json", by=by))


@pytest.fixture
def office(town: Town, tmp_path: Path) -> Office:
    return Office(tmp_path, town)


async def test_drafts_approval_change_and_withdrawal(office: Office, town: Town, tmp_path: Path) -> None:
    assert office.run("dpia", by="").exit_code == 2
    assert "places for a person to fill in" in office.must("dpia", "-o", str(tmp_path / "papers"), by="")
    assert (tmp_path / "papers" / "dpia.html").stat().st_mode & 0o077 == 0
    assert office.run("dpia", "show", by="").exit_code == 1
    refused = office.run("dpia", "approve", "--reason", "why", by="helen")
    assert (refused.exit_code, "Your roles do not allow this" in refused.stderr) == (4, True)
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(b"signed")
    assert "Approved (dp_" in office.must("dpia", "approve", "--reason", "board", "--document", str(signed))
    assert office.told("dpia", "show", by="")["approved"]
    Home(tmp_path).write(parse(SETTINGS + "retention: {lawful_days: 99}", "doorstep.yaml"))
    changed = office.run("dpia", "show", by="")
    assert (changed.exit_code, "lawful_days: 30 became 99" in changed.stdout) == (1, True)
    assert "Real channels stop" in office.must("dpia", "withdraw", "--reason", "moved")
    assert office.run("dpia", "withdraw", "--reason", "moved").exit_code == 4


async def test_from_the_request_to_the_answer(office: Office, town: Town, tmp_path: Path) -> None:
    assert "No request is open." in office.must("subject", "list")
    opened = office.told("subject", "open", town.account, "--received", "2026-11-20")
    assert opened["due"] == "2026-12-20"
    assert office.told("subject", "list")[0]["to_weigh"] > 0
    out = str(tmp_path / "answer")
    early = office.run("subject", "access", town.account, "-o", out, "--checked", "called back")
    assert (early.exit_code, "not been weighed" in early.stderr) == (4, True)
    assert not (tmp_path / "answer").exists()
    waiting = [one for one in office.told("subject", "list", town.account)["items"] if one["state"] == "waiting"]
    note = next(one["id"] for one in waiting if one["begins"].startswith("Rob said it"))
    assert SAID in office.must("subject", "look", note)
    weigh = ("subject", "weigh", note, "--reason", "a neighbour")
    assert office.run(*weigh).exit_code == 2
    office.must(*weigh, "--without", "Mrs Jones", "--ground", "third_party")
    rest = [one["id"] for one in waiting if one["id"] != note]
    office.must("subject", "weigh", *rest, "--give", "--reason", "theirs")
    assert "Handed over (sr_" in office.must("subject", "access", town.account, "-o", out, "--checked", "called back")
    page = (tmp_path / "answer" / "index.html").read_text(encoding="utf-8")
    assert INSULT in page
    assert "Mrs Jones" not in page
    assert "dee@heron.test" in page
    assert {file.stat().st_mode & 0o077 for file in (tmp_path / "answer").iterdir()} == {0}
    assert verify(town.house.page.database).ok


async def test_two_answers_never_mix(office: Office, town: Town, tmp_path: Path) -> None:
    """A folder in which anything stands is refused: nothing is written, nothing recorded. An empty one is closed."""
    town.give_the_rest()
    full, empty = tmp_path / "full", tmp_path / "empty"
    for folder in (full, empty):
        folder.mkdir(mode=0o755)
    (full / "payload-1.json").write_text("somebody else's", encoding="utf-8")
    refused = office.run("subject", "access", town.account, "-o", str(full), "--checked", "called back")
    assert (refused.exit_code, "is not empty" in refused.stderr) == (4, True)
    assert [file.name for file in full.iterdir()] == ["payload-1.json"]
    assert [row["about"] for row in office.told("subject", "list")] == [town.account], "it is still to be answered"
    office.must("subject", "access", town.account, "-o", str(empty), "--checked", "called back")
    assert empty.stat().st_mode & 0o777 == 0o700


async def test_what_somebody_asked_to_see_is_not_erased_before_they_are_answered(office: Office, town: Town) -> None:
    request = office.told("subject", "open", town.account)["request"]
    for about in (town.comment, town.account, town.case):
        with pytest.raises(Refused, match=f"not answered yet \\(request {request}\\)"):
            erasing.erase(town.house.page.database, town.house.page.clock, town.dee, about, ErasureReason.NOT_NEEDED)
    assert "due on 2027-" in office.must("subject", "lengthen", request, "--reason", "long")
    assert "closed" in office.must("subject", "close", request, "--reason", "taken back")
    assert office.run("subject", "list", town.account).exit_code == 4


def test_every_command_explains_itself_with_an_example() -> None:
    groups = {
        "dpia": ("", "approve", "withdraw", "show"),
        "subject": ("open", "list", "look", "weigh", "access", "lengthen", "close"),
    }
    for group, commands in groups.items():
        for command in commands:
            said = [group, *([command] if command else []), "--help"]
            assert "Example: doorstep" in CliRunner().invoke(gather(said), said).stdout, said
