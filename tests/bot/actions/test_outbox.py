"""The outbox: rows and entries together, one key once, and what is overtaken."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from adapters.platform import Subject
from bot.actions.outbox import ActionState, Approval, Planned, put, supersede
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import ActionRow
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.conftest import TestClock

HIDE = Planned(
    MeasureKind.HIDE,
    Verb.HIDE,
    Subject("post-1", "1", "root", "them"),
    "key-1",
    ActionState.QUEUED,
    Role.MODERATOR,
    True,
)


def _entries(database: Database) -> list[tuple[str, str]]:
    with database.read() as tx:
        rows = tx.exec_driver_sql("SELECT kind, body FROM entry ORDER BY seq").all()
    return [(kind, bytes(body).decode()) for kind, body in rows]


def _row(database: Database, action_id: str) -> ActionRow:
    with database.look() as session:
        row = session.get(ActionRow, action_id)
    assert row is not None
    return row


def test_put_writes_the_row_and_its_entry_together(any_database: Database, clock: TestClock) -> None:
    said = replace(
        HIDE, verb=Verb.REPLY, text="Please be kind \ud83d", params={"after": "k"}, rule="r", ends_at=clock()
    )
    with any_database.write() as tx:
        (action_id,) = put(tx, "i_1", "d_1", "page", [said], clock())
    row = _row(any_database, action_id)
    assert (row.state, row.automatic, row.simulate, row.created_at) == ("queued", True, False, stamp(clock()))
    assert row.subject == {"ref": "post-1", "version": "1", "root": "root", "author": "them", "permalink": None}
    assert (row.params, row.ends_at, row.receipt) == ({"after": "k"}, stamp(clock()), {})
    ((kind, body),) = _entries(any_database)
    assert kind == "planned"
    assert action_id in body
    assert "kind" in body
    assert "be kind" not in body
    assert "post-1" not in body
    assert row.text_seq == 1


def test_a_key_is_put_once(any_database: Database, clock: TestClock) -> None:
    with any_database.write() as tx:
        first = put(tx, "i_1", "d_1", "page", [HIDE], clock())
        again = put(tx, "i_1", "d_2", "page", [HIDE, replace(HIDE, key="key-2"), replace(HIDE, key="key-2")], clock())
    assert again[0] == first[0]
    assert again[1] == again[2] != first[0]
    assert len(_entries(any_database)) == 2


def test_nothing_to_put_is_nothing(database: Database, clock: TestClock) -> None:
    with database.write() as tx:
        assert put(tx, "i_1", "d_1", "page", [], clock()) == []
    assert _entries(database) == []


def test_who_asks_is_the_proposer_of_what_waits_and_the_approver_of_what_goes(
    database: Database, clock: TestClock
) -> None:
    asked = Approval("s_1", "third insult")
    waiting = replace(HIDE, key="w", state=ActionState.PROPOSED, automatic=False)
    with database.write() as tx:
        one, two = put(tx, "i_1", "d_1", "page", [waiting, replace(HIDE, key="g", automatic=False)], clock(), asked)
    assert (_row(database, one).proposed_by, _row(database, one).approved_by) == ("s_1", None)
    assert (_row(database, two).proposed_by, _row(database, two).approved_by) == (None, "s_1")
    assert _row(database, two).approved_at == stamp(clock())
    assert "third insult" not in str(_entries(database))


def test_the_database_refuses_a_queued_block_without_a_person(any_database: Database, clock: TestClock) -> None:
    block = replace(HIDE, measure=MeasureKind.BLOCK, verb=Verb.BLOCK)
    with pytest.raises(IntegrityError), any_database.write() as tx:
        put(tx, "i_1", "d_1", "page", [block], clock())


def test_what_waits_is_superseded_and_what_went_out_is_not(any_database: Database, clock: TestClock) -> None:
    with any_database.write() as tx:
        ids = put(tx, "i_1", "d_1", "page", [replace(HIDE, key=f"k{n}") for n in range(3)], clock())
        tx.exec_driver_sql(f"UPDATE action SET state = 'done' WHERE id = '{ids[0]}'")
        (other,) = put(tx, "i_2", "d_2", "page", [replace(HIDE, key="other")], clock())
        overtaken = supersede(tx, ["i_1"], "edited", clock() + timedelta(minutes=1))
    assert sorted(overtaken) == sorted(ids[1:])
    assert [_row(any_database, each).state for each in (*ids, other)] == ["done", "superseded", "superseded", "queued"]
    assert [kind for kind, _ in _entries(any_database)] == ["planned"] * 4 + ["abandoned"] * 2
