"""Commands of the set-up: open while nobody can sign in, and for the right role afterwards."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import gather
from bot.clock import now
from bot.settings import Home
from bot.staff.people import add
from bot.store.database import Database
from bot.store.tables import StaffRow
from rules.model.staff import Role
from tests.bot.console.conftest import PASSWORD, kept
from tests.bot.pipeline.conftest import page, writer
from tests.bot.pipeline.kit import Page

__all__ = ["page", "writer"]

STAFF = {"sam": Role.ADMIN, "vic": Role.VIEWER, "dee": Role.DATA_PROTECTION, "ann": Role.AUDITOR}


class Landlord:
    """A home with an emergency destination that nobody answers, and nobody who can sign in yet."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.home, self.database = Home(folder), database
        (folder / "doorstep.yaml").write_text("{policy: derby-2024, emergency: [{name: duty, kind: memory}]}")

    def run(self, words: str, login: str = "") -> Result:
        said = [*words.split(), *(["--as", login] if login else []), "--home", str(self.home.path)]
        return CliRunner().invoke(gather(said), said, env={"DOORSTEP_PASSWORD": PASSWORD})

    def hire(self) -> None:
        for login, role in STAFF.items():
            invited = add(self.database, now, None, login, login.title(), frozenset({role}))
            with self.database.session() as session:
                row = session.get_one(StaffRow, invited.staff_id)
                row.password, row.setup_hash, row.setup_until = kept(), "", None
                session.add(row)


@pytest.fixture
def landlord(database: Database, tmp_path: Path) -> Landlord:
    return Landlord(tmp_path, database)


ALLOWED = {
    "staff list": {"sam": True, "ann": False},
    "calls list": {"vic": True},
    "calls test duty": {"sam": True, "dee": False},
    "calls acknowledge duty WRONG": {"sam": True, "vic": False},
    "hold list": {"dee": True, "ann": True, "sam": False},
}
"""Each command, who may and who may not."""
NOT_ALLOWED = "Your roles do not allow this"


def test_after_somebody_can_sign_in_only_the_right_role_may(landlord: Landlord) -> None:
    landlord.hire()
    for words, logins in ALLOWED.items():
        for login, allowed in logins.items():
            done = landlord.run(words, login)
            assert (NOT_ALLOWED not in done.output) == allowed, (words, login, done.output)
            if not allowed:
                assert done.exit_code == 4
                assert done.stdout == ""
    for words in ("staff list", "calls list", "calls test duty"):
        nobody = landlord.run(words)
        assert (nobody.exit_code, "say who you are: --as LOGIN" in nobody.stderr) == (4, True)


def test_before_that_the_set_up_needs_no_login(landlord: Landlord) -> None:
    assert landlord.run("staff list").exit_code == 0
    assert "duty" in landlord.run("calls list").stdout
    assert "No test is under way" in landlord.run("calls acknowledge duty WRONG").output
    add(landlord.database, now, None, "sam", "Sam", frozenset({Role.ADMIN}))
    assert "sam" in landlord.run("staff list").stdout, "invited is not signed up"


async def test_explaining_a_comment_takes_a_login_and_leaves_a_trace(page: Page, landlord: Landlord) -> None:
    after = await page.after("thank you for the new bins")
    assert landlord.run(f"explain {after.id}").exit_code == 0
    assert "viewed" not in page.kinds(after.id)
    landlord.hire()
    refused = landlord.run(f"explain {after.id}")
    assert (refused.exit_code, refused.stdout) == (4, "")
    assert "new bins" in landlord.run(f"explain {after.id}", "vic").stdout
    assert page.kinds(after.id)[-1] == "viewed"


def test_an_admin_who_signs_for_it_stands_in_the_record(landlord: Landlord) -> None:
    landlord.hire()
    words = "staff add new --name New --role moderator"
    assert NOT_ALLOWED in landlord.run(words, "vic").output
    assert landlord.run(words, "sam").exit_code == 0
    assert landlord.run("staff remove new", "sam").exit_code == 0
    with landlord.database.read() as tx:
        rows = tx.exec_driver_sql("SELECT body FROM entry WHERE kind = 'staff' ORDER BY seq DESC LIMIT 2").scalars()
        told = [json.loads(bytes(body))["data"] for body in rows]
        sam = tx.exec_driver_sql("SELECT id FROM staff WHERE login = 'sam'").scalar_one()
    assert [(one["what"], one["by"]) for one in told] == [("deactivated", sam), ("added", sam)]
