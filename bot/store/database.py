"""One database by URL: `sqlite:///file.db` or `postgresql+psycopg://...`. A write transaction takes its lock at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

_BUSY_MS = 30_000


class Database:
    """Transactions for the writer, the console and the command line; all append through `bot.evidence.append`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self.readers = self.engine.execution_options(readonly=True)

    @property
    def is_sqlite(self) -> bool:
        """True for the embedded engine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction opened for writing (BEGIN IMMEDIATE on SQLite); commits on leaving, rolls back on an exception."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view for reading."""
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


def _engine(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None  # we say BEGIN ourselves; the driver's own would be deferred
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        dbapi.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    readonly = connection.get_execution_options().get("readonly", False)
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")
