"""The one batching writer: a thread that gathers jobs and commits them together.

A flush happens at 500 rows or 25 ms after the first waiting job, whichever comes first. If a batch fails, it is rolled back
and its jobs run again one by one, so that one bad job cannot take its neighbours with it.
"""

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.store.database import Database

FLUSH_ROWS = 500
FLUSH_SECONDS = 0.025

T = TypeVar("T")


@dataclass(slots=True)
class _Job:
    run: Callable[[Connection], Any]
    rows: int
    future: "Future[Any]"


class Writer:
    """Commits jobs in batches, in the order submitted. A job is a function of the transaction, safe to run twice."""

    def __init__(self, database: Database, *, rows: int = FLUSH_ROWS, seconds: float = FLUSH_SECONDS) -> None:
        self.database = database
        self._rows, self._seconds = rows, seconds
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="doorstep-writer", daemon=True)
        self._thread.start()

    async def submit(self, job: Callable[[Connection], T], rows: int = 1) -> T:
        """Run `job` in the next batch; returns its result after the commit. Raises what the job or the commit raised."""
        future: Future[T] = Future()
        self._queue.put(_Job(job, rows, future))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Commit what waits, then stop."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (batch := self._gather()) is not None:
            self._commit(batch)

    def _gather(self) -> list[_Job] | None:
        first = self._queue.get()
        if first is None:
            return None
        batch, rows, deadline = [first], first.rows, time.monotonic() + self._seconds
        while rows < self._rows:
            try:
                job = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            if job is None:
                self._queue.put(None)
                break
            batch.append(job)
            rows += job.rows
        return batch

    def _commit(self, batch: list[_Job]) -> None:
        try:
            with self.database.write() as tx:
                results = [job.run(tx) for job in batch]
        except Exception as error:  # noqa: BLE001 - handed to the one who submitted, below
            self._one_by_one(batch, error)
        else:
            for job, result in zip(batch, results, strict=True):
                job.future.set_result(result)

    def _one_by_one(self, batch: list[_Job], error: Exception) -> None:
        if len(batch) == 1:
            batch[0].future.set_exception(error)
            return
        for job in batch:
            self._commit([job])
