"""One database by URL: `sqlite:///file.db` or `postgresql+psycopg://...`. A write transaction takes its lock at once.

Writers follow one another on both engines, so that none acts on what another is about to change: BEGIN IMMEDIATE on SQLite,
an advisory lock on PostgreSQL. Readers see one moment, wait for nobody, and cannot write.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

_BUSY_MS = 30_000
_WRITERS = 0x646F6F72  # "door": the advisory lock that PostgreSQL's write transactions take first
_CACHE_KIB = 32_768


class NoWriteAheadLog(Exception):
    """The file system cannot hold the embedded database safely; the text says what to do."""


class Database:
    """Transactions for the writer, the console and the command line; all append through `bot.evidence.append`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _writing(url)
        self.readers = _reading(url)

    @property
    def is_sqlite(self) -> bool:
        """True for the embedded engine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction opened for writing, one at a time; commits on leaving, rolls back on an exception."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One moment of the database, for reading."""
        with self.readers.begin() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Session]:
        """An ORM session in a write transaction, for console and cases; `append(session.connection(), ...)` joins it."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def look(self) -> Iterator[Session]:
        """An ORM session for reading."""
        with Session(self.readers, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give the connections back."""
        self.readers.dispose()
        self.engine.dispose()


def insert_many(tx: Connection, table: str, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows by the driver's own executemany: the fast path of the writer. Does nothing for no rows."""
    if rows:
        tx.exec_driver_sql(_insert_sql(tx.dialect.name, table, columns), list(rows))


@lru_cache
def _insert_sql(dialect: str, table: str, columns: tuple[str, ...]) -> str:
    mark = "?" if dialect == "sqlite" else "%s"
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join([mark] * len(columns))})'  # noqa: S608 - names are our own constants


def _writing(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    else:
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _follow_the_writers)
    return engine


def _reading(url: str) -> Engine:
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
        return engine.execution_options(postgresql_readonly=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "connect", lambda dbapi, _: dbapi.execute("PRAGMA query_only=ON").close())
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _prepare_postgresql(dbapi: Any, _record: Any) -> None:
    dbapi.execute(f"SET lock_timeout = {_BUSY_MS}")
    dbapi.commit()


def _follow_the_writers(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def _prepare_sqlite(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None  # we say BEGIN ourselves; the driver's own would be deferred
    dbapi.execute(f"PRAGMA busy_timeout={_BUSY_MS}").close()
    _use_write_ahead_log(dbapi)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", f"cache_size=-{_CACHE_KIB}"):
        dbapi.execute(f"PRAGMA {pragma}").close()


def _use_write_ahead_log(dbapi: Any) -> None:
    """Of two processes opening a new file at once, one is told 'locked': SQLite's patience does not cover this PRAGMA."""
    deadline = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            mode = dbapi.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            if mode != "wal":
                raise NoWriteAheadLog(
                    f"SQLite keeps journal mode {mode} here: put the database on a local disk, or use PostgreSQL"
                )
            return
