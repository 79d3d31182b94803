"""A case through `doorstep case ...`, each command a process of its own, at the time the story has reached.

A comment, a case, a verified link, a warning, a proposal, approval by another person, notice, review due, appeal,
overturned: everything undone. The comments come through the real judge and case worker on the same database.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.evidence.verify import verify
from bot.staff.people import invite_again
from bot.staff.sign_in import Access
from bot.store import migrate
from bot.store.database import Database
from bot.store.tables import ActionRow
from bot.store.writer import Writer
from rules.model.measure import Verb
from tests.bot.cases.folded import must_agree
from tests.bot.cases.kit import House
from tests.bot.cli.run import doorstep
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import SETTINGS, Page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PASSWORD = "a long enough password 7"


class Office:
    """A landlord's home folder, whose commands run at the time of the story."""

    def __init__(self, house: House, home: Path) -> None:
        self.house, self.home = house, home

    def run(self, *words: str, by: str = "") -> "subprocess.CompletedProcess[str]":
        now = self.house.page.clock().isoformat()
        signed = ["--as", by] if by else []
        done = doorstep(*words, *signed, home=self.home, at=now, DOORSTEP_PASSWORD=PASSWORD)
        print(words, done.returncode, done.stdout, done.stderr)  # shown when the test fails
        self.house.page.clock.move(seconds=30)
        return done

    def must(self, *words: str, by: str) -> str:
        done = self.run(*words, by=by)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *words: str, by: str) -> str:
        done = self.run(*words, by=by)
        assert done.returncode == 4
        return done.stderr

    def case(self, case_id: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.must("case", "show", case_id, "--json", by="owen"))
        return found

    def ready(self, case_id: str, what: str) -> str:
        """Write and approve the letter of this kind; its id."""
        letter = next(one["id"] for one in self.case(case_id)["letters"] if one["what"] == what)
        file = self.home / "letter.txt"
        file.write_text("Dear customer, ...", encoding="utf-8")
        self.must("case", "letter", letter, "--file", str(file), by="owen")
        self.must("case", "letter", letter, "--approve", by="owen")
        return str(letter)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    url, clock = f"sqlite:///{tmp_path / 'doorstep.db'}", TestClock()
    migrate.upgrade(url)
    database = Database(url)
    writer = Writer(database, seconds=0.001)
    page = Page(database, writer, clock)
    house = House(page)
    for login in house.people:
        invited = invite_again(database, clock, None, login)
        assert Access(database, clock).set_up(invited.code or "", PASSWORD) is None
    settings = {"policy": page.policy, "policy_settings": dict(SETTINGS), "database": database.url}
    (tmp_path / "doorstep.yaml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    yield Office(house, tmp_path)
    writer.close()
    database.close()
    page.world.close()


async def test_a_case_from_its_first_comment_to_everything_undone(office: Office) -> None:  # long: one story
    house = office.house
    first = await house.hear("{abuse serious} you lot")
    case = house.case_of("rob")
    says = ("--says", "behaviour", "--says", "chance_to_modify")
    incomplete = office.refused("case", "warn", case, "--about", first.id, "--says", "behaviour", by="priya")
    assert "leaves out something it has to say. Missing: chance_to_modify. [DH24-20]" in incomplete
    warned = office.must("case", "warn", case, "--about", first.id, *says, "--reason", "swore at Karen", by="priya")
    assert "Letter drafted: l_" in warned
    assert "0 warnings stand.\n  1 written and not sent" in office.must("case", "show", case, by="owen")
    office.must("case", "letter", office.ready(case, "warning"), "--sent", "--how", "by hand", by="owen")
    assert "1 warnings stand.\n" in office.must("case", "show", case, by="owen")
    house.page.clock.move(days=3)
    second = await house.hear("{abuse serious} still you lot")

    asked = ("case", "propose", case, "--restriction", "page_block", "--about", first.id, "--about", second.id)
    grounds = ("--reason", "twice in a week, warned in between; a warning alone did not help")
    unmet = office.refused(*asked, "--months", "6", *grounds, by="owen")
    assert "Nobody has confirmed in a private channel who this person is." in unmet
    assert "Somebody must look at adjustments and at vulnerability first." in unmet
    assert len([line for line in unmet.splitlines() if line.startswith("  ")]) == 2
    account = house.account("rob")
    checked = ("--method", "called back on the number we hold", "--evidence", "call note 77")
    office.must("person", "link", account, "--customer", "T-1001", *checked, by="dan")
    looked = ("--checked", "adjustments", "--checked", "vulnerability")
    office.must(*asked, "--months", "6", "--review-months", "6", *looked, *grounds, by="owen")
    assert "may not do this" in office.refused("case", "approve", case, by="owen")
    approved = office.must("case", "approve", case, "--reason", "proportionate", by="helen")
    assert "begins: a block on the page" in approved
    await house.deliver()
    assert house.page.world.standing(Verb.BLOCK) == frozenset({"rob"})
    office.must("case", "marker", case, "--code", "HMS_note", "--on", by="owen")

    assert "has been approved" in office.refused("case", "notice", case, by="owen")
    office.ready(case, "notice of restriction")
    office.must("case", "notice", case, "--how", "by hand", by="owen")
    house.sweep(days=181)
    shown = office.must("case", "show", case, by="owen")
    assert re.search(
        r"In force\n  pr_\w+  a block on the page: in force, 2026-11-26 to 2027-05-26; review by 2027-05-26", shown
    )
    assert "appeal until 2026-12-24; markers on: HMS_note" in shown  # 20 working days after 26 November
    assert re.search(r"by Wed 26 May 2027 23:59  Review the restriction", shown)
    assert re.search(r"What happened\n.*Comment i_", shown)

    await house.hear("{need appeal} please look at it again")
    involved = office.refused("case", "appeal", case, "--outcome", "overturned", "--reason", "x", by="helen")
    assert "had no part in the decision" in involved
    overturned = office.must(
        "case", "appeal", case, "--outcome", "overturned", "--reason", "she was quoting her neighbour", by="grace"
    )
    assert "decision overturned" in overturned
    await house.deliver()
    await house.worker.step()
    assert house.page.world.standing(Verb.BLOCK) == frozenset()
    assert house.page.world.standing(Verb.HIDE) == frozenset()
    after = office.case(case)
    assert [(r["state"], r["markers_wanted"]) for r in after["in_force"]] == [("lifted", [])]
    assert (after["counting"], after["warnings"]) == (0, 0)
    assert {"remove_marker", "tell"} <= {task["what"] for task in after["due"]}
    office.must("case", "marker", case, "--code", "HMS_note", "--off", by="owen")
    assert [row.state for row in house.all(ActionRow) if row.verb == Verb.BLOCK and row.approved_by] == ["undone"]
    must_agree(house, case)
    assert verify(house.page.database).ok


async def test_a_link_taken_back_and_a_proposal_declined(office: Office) -> None:
    house = office.house
    case, about = await house.warned_twice_rude()
    account = house.account("rob")
    refused = office.refused("person", "link", account, "--customer", "T-1", "--method", "looks like her", by="dan")
    assert "documented" in refused
    office.must("person", "link", account, "--customer", "T-1", "--method", "visit", "--evidence", "note 3", by="dan")
    relied = [word for ref in about for word in ("--about", ref)]
    looked = ("--checked", "adjustments", "--checked", "vulnerability", "--months", "6", "--reason", "grounds")
    office.must("case", "propose", case, "--restriction", "spoc", *relied, *looked, by="owen")
    assert "waits for Head of Service" in office.must("case", "show", case, by="owen")
    office.must("case", "decline", case, "--reason", "a talk would do", by="helen")
    assert office.case(case)["proposal"] is None
    office.must("person", "unlink", account, "--reason", "it was her son", by="dan")
    assert office.case(case)["accounts"][0]["assurance"] == "none"
    assert "taken back" in office.must("person", "show", account, by="dan")
    assert office.run("case", "list", by="nobody").returncode == 4
    assert case in office.must("case", "list", by="owen")


async def test_what_is_always_refused(office: Office) -> None:
    house = office.house
    await house.hear("{abuse serious} you lot")
    case = house.case_of("rob")
    assert "marks an address" in office.refused("case", "marker", case, "--address", by="owen")
    assert "no register of it" in office.refused("case", "record", case, "--helper", by="owen")
    assert "there is no case c_none" in office.refused("case", "show", "c_none", by="owen")
    assert "roles do not allow" in office.refused("case", "list", by="sam")
