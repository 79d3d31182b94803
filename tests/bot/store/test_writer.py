"""The writer: order, batches, bad jobs, closing, and that nobody waits for ever."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event, exc

from bot.store.database import Database, insert_many
from bot.store.writer import Writer, WriterStopped, _Job

Job = Callable[[Connection], int]


def put(number: int) -> Job:
    def job(tx: Connection) -> int:
        insert_many(tx, "brake", ("name", "since", "why", "by"), [(f"{number:06}", "", "", "")])
        return number

    return job


def names(database: Database) -> list[int]:
    """In the order written."""
    order = "rowid" if database.is_sqlite else "ctid"
    with database.read() as tx:
        return [int(name) for name in tx.exec_driver_sql(f"SELECT name FROM brake ORDER BY {order}").scalars()]


@contextmanager
def commits(database: Database) -> Any:
    """Counts the commits of the writer's engine."""
    seen: list[float] = []

    def count(_: Connection) -> None:
        seen.append(time.monotonic())

    event.listen(database.engine, "commit", count)
    yield seen
    event.remove(database.engine, "commit", count)


async def test_jobs_are_run_in_the_order_submitted_and_answered_after_the_commit(any_database: Database) -> None:
    writer = Writer(any_database)
    answers = await asyncio.gather(*(writer.submit(put(number)) for number in range(1_200)))
    assert answers == list(range(1_200))
    assert names(any_database) == list(range(1_200))
    writer.close()


async def test_a_batch_is_full_at_500_rows(database: Database) -> None:
    writer = Writer(database, seconds=30)
    with commits(database) as seen:
        await asyncio.gather(*(writer.submit(put(number), rows=100) for number in range(10)))
        assert len(seen) == 2
    writer.close()


async def test_a_lone_job_waits_25_milliseconds_for_company(database: Database) -> None:
    writer = Writer(database)
    began = time.monotonic()
    with commits(database) as seen:
        first = asyncio.ensure_future(writer.submit(put(1)))
        await asyncio.sleep(0.005)
        second = asyncio.ensure_future(writer.submit(put(2)))
        await asyncio.gather(first, second)
    assert len(seen) == 1
    assert seen[0] - began >= 0.025
    writer.close()


def test_the_wait_for_company_ends_however_little_of_it_is_left(database: Database) -> None:
    """A `queue.SimpleQueue` of Python 3.11 that runs out of time while it looks waits until something is put in."""
    writer = Writer(database)
    writer.close()

    def gather() -> None:
        for times in range(4_000):
            writer._queue, writer._seconds = type(writer._queue)(), times % 40 / 1_000_000
            writer._queue.put(_Job(put(1), 1))
            assert len(writer._gather()) == 1

    thread = threading.Thread(target=gather, daemon=True)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()


async def test_a_job_that_waited_during_a_commit_is_not_kept_waiting_again(database: Database) -> None:
    """Its 25 ms count from when it was submitted."""
    writer = Writer(database, seconds=0.3)
    slow = asyncio.ensure_future(writer.submit(lambda tx: time.sleep(0.4), rows=500))
    await asyncio.sleep(0.05)
    waiting = asyncio.ensure_future(writer.submit(put(1)))
    await slow
    began = time.monotonic()
    await waiting
    assert time.monotonic() - began < 0.25, "it had waited 0.35 s already"
    writer.close()


def fails(tx: Connection) -> int:
    put(999)(tx)
    tx.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
    return 0


async def test_a_bad_job_takes_no_neighbour_with_it_and_leaves_nothing(any_database: Database) -> None:
    writer = Writer(any_database, seconds=0.1)
    with commits(any_database) as seen:
        jobs = [put(0), put(1), fails, put(2), put(1), put(3)]
        answers = await asyncio.gather(*(writer.submit(job) for job in jobs), return_exceptions=True)
    assert [type(a) for a in answers] == [int, int, answers[2].__class__, int, exc.IntegrityError, int]
    assert isinstance(answers[2], exc.DBAPIError)
    assert "nowhere" in str(answers[2])
    assert (names(any_database), len(seen)) == ([0, 1, 2, 3], 1)
    assert await writer.submit(put(4)) == 4
    writer.close()


async def test_a_failed_commit_reaches_everybody_who_waits(database: Database) -> None:
    def refuse(_: Connection) -> None:
        raise exc.OperationalError("COMMIT", None, Exception("disk full"))

    writer = Writer(database, seconds=0.1)
    event.listen(database.engine, "commit", refuse)
    answers = await asyncio.gather(*(writer.submit(put(n)) for n in range(3)), return_exceptions=True)
    event.remove(database.engine, "commit", refuse)
    assert [isinstance(answer, exc.OperationalError) for answer in answers] == [True] * 3
    assert names(database) == []
    assert await writer.submit(put(7)) == 7
    assert names(database) == [7]
    writer.close()


async def test_a_full_disk_in_the_middle_tells_nobody_that_it_is_kept(database: Database) -> None:
    """SQLite rolls the whole transaction back by itself: savepoints and all that went before are gone with it."""
    writer = Writer(database, seconds=0.1)
    await writer.submit(put(0))

    def fills_the_disk(tx: Connection) -> int:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
        insert_many(tx, "cursor", ("channel", "value"), [("page", "x" * 4096 * 40)])
        return 0

    answers = await asyncio.gather(
        *(writer.submit(job) for job in (put(1), fills_the_disk, put(2))), return_exceptions=True
    )
    assert [isinstance(answer, exc.OperationalError) for answer in answers] == [True] * 3
    assert names(database) == [0]
    writer.close()


async def test_closing_commits_what_waits(database: Database) -> None:
    writer = Writer(database, seconds=30)
    waiting = [asyncio.ensure_future(writer.submit(put(number))) for number in range(5)]
    await asyncio.sleep(0)
    await asyncio.to_thread(writer.close)
    assert await asyncio.gather(*waiting) == [0, 1, 2, 3, 4]
    assert names(database) == [0, 1, 2, 3, 4]
    with pytest.raises(WriterStopped, match="the writer is closed"):
        await writer.submit(put(6))
    writer.close()


async def test_nobody_slips_in_behind_the_last(database: Database) -> None:
    """Threads that submit while it closes are either written or refused; none waits for ever."""
    writer = Writer(database, seconds=0.001)
    answers: list[str] = []

    def submit(start: int) -> None:
        for number in range(start, start + 200):
            try:
                answers.append(str(writer.put(put(number)).result(20)))
            except WriterStopped:
                answers.append("refused")

    threads = [threading.Thread(target=submit, args=(start,)) for start in range(0, 800, 200)]
    for thread in threads:
        thread.start()
    await asyncio.sleep(0.05)
    await asyncio.to_thread(writer.close)
    for thread in threads:
        await asyncio.to_thread(thread.join)
    written = [answer for answer in answers if answer != "refused"]
    assert len(answers) == 800
    assert sorted(int(answer) for answer in written) == sorted(names(database))
    assert len(written) < 800


async def test_a_caller_who_gives_up_before_its_batch_is_not_written(database: Database) -> None:
    writer = Writer(database, seconds=0.2)
    given_up = asyncio.ensure_future(writer.submit(put(1)))
    await asyncio.sleep(0.01)
    given_up.cancel()
    assert await writer.submit(put(2)) == 2
    assert names(database) == [2]
    writer.close()


async def test_a_caller_who_gives_up_during_its_commit_does_not_harm_the_others(database: Database) -> None:
    began = threading.Event()

    def slow(tx: Connection) -> int:
        began.set()
        time.sleep(0.1)
        return put(1)(tx)

    writer = Writer(database)
    given_up = asyncio.ensure_future(writer.submit(slow))
    await asyncio.to_thread(began.wait)
    given_up.cancel()
    assert await writer.submit(put(2)) == 2
    assert names(database) == [1, 2]
    writer.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_dying_writer_leaves_nobody_waiting(database: Database) -> None:
    def dies(_: Connection) -> int:
        raise SystemExit("the thread is told to end")

    writer = Writer(database, seconds=0.1)
    jobs = [writer.submit(job) for job in (put(1), dies, put(2))]
    answers = await asyncio.wait_for(asyncio.gather(*jobs, return_exceptions=True), 10)
    assert [str(answer) for answer in answers] == ["the writer died: SystemExit('the thread is told to end')"] * 3
    with pytest.raises(WriterStopped, match="the writer died"):
        await writer.submit(put(3))
    writer.close()
    assert names(database) == []
