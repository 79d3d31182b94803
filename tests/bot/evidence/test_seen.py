"""Who looked at what is evidence, once a person, thing and hour."""

import json

from bot.evidence.seen import listed, seen, view
from bot.store.database import Database
from rules.model.evidence import EntryKind
from tests.bot.conftest import TestClock


def entries(database: Database) -> list[tuple[str, str, dict[str, str]]]:
    with database.read() as tx:
        rows = tx.exec_driver_sql("SELECT kind, item, body FROM entry ORDER BY seq").all()
    return [(kind, item, json.loads(body)["data"]) for kind, item, body in rows]


def test_looking_again_within_the_hour_is_the_same_look(any_database: Database, clock: TestClock) -> None:
    for minutes in (0, 10, 40):
        clock.move(minutes=minutes)
        view(any_database, "s_ann", "i_1", clock())
    assert entries(any_database) == [("viewed", "i_1", {"by": "s_ann"})]
    clock.move(minutes=10)
    view(any_database, "s_ann", "i_1", clock())
    assert len(entries(any_database)) == 2, "a new hour"


def test_another_person_thing_or_part_is_another_look(database: Database, clock: TestClock) -> None:
    view(database, "s_ann", "i_1", clock())
    view(database, "s_ben", "i_1", clock())
    view(database, "s_ann", "i_2", clock())
    view(database, "s_ann", "i_1", clock(), media=0)
    view(database, "s_ann", "i_1", clock(), media=1)
    assert len(entries(database)) == 5


def test_each_export_is_written(database: Database, clock: TestClock) -> None:
    with database.write() as tx:
        for _ in range(2):
            seen(tx, EntryKind.EXPORTED, "s_ann", "c_1", clock(), what="letter")
    assert entries(database) == [("exported", "c_1", {"by": "s_ann", "what": "letter"})] * 2


def test_looking_costs_no_write_where_it_is_known(database: Database, clock: TestClock) -> None:
    """While somebody else writes, a page that was looked at already still opens."""
    view(database, "s_ann", "i_1", clock())
    with database.write():
        view(database, "s_ann", "i_1", clock())


def test_words_in_a_list_are_one_look_a_person_comment_and_day(any_database: Database, clock: TestClock) -> None:
    listed(any_database, "s_ann", ["i_1", "i_2", "i_1"], clock(), what="list")
    clock.move(hours=3)
    with any_database.write():
        listed(any_database, "s_ann", ["i_2", "i_1"], clock(), what="list")  # known: no write, and no waiting
    listed(any_database, "s_ann", ["i_1", "i_3"], clock(), what="list")
    listed(any_database, "s_ben", ["i_1"], clock(), what="list")
    told = {"by": "s_ann", "what": "list"}
    assert entries(any_database) == [
        ("viewed", "i_1", told),
        ("viewed", "i_2", told),
        ("viewed", "i_3", told),
        ("viewed", "i_1", {"by": "s_ben", "what": "list"}),
    ]
    clock.move(days=1)
    listed(any_database, "s_ann", ["i_1"], clock(), what="list")
    assert len(entries(any_database)) == 5, "a new day"
