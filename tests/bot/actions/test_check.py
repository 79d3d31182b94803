"""The brakes' last look before an act."""

from dataclasses import replace
from datetime import timedelta

from bot.actions.brakes import Hold, Limits, check, lift, put_on
from bot.actions.outbox import put
from bot.store.database import Database
from bot.store.ids import stamp
from tests.bot.actions.test_outbox import HIDE
from tests.bot.conftest import TestClock

TWO = Limits(quotas={"hide": 2})


def _look(database: Database, clock: TestClock, rule: str = "r", thread: str = "t") -> Hold | None:
    with database.read() as tx:
        return check(tx, channel="page", measure="hide", rule=rule, thread=thread, now=clock(), limits=TWO)


def _try(database: Database, clock: TestClock, count: int) -> None:
    with database.write() as tx:
        for number in range(count):
            (each,) = put(tx, "i", "d", "page", [replace(HIDE, key=f"{clock()}{number}")], clock())
            tx.exec_driver_sql(f"UPDATE action SET attempted_at = '{stamp(clock())}' WHERE id = '{each}'")


def test_nothing_on_nothing_held(any_database: Database, clock: TestClock) -> None:
    assert _look(any_database, clock) is None


def test_switches_hold_for_a_person(database: Database, clock: TestClock) -> None:
    for name in ("kill", "sensitive:all", "sensitive:t", "rule:page:r"):
        with database.write() as tx:
            put_on(tx, name, "why", "s_1", clock())
        hold = _look(database, clock)
        assert hold is not None
        assert hold.until is None
        with database.write() as tx:
            lift(tx, name, "over", "s_1", clock())
        assert _look(database, clock) is None


def test_a_switch_elsewhere_holds_nothing_here(database: Database, clock: TestClock) -> None:
    with database.write() as tx:
        for name in ("sensitive:other", "rule:page:other", "rule:other:r", "busy", "quota:page:hide"):
            put_on(tx, name, "why", "s_1", clock())
    assert _look(database, clock) is None


def test_the_quota_of_acts_only_makes_them_wait(any_database: Database, clock: TestClock) -> None:
    start = clock()
    _try(any_database, clock, 2)
    clock.move(minutes=10)
    hold = _look(any_database, clock)
    assert hold is not None
    assert hold.until == start + timedelta(hours=1)
    clock.move(minutes=50)
    assert _look(any_database, clock) is None


def test_lifting_starts_the_count_of_acts_afresh(any_database: Database, clock: TestClock) -> None:
    _try(any_database, clock, 2)
    with any_database.write() as tx:
        put_on(tx, "quota:page:hide", "tripped", "s_1", clock())
        lift(tx, "quota:page:hide", "we look", "s_1", clock())
    assert _look(any_database, clock) is None
