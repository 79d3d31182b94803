"""The queue stays quick: a fixed number of queries however many wait."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot.console.reading import comment, queue, today
from bot.store.database import Database
from tests.bot.conftest import TestClock
from tests.bot.console.seed import many, seed


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Every statement sent while it lasts."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@pytest.mark.slow
def test_as_many_queries_for_five_hundred_as_for_twelve(database: Database, clock: TestClock) -> None:
    seeded = seed(database, clock(), many(12))
    few = _queries(database, clock, seeded.items["boiler-3"])
    with database.write() as tx:
        tx.exec_driver_sql("DELETE FROM channel")  # the second seed brings them again
    seed(database, clock(), many(500, start=12))
    assert _queries(database, clock, seeded.items["boiler-3"]) == few <= 45


def _queries(database: Database, clock: TestClock, item: str) -> int:
    with counted(database) as sent, database.look() as session:
        today.today(session)
        waiting = queue.waiting(session, queue.Filter())
        queue.counts(session)
        comment.comment(session, item, clock())
        queue.following(session, item)
    assert waiting
    return len(sent)
