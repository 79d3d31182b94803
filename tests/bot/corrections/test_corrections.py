"""A correction points to its comment, changes nothing about it, goes when it goes; taking examples out leaves a trace."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection
from typer.testing import CliRunner, Result

from bot.cli.app import gather
from bot.compose import pack
from bot.corrections.examples import Example, examples
from bot.corrections.export import export, line
from bot.desk import erasing
from bot.desk.answer import Answer
from bot.desk.correct import correction
from bot.desk.desk import Desk
from bot.desk.sitting import Refused
from bot.evaluation.labelled import read
from bot.evaluation.slices import shipped
from bot.evidence.erasure import retention
from bot.evidence.verify import verify
from bot.rights.subject import kinds
from bot.settings import Home, RetentionSettings, parse
from bot.staff.people import add, find
from bot.staff.rights import Staff
from bot.store.database import Database
from bot.store.tables import StaffRow
from bot.store.writer import Writer
from rules.model.correction import Correction
from rules.model.decision import Course
from rules.model.erasure import ErasureReason
from rules.model.evidence import EntryKind
from rules.model.finding import Behaviour, NeedKind, Target
from rules.model.staff import Role
from tests.bot.conftest import TestClock
from tests.bot.console.conftest import PASSWORD, kept
from tests.bot.evidence.erasure.kit import officer, still_there
from tests.bot.pipeline.kit import After, Page

WORDS = "zanzibar quokka trombone"
WHY = "kazoo marmalade"
THREAT = Correction((Behaviour.THREAT,), (NeedKind.HAZARD,), Target.STAFF, Course.URGENT)


@dataclass
class Here:
    """A page, its desk, a moderator and a data-protection officer."""

    page: Page
    desk: Desk
    priya: Staff
    dee: Staff

    def hire(self, login: str, role: Role) -> Staff:
        add(self.page.database, self.page.clock, None, login, login.upper(), frozenset({role}))
        found = find(self.page.database, login)
        assert found is not None
        return found

    def correct(self, comment: After, said: Correction = THREAT, why: str = WHY) -> Answer:
        return self.desk.correct(self.priya, comment.id, said, why)

    def standing(self) -> list[Example]:
        with self.page.database.read() as tx:
            return examples(tx)


def _here(database: Database, clock: TestClock) -> Iterator[Here]:
    writer = Writer(database, seconds=0.001)
    page = Page(database, writer, clock)
    add(database, clock, None, "priya", "Priya", frozenset({Role.MODERATOR}))
    priya = find(database, "priya")
    assert priya is not None
    yield Here(page, Desk(database, clock, {"derby-2024": pack("derby-2024")}), priya, officer(database, clock))
    writer.close()
    page.world.close()


@pytest.fixture
def here(database: Database, clock: TestClock) -> Iterator[Here]:
    yield from _here(database, clock)


@pytest.fixture
def any_here(any_database: Database, clock: TestClock) -> Iterator[Here]:
    yield from _here(any_database, clock)


async def test_it_points_to_the_comment_holds_none_of_its_words_and_changes_nothing(any_here: Here) -> None:
    page = any_here.page
    comment = await page.after(WORDS, author="zelda")
    before = comment.decision.model_dump()
    assert any_here.correct(comment).accepted
    assert page.of(comment.row.ref).decision.model_dump() == before
    kind, data = page.entries(comment.id)[-1]
    assert (kind, data["text_seq"], data["by"]) == ("corrected", comment.row.text_seq, any_here.priya.id)
    assert (data["behaviours"], data["needs"], data["target"], data["outcome"]) == (
        ["threat"],
        ["hazard"],
        "staff",
        "urgent",
    )
    assert data["pack"].startswith("derby-2024@")
    assert data["decided"] == before["seq"]
    assert not any(word in str(data) for word in (*WORDS.split(), *WHY.split()))
    [one] = any_here.standing()
    assert (one.id, one.text, one.said) == (comment.id, WORDS, THREAT)
    assert verify(page.database).ok


async def test_the_latest_counts_and_it_can_be_taken_back(here: Here) -> None:
    comment = await here.page.after(WORDS)
    here.correct(comment)
    assert here.correct(comment, Correction((), (NeedKind.REPAIR,), Target.THING, Course.LEAVE)).accepted
    assert [one.said.needs for one in here.standing()] == [(NeedKind.REPAIR,)]
    assert here.desk.take_back_correction(here.priya, comment.id, "wrong comment").accepted
    assert here.standing() == []
    assert here.page.kinds(comment.id)[-3:] == ["corrected"] * 3, "what was said stays in the record"
    assert here.correct(comment).accepted
    assert len(here.standing()) == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Correction((), (NeedKind.EMERGENCY,), Target.NONE, Course.LEAVE), "are urgent"),
        (Correction((Behaviour.PRIVATE_DATA,), (), Target.STAFF, Course.HIDE), "are urgent"),
        (Correction((), (), Target.NONE, Course.HIDE), "Nothing is hidden without a breach"),
        (Correction((Behaviour.SWEARING_AT_NOBODY,), (), Target.THING, Course.HIDE), "without a breach"),
        (Correction((Behaviour.ABUSE,), (), Target.STAFF, Course.LEAVE), "at least looked at"),
        (Correction((Behaviour.ABUSE,), (NeedKind.HAZARD,), Target.STAFF, Course.HIDE), "for rude words alone"),
    ],
)
async def test_labels_that_cannot_all_be_true_are_refused(here: Here, said: Correction, why: str) -> None:
    comment = await here.page.after(WORDS)
    entries = here.page.kinds()
    assert why in here.correct(comment, said).why
    assert here.page.kinds() == entries


async def test_only_whoever_moderates_and_only_with_a_reason(here: Here) -> None:
    comment = await here.page.after(WORDS)
    vera = here.hire("vera", Role.VIEWER)
    assert "roles do not allow this (correct)" in here.desk.correct(vera, comment.id, THREAT, WHY).why
    assert "roles do not allow this (correct)" in here.desk.take_back_correction(vera, comment.id, WHY).why
    assert "Your reason is needed" in here.correct(comment, why=" ").why
    assert "no such comment" in here.desk.correct(here.priya, "i_none", THREAT, WHY).why
    with pytest.raises(Refused, match="'rude' is not a valid Behaviour: choose one"):
        correction(["rude"], [], "staff", "review")
    with pytest.raises(Refused, match="roles do not allow this \\(export\\)"):
        export(here.page.database, here.page.clock, here.priya, WHY)
    assert "corrected" not in here.page.kinds()


async def test_it_is_erased_with_its_comment_and_leaves_only_codes(any_here: Here) -> None:
    page = any_here.page
    comment = await page.after(WORDS, author="zelda")
    any_here.correct(comment)
    erasing.erase(page.database, page.clock, any_here.dee, comment.id, ErasureReason.REQUEST)
    assert any_here.standing() == []
    assert still_there(page.database, WORDS, WHY) == set()
    assert "were erased: there is nothing to label" in any_here.correct(comment).why
    assert export(page.database, page.clock, any_here.dee, "to look") == ()
    assert verify(page.database).ok


async def test_it_expires_with_its_comment_and_stays_under_a_hold(here: Here) -> None:
    page = here.page
    gone, held = await page.after("nice weather", author="ann"), await page.after("nice enough", author="ben")
    for comment in (gone, held):
        assert here.correct(comment, Correction((), (), Target.NONE, Course.LEAVE)).accepted
    erasing.hold(page.database, page.clock, here.dee, held.id, "claim 7")
    page.clock.move(days=31)

    def run(tx: Connection) -> None:
        due = retention.plan(tx, RetentionSettings(), {}, page.clock())
        retention.erase(tx, due.due, "", page.clock())

    with page.database.write() as tx:
        run(tx)
    assert [one.id for one in here.standing()] == [held.id]


async def test_who_asks_what_is_held_gets_the_labels_and_the_reason_once_weighed() -> None:
    assert not kinds.given(EntryKind.CORRECTED, "reason"), "a colleague's words are weighed by a person first"


async def test_taking_examples_out_is_on_the_record_of_each_comment(here: Here, tmp_path: Path) -> None:
    page = here.page
    first = await page.after(WORDS, author="zelda")
    second = await page.after("two \u2028 lines and 𝖋 ☃", author="amy", parent=first.row.ref)
    here.correct(first)
    here.correct(second, Correction((Behaviour.VOLUME,), (NeedKind.APPEAL,), Target.NONE, Course.REVIEW))
    with pytest.raises(Refused, match="Your reason is needed"):
        export(page.database, page.clock, here.dee, "")
    found = export(page.database, page.clock, here.dee, WHY)
    for comment in (first, second):
        kind, data = page.entries(comment.id)[-1]
        assert (kind, data["what"], data["by"]) == ("exported", "corrections", here.dee.id)
    file = tmp_path / "examples.jsonl"
    file.write_text("".join(line(one) + "\n" for one in found))
    threat, appeal = read(file, shipped())
    assert (threat.id, threat.text) == (first.id, WORDS)
    assert (*threat.truth.behaviours, *threat.truth.needs, threat.truth.outcome) == ("threat", "hazard", "urgent")
    assert (appeal.truth.behaviours, *appeal.truth.needs) == (frozenset(), "complaint")
    assert json.loads(file.read_text().splitlines()[1])["said"]["behaviours"] == ["volume"]
    page.clock.move(days=1)
    assert len(export(page.database, page.clock, here.dee, "again")) == 2
    assert page.kinds(first.id).count("exported") == 2, "each time it leaves a copy"


@pytest.mark.slow
async def test_the_commands(here: Here, tmp_path: Path) -> None:
    comment = await here.page.after(WORDS)
    Home(tmp_path).write(
        parse("landlord: Heron Homes\npolicy: derby-2024\ndatabase: sqlite:///doorstep.db\n", "doorstep.yaml")
    )
    with here.page.database.session() as session:
        for who in (here.priya, here.dee):
            row = session.get_one(StaffRow, who.id)
            row.password, row.setup_hash, row.setup_until = kept(), "", None
            session.add(row)

    def run(*words: str, by: str = "priya") -> Result:
        said = [*words, "--as", by, "--home", str(tmp_path)]
        return CliRunner().invoke(gather(said), said, env={"DOORSTEP_PASSWORD": PASSWORD})

    said = ["correct", comment.id, "--behaviour", "abuse", "--need", "hazard", "--outcome", "review", "--reason", WHY]
    assert "Nothing is learnt from it" in run(*said).stdout
    assert run("correct", comment.id, "--behaviour", "rude", "--reason", WHY).exit_code == 4
    listed = run("corrections", "list")
    assert f"{comment.id}  abuse, hazard; none; review" in listed.stdout
    assert WORDS not in listed.stdout
    [one] = json.loads(run("corrections", "list", "--json").stdout)
    assert (one["id"], one["behaviours"], one["by"]) == (comment.id, ["abuse"], here.priya.id)
    out = tmp_path / "examples.jsonl"
    refused = run("corrections", "export", "-o", str(out), "--reason", WHY)
    assert (refused.exit_code, out.exists()) == (4, False)
    done = run("corrections", "export", "-o", str(out), "--reason", WHY, by=here.dee.login)
    assert "1 examples. It holds people's words" in done.stdout
    assert out.stat().st_mode & 0o777 == 0o600
    assert run("corrections", "export", "-o", str(out), "--reason", WHY, by=here.dee.login).exit_code == 2
    assert run("correct", comment.id, "--take-back", "--reason", "wrong one").exit_code == 0
    assert "No example stands." in run("corrections", "list").stdout
