"""`doorstep report foi|transparency|audit`: who may, what is saved, and what of it stands in the record."""

import csv
import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import gather
from bot.clock import now
from bot.evidence.append import Draft, append
from bot.settings import Home
from bot.staff.people import add, people
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import StaffRow
from rules.model.evidence import EntryKind
from rules.model.staff import Role
from tests.bot.console.conftest import PASSWORD, kept

STAFF = {"ann": Role.AUDITOR, "dee": Role.DATA_PROTECTION, "priya": Role.MODERATOR, "sam": Role.ADMIN}


class Landlord:
    """A home with staff, and a record in which Priya has looked at something and taken it out."""

    def __init__(self, path: Path, template: Path) -> None:
        self.home = Home(path / "home")
        self.home.make()
        (self.home.path / "doorstep.yaml").write_text("{landlord: Example Homes, policy: derby-2024}")
        url = self.home.database_url(self.home.settings())
        shutil.copy(template, url.removeprefix("sqlite:///"))
        self.database = Database(url)
        for login, role in STAFF.items():
            self._hire(login, role)
        self.ids = {staff.login: staff.id for staff, _ in people(self.database)}
        looked = [
            Draft(EntryKind.VIEWED, "i_1", {"by": self.ids["priya"], "what": "comment"}),
            Draft(EntryKind.EXPORTED, "c_1", {"by": self.ids["priya"], "what": "bundle"}),
            Draft(
                EntryKind.APPROVED, "i_1", {"by": self.ids["priya"], "action": "a_1", "measure": "hide", "verb": "hide"}
            ),
        ]
        with self.database.write() as tx:
            append(tx, looked, stamp(now()))

    def _hire(self, login: str, role: Role) -> None:
        invited = add(self.database, now, None, login, login.title(), frozenset({role}))
        with self.database.session() as session:
            row = session.get_one(StaffRow, invited.staff_id)
            row.password, row.setup_hash, row.setup_until = kept(), "", None
            session.add(row)

    def run(self, *words: str) -> Result:
        said = [*words, "--home", str(self.home.path)]
        return CliRunner().invoke(gather(said), said, env={"DOORSTEP_PASSWORD": PASSWORD})

    def told(self, *words: str) -> Any:
        done = self.run(*words, "--json")
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def entries(self, kind: EntryKind) -> list[tuple[str, dict[str, Any]]]:
        with self.database.read() as tx:
            rows = tx.exec_driver_sql("SELECT item, body FROM entry WHERE kind = ? ORDER BY seq", (kind.value,)).all()
        return [(item, msgspec.json.decode(bytes(body))["data"]) for item, body in rows]


@pytest.fixture
def landlord(tmp_path: Path, database_template: Path) -> Iterator[Landlord]:
    made = Landlord(tmp_path, database_template)
    yield made
    made.database.close()


THIS_MONTH = ("--from", f"{now():%Y-%m}", "--to", f"{now():%Y-%m}")


def test_a_saved_report_is_in_the_record_with_its_digest(landlord: Landlord, tmp_path: Path) -> None:
    for ending in (".html", ".csv", ".txt", ".json"):
        file = tmp_path / f"foi{ending}"
        done = landlord.run("report", "foi", *THIS_MONTH, "-o", str(file), "--as", "sam")
        assert done.exit_code == 0, done.output
        about, data = landlord.entries(EntryKind.EXPORTED)[-1]
        assert about == "report:foi"
        assert (data["by"], data["sha256"]) == (landlord.ids["sam"], sha256(file.read_bytes()).hexdigest())
    assert "Example Homes" in (tmp_path / "foi.html").read_text()
    assert json.loads((tmp_path / "foi.json").read_text())["landlord"] == "Example Homes"
    [head, *rows] = csv.reader((tmp_path / "foi.csv").read_text().splitlines())
    assert head == ["table", "what", "column", "figure"]
    assert ["What was done, by month", "Comments hidden", "All", "0"] in rows


def test_transparency_tells_a_program_the_same(landlord: Landlord) -> None:
    told = landlord.told("report", "transparency", *THIS_MONTH, "--as", "priya")
    assert (told["report"], told["landlord"]) == ("transparency", "Example Homes")
    assert {"title": "What was said to people", "note": "None of it counts against anybody."}.items() <= (
        next(table for table in told["tables"] if table["title"] == "What was said to people").items()
    )


def test_the_audit_is_for_the_auditor_and_data_protection(landlord: Landlord) -> None:
    for login in ("priya", "sam"):
        refused = landlord.run("report", "audit", "--as", login)
        assert (refused.exit_code, refused.stdout) == (4, "")
        assert "Your roles do not allow this (audit)." in refused.stderr
    assert landlord.run("report", "audit", "--as", "dee").exit_code == 0


def test_the_audit_says_who_did_saw_and_exported_what_and_that_somebody_looked(landlord: Landlord) -> None:
    told = landlord.told("report", "audit", "--as", "ann")
    [table] = told["tables"]
    rows = {row["name"]: dict(zip(table["columns"][1:], row["cells"], strict=True)) for row in table["rows"]}
    priya = rows["Priya (priya)"]
    assert (priya["Did"], priya["Saw"], priya["Exported"], priya["Signed in"]) == (1, 1, 1, 0)
    assert rows["command line"]["Did"] == len(STAFF)
    assert rows["Ann (ann)"]["Saw"] == 1  # this very look
    assert landlord.entries(EntryKind.VIEWED)[-1] == ("everybody", {"by": landlord.ids["ann"], "what": "audit"})

    one = landlord.run("report", "audit", "--actor", "priya", "--as", "ann").stdout
    assert "What was done by Priya (priya)" in one
    assert "Approved: hide" in one
    assert "Taken out of Doorstep: bundle" in one
    assert landlord.entries(EntryKind.VIEWED)[-1][0] == landlord.ids["priya"]


def test_a_failed_sign_in_is_shown_though_nobody_has_the_login(landlord: Landlord) -> None:
    assert landlord.run("report", "foi", "--as", "mallory").exit_code == 4
    told = landlord.told("report", "audit", "--actor", "unknown_login", "--as", "ann")
    assert [row["cells"][0] for row in told["tables"][0]["rows"]] == ["Sign-in failed"]


WRONG = {
    ("foi", "--from", "2026-01-05"): "'2026-01-05' is no month",
    ("foi", "-o", "figures.doc"): "figures.doc: save it as .html, .csv, .txt, .json",
    ("audit", "--from", "yesterday"): "'yesterday' is no day",
    ("audit", "--actor", "nobody"): "nobody has the login 'nobody'",
}


def test_wrong_use_is_one_line(landlord: Landlord) -> None:
    for words, line in WRONG.items():
        done = landlord.run("report", *words, "--as", "ann")
        assert (done.exit_code, done.stdout) == (2, ""), words
        assert line in done.stderr
