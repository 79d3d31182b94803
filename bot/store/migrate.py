"""Builds and upgrades the database: Alembic, in one transaction, then the guard's look at the triggers."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store import guard
from bot.store.database import Database

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x6D696772  # "migr": the advisory lock two starting processes take on PostgreSQL


class NotUpgraded(Exception):
    """The database is not at the version this program needs; the text says which and what to run."""


def upgrade(url: str) -> str:
    """Bring the database at `url` to the newest revision, making it where there is none; returns the revision.

    Raises `bot.store.guard.TriggerMissing` when the evidence is not protected afterwards: then nothing was changed.
    """
    database = Database(url)
    try:
        with database.write() as tx:
            if not database.is_sqlite:
                tx.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            config = _config()
            config.attributes["connection"] = tx
            command.upgrade(config, "head")
            guard.check(tx)
    finally:
        database.close()
    return newest()


def current(url: str) -> str | None:
    """The revision of the database at `url`, or None for an empty one."""
    database = Database(url)
    try:
        with database.read() as tx:
            return MigrationContext.configure(tx).get_current_revision()
    finally:
        database.close()


def newest() -> str:
    """The revision this program needs."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def check(database: Database) -> None:
    """Raises NotUpgraded or TriggerMissing, in one line each: for start-up and `doctor`."""
    with database.read() as tx:
        found = MigrationContext.configure(tx).get_current_revision()
        if found != newest():
            raise NotUpgraded(
                f"the database is at revision {found or 'none'}, and Doorstep needs {newest()}: run 'doorstep db upgrade'"
            )
        guard.check(tx)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
