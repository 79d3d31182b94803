"""Only one `doorstep run` on a database at once: two would hear, judge and act twice."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, exc, make_url

_RUN = 0x646F6F72_72756E  # "doorrun": PostgreSQL's advisory lock of a running Doorstep
_HOLDER = (
    "SELECT a.application_name, a.backend_start::text FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'advisory' AND l.granted AND ((l.classid::bigint << 32) | l.objid::bigint) = %(lock)s"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class AlreadyRunning(Exception):
    """Another Doorstep runs on this database; the text is one line that says which."""


class RunLock:
    """Held while this Doorstep runs; the operating system or the server lets go when the process dies."""

    def __init__(self, held: "int | Connection") -> None:
        self._held = held

    def held(self) -> bool:
        """Whether it still is: a lost connection to PostgreSQL loses the lock, and then Doorstep must stop."""
        if isinstance(self._held, int):
            return True
        try:
            return self._held.exec_driver_sql(_HOLDER, {"lock": _RUN}).first() is not None
        except exc.DBAPIError:
            return False


@contextmanager
def only_one(url: str) -> Iterator[RunLock]:
    """Hold the lock of the database at `url` until the block ends. Raises AlreadyRunning at once, never waits."""
    holder = _beside_the_file(url) if url.startswith("sqlite") else _on_the_server(url)
    with holder as lock:
        yield lock


@contextmanager
def _beside_the_file(url: str) -> Iterator[RunLock]:
    file = Path(f"{make_url(url).database}.lock")
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_line(os.read(handle, 500).decode("utf-8", "replace"))) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, _me().encode(), 0)
        yield RunLock(handle)
    finally:
        os.close(handle)  # the file stays: removing it would let a third process lock another file of this name


@contextmanager
def _on_the_server(url: str) -> Iterator[RunLock]:
    connect: dict[str, Any] = {"application_name": _me()[:63]}
    engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args=connect)
    try:
        with engine.connect() as connection:
            if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_RUN})").scalar_one():
                row = connection.exec_driver_sql(_HOLDER, {"lock": _RUN}).first()
                raise AlreadyRunning(_line(f"{row[0]}, connected since {row[1]}" if row else ""))
            try:
                yield RunLock(connection)
            finally:  # at once: a server may take a while to see that a connection was closed
                with suppress(exc.DBAPIError, exc.PendingRollbackError):  # a lost connection has let go already
                    connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_RUN})")
    finally:
        engine.dispose()


def _me() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _line(who: str) -> str:
    return (
        f"another Doorstep runs on this database: {who or 'it does not say which'}. Stop it first; two would act twice."
    )
