"""Databases built by Alembic, and a clock that a test moves."""

import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bot.store import migrate
from bot.store.database import Database


class TestClock:
    """A clock that stands still until it is told to move; a `bot.clock.Clock`."""

    __test__ = False

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday morning

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> datetime:
        """Let time pass: `clock.move(minutes=5)`."""
        self.moment += timedelta(**by)
        return self.moment


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture(scope="session")
def database_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: Alembic runs once a test run."""
    file = tmp_path_factory.mktemp("template") / "doorstep.db"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(database_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty SQLite database."""
    return f"sqlite:///{shutil.copy(database_template, tmp_path / 'doorstep.db')}"


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A migrated, empty SQLite database."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a migrated PostgreSQL database to copy."""
    name = "doorstep_template"
    with psycopg.connect(f"{postgres_url}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    migrate.upgrade(f"{postgres_url.replace('postgresql', 'postgresql+psycopg', 1)}/{name}")
    return name


@pytest.fixture
def migrated_postgres(postgres_url: str, postgres_template: str) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL database; dropped after the test."""
    name = f"test_{secrets.token_hex(6)}"
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(postgres_template))
    with psycopg.connect(f"{postgres_url}/postgres", autocommit=True) as server:
        files = server.info.server_version >= 150_000  # before that it was the only way; here it takes half of the time
        server.execute(copy + sql.SQL(" STRATEGY FILE_COPY") if files else copy)
        yield f"{postgres_url.replace('postgresql', 'postgresql+psycopg', 1)}/{name}"
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty database, once on each engine."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return str(request.getfixturevalue("migrated_postgres"))


@pytest.fixture
def any_database(any_url: str) -> Iterator[Database]:
    """A migrated, empty database, once on each engine."""
    database = Database(any_url)
    yield database
    database.close()
