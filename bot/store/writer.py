"""The one batching writer: a thread that gathers jobs and commits them together.

A flush happens at 500 rows or 25 ms after the first waiting job was submitted, whichever comes first. If a job fails, the
batch is rolled back and its jobs run again, each behind a savepoint, so that a bad job does not take its neighbours with it.
"""

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.store.database import Database

FLUSH_ROWS = 500
FLUSH_SECONDS = 0.025

T = TypeVar("T")
_Answer = tuple[Any, Exception | None]


class WriterStopped(Exception):
    """Nothing was written: the writer is closed, or its thread died of the cause given."""


@dataclass(slots=True)
class _Job:
    run: Callable[[Connection], Any]
    rows: int
    future: "Future[Any]" = field(default_factory=Future)
    at: float = field(default_factory=time.monotonic)


class Writer:
    """Commits jobs in batches, in the order submitted. A job is a function of the transaction, safe to run twice."""

    def __init__(self, database: Database, *, rows: int = FLUSH_ROWS, seconds: float = FLUSH_SECONDS) -> None:
        self.database = database
        self._rows, self._seconds = rows, seconds
        # Not a SimpleQueue: in Python 3.11 its `get`, when the time is up while it looks, waits until the next job comes.
        self._queue: queue.Queue[_Job | None] = queue.Queue()
        self._door = threading.Lock()  # held while a job is put in, so that none slips in behind the last
        self._stopped = ""
        self._thread = threading.Thread(target=self._work, name="doorstep-writer", daemon=True)
        self._thread.start()

    async def submit(self, job: Callable[[Connection], T], rows: int = 1) -> T:
        """Run `job` in the next batch; returns its result after the commit. Raises what the job or the commit raised.

        Raises WriterStopped when it was not and will not be run. A job cancelled before its batch began is not run.
        """
        return await asyncio.wrap_future(self.put(job, rows))

    def put(self, job: Callable[[Connection], T], rows: int = 1) -> "Future[T]":
        """The same from a thread: the future is done after the commit."""
        waiting = _Job(job, rows)
        with self._door:
            if self._stopped:
                raise WriterStopped(self._stopped)
            self._queue.put(waiting)
        return waiting.future

    def close(self) -> None:
        """Commit what waits, then stop. Safe to repeat."""
        self._stop("the writer is closed")
        self._thread.join()

    def _stop(self, why: str) -> None:
        with self._door:
            if not self._stopped:
                self._stopped = why
                self._queue.put(None)

    def _work(self) -> None:
        batch: list[_Job] = []
        try:
            while batch := self._gather():
                self._commit(batch)
        except BaseException as error:
            self._stop(f"the writer died: {error!r}")
            self._refuse([*batch, *self._drain()])
            raise

    def _gather(self) -> list[_Job]:
        """The next batch; empty when it is time to stop."""
        first = self._queue.get()
        if first is None:
            return []
        batch, rows, deadline = [first], first.rows, first.at + self._seconds
        while rows < self._rows:
            try:
                job = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            if job is None:
                self._queue.put(None)  # stop after this batch; the door is shut, so nothing comes behind it
                break
            batch.append(job)
            rows += job.rows
        return batch

    def _commit(self, batch: list[_Job]) -> None:
        running = [job for job in batch if job.future.set_running_or_notify_cancel()]
        try:
            try:
                answers = self._transaction(running, _together)
            except _JobFailed:
                answers = self._transaction(running, _behind_a_savepoint)
        except Exception as error:  # noqa: BLE001 - beginning or committing failed: everybody who waits is told, below
            answers = [(None, error)] * len(running)
        for job, (result, refused) in zip(running, answers, strict=True):
            if refused is None:
                job.future.set_result(result)
            else:
                job.future.set_exception(refused)

    def _transaction(self, batch: list[_Job], run: Callable[[Connection, _Job], _Answer]) -> list[_Answer]:
        with self.database.write() as tx:
            return [run(tx, job) for job in batch]

    def _drain(self) -> list[_Job]:
        left: list[_Job] = []
        while not self._queue.empty():
            if job := self._queue.get():
                left.append(job)
        return left

    def _refuse(self, jobs: list[_Job]) -> None:
        for job in jobs:
            if not job.future.done():
                job.future.set_exception(WriterStopped(self._stopped))


class _JobFailed(Exception):
    """One job of the batch raised."""


def _together(tx: Connection, job: _Job) -> _Answer:
    try:
        return job.run(tx), None
    except Exception as error:
        raise _JobFailed from error


def _behind_a_savepoint(tx: Connection, job: _Job) -> _Answer:
    try:
        with tx.begin_nested():
            return job.run(tx), None
    except Exception as error:
        if not _open(tx):
            raise  # a full disk or a lost connection took the whole transaction: nobody may be told that it is kept
        return None, error


def _open(tx: Connection) -> bool:
    if tx.dialect.name != "sqlite":
        return not tx.invalidated
    driver: Any = tx.connection.driver_connection
    return bool(driver.in_transaction)
