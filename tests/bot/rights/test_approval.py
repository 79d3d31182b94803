"""No real channel before data protection approved what the settings say; what matters in them asks again."""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import exc
from sqlmodel import col, select

from bot import compose
from bot.calls.destinations import Named, register
from bot.desk.sitting import Refused
from bot.doctor import Level, examine
from bot.evidence.verify import verify
from bot.rights import approval
from bot.rights.matters import Matters, matters, place
from bot.settings import Home, parse
from bot.staff.rights import Staff
from bot.store.database import Database
from bot.store.tables import Content, Destination, Entry
from rules.model.evidence import EntryKind
from tests.bot.conftest import TestClock
from tests.bot.store.case_rows import AT, insert, run

SETTINGS = """
landlord: Story Homes
policy: derby-2024
channels:
  - {name: sky, platform: bluesky, options: {handle: story.test}}
  - {name: page, platform: memory}
emergency: [{name: duty, kind: memory}]
"""
WHY = "signed by the board"


def covered(path: Path, text: str = SETTINGS) -> Matters:
    settings = parse(text, "test")
    return matters(Home(path), settings, compose.pack(settings.policy))


@pytest.fixture
def wanted(tmp_path: Path) -> Matters:
    return covered(tmp_path)


def test_it_starts_with_the_approval_and_stops_without_it(
    any_database: Database, clock: TestClock, dee: Staff, wanted: Matters
) -> None:
    assert "Name at least one emergency" in approval.may_start(any_database, wanted, True).why, "a person comes first"
    register(any_database, clock, [Named("duty", "memory", {})])
    with any_database.session() as session:
        session.get_one(Destination, "duty").acknowledged_at = "2026-11-23T09:00:00.000Z"
    assert approval.may_start(any_database, wanted, False).accepted, "in memory nobody real is heard"
    assert "Nobody in the data-protection role" in approval.may_start(any_database, wanted, True).why
    approval.approve(any_database, clock, dee, wanted, WHY)
    assert approval.may_start(any_database, wanted, True).accepted
    approval.withdraw(any_database, clock, dee, "the platform moved")
    assert "withdrawn" in approval.may_start(any_database, wanted, True).why
    approval.approve(any_database, clock, dee, wanted, "looked at again")
    assert approval.may_start(any_database, wanted, True).accepted


def test_each_step_is_an_entry_with_what_was_approved_and_why(
    any_database: Database, clock: TestClock, dee: Staff, wanted: Matters
) -> None:
    approval.approve(any_database, clock, dee, wanted, WHY, ["ab" * 32])
    approval.withdraw(any_database, clock, dee, "moved")
    with any_database.look() as session:
        chosen = select(Entry).where(Entry.kind == EntryKind.DATA_PROTECTION).order_by(col(Entry.seq))
        first, second = session.exec(chosen).all()
        data = msgspec.json.decode(first.body)["data"]
        assert (data["what"], data["by"], data["digest"]) == ("approved", dee.id, wanted.digest)
        assert (data["channels"], data["documents"]) == (["sky"], ["ab" * 32])
        assert session.get_one(Content, (first.seq, "reason")).value == WHY.encode()
        assert msgspec.json.decode(second.body)["data"]["what"] == "withdrawn"
    assert verify(any_database).ok


def test_only_data_protection_approves_and_withdraws_with_a_reason(
    any_database: Database, clock: TestClock, dee: Staff, sam: Staff, wanted: Matters, tmp_path: Path
) -> None:
    refused = [
        (sam, wanted, WHY, "Your roles do not allow this (approve processing)"),
        (dee, wanted, "  ", "Your reason"),
        (dee, covered(tmp_path, "landlord: Nobody"), WHY, "nothing to approve"),
    ]
    for who, what, why, says in refused:
        with pytest.raises(Refused, match=says.replace("(", r"\(").replace(")", r"\)")):
            approval.approve(any_database, clock, who, what, why)
    with pytest.raises(Refused, match="No approval stands"):
        approval.withdraw(any_database, clock, dee, WHY)
    approval.approve(any_database, clock, dee, wanted, WHY)
    with pytest.raises(Refused, match="approved already"):
        approval.approve(any_database, clock, dee, wanted, WHY)
    with pytest.raises(Refused, match="Your roles"):
        approval.withdraw(any_database, clock, sam, WHY)


CHANGES = {
    "a channel": (SETTINGS.replace("page, platform: memory", "x, platform: x"), "channel x platform: x is new"),
    "whose page": (SETTINGS.replace("story.test", "other.test"), "channel sky handle: story.test became other.test"),
    "how long": (SETTINGS + "retention: {lawful_days: 90}", "retention lawful_days: 30 became 90"),
    "under one policy": (
        SETTINGS + "retention: {packs: {watford: {acted_days: 9}}}",
        "retention watford.acted_days: 9 is new",
    ),
    "who is called": (
        SETTINGS.replace("duty, kind: memory", "night, kind: memory"),
        "emergency destination duty kind: memory is gone",
    ),
    "the policy": (SETTINGS.replace("derby-2024", "watford"), "policy id: derby-2024 became watford"),
    "a witness": (SETTINGS + "ledger: {witnesses: [{name: w, kind: memory}]}", "witness w kind: memory is new"),
    "the place": (
        SETTINGS + "database: postgresql+psycopg://me:secret@db.test/doorstep",
        "where data are kept place: sqlite on this machine became postgresql at db.test/doorstep",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_matters_asks_again_and_is_named(tmp_path: Path, wanted: Matters, change: str) -> None:
    text, says = CHANGES[change]
    now = covered(tmp_path, text)
    assert now.digest != wanted.digest
    assert says in now.since(wanted.text)
    assert "secret" not in now.text


def test_what_does_not_matter_does_not_ask_again(tmp_path: Path, wanted: Matters) -> None:
    other = SETTINGS + "console: {port: 9}\nquotas: {hide: 3}\nledger: {every_entries: 7}\nretention: {window: 4}"
    assert covered(tmp_path / "moved", other).digest == wanted.digest
    assert wanted.since(wanted.text) == []
    assert place("postgresql://u:p@h:5/d") == "postgresql at h:5/d"


def test_many_changes_are_counted(any_database: Database, clock: TestClock, dee: Staff, wanted: Matters) -> None:
    approval.approve(any_database, clock, dee, wanted, WHY)
    many = {**wanted.plain, "retention": {f"r{n}": "1" for n in range(9)}}
    why = approval.approved(any_database, Matters(many)).why
    assert "What was approved has changed" in why
    assert why.index("; and ") < why.index(" more): ")


def test_doctor_says_what_to_do(sqlite_url: str, database: Database, tmp_path: Path) -> None:
    late = {"received": "2026-01-05", "due": "2026-02-05", "opened_by": "s_dee", "opened_at": AT, "state": "open"}
    run(database, insert("subject_request", id="sr_1", about="u_1", **late))
    (tmp_path / "doorstep.yaml").write_text(SETTINGS + f"database: {sqlite_url}\n", encoding="utf-8")
    looked = {one.what: one for one in examine(Home(tmp_path))}
    assert "overdue 2026-02-05" in looked["request sr_1"].says
    assert looked["request sr_1"].level is Level.BAD
    found = looked["data protection"]
    assert found.level is Level.BAD
    assert found.says.startswith("Nobody in the data-protection role")
    assert "doorstep dpia approve" in found.do
    (tmp_path / "doorstep.yaml").write_text(f"database: {sqlite_url}\n", encoding="utf-8")
    assert not [one for one in examine(Home(tmp_path)) if one.what == "data protection"], (
        "no real channel, nothing asked"
    )


REFUSED = (
    "UPDATE data_protection SET approved_by = 's_other'",
    "UPDATE data_protection SET covers = '{}'",
    "UPDATE data_protection SET withdrawn_at = NULL",
    "DELETE FROM data_protection",
)


def test_the_database_keeps_an_approval_as_it_was(
    any_database: Database, clock: TestClock, dee: Staff, wanted: Matters
) -> None:
    approval.approve(any_database, clock, dee, wanted, WHY)
    approval.withdraw(any_database, clock, dee, WHY)
    for statement in REFUSED:
        with pytest.raises(exc.DBAPIError, match="refused"):
            run(any_database, statement)
