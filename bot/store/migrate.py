"""Builds and upgrades the database: Alembic, in one transaction, then the guard's look at the triggers.

Alembic is imported when there is something to do. Every command asks whether the database is up to date, and nearly always
it is: one row and the names of the files answer that.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from bot.store import guard
from bot.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

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
            if _revision(tx) != newest():
                _migrate(tx)
            guard.check(tx)
    finally:
        database.close()
    return newest()


def current(url: str) -> str | None:
    """The revision of the database at `url`, or None for an empty one."""
    database = Database(url)
    try:
        with database.read() as tx:
            return _revision(tx)
    finally:
        database.close()


def newest() -> str:
    """The revision this program needs: the last file's, for each is named by its revision, in order."""
    return max(file.name for file in (_FOLDER / "versions").glob("[0-9]*_*.py")).partition("_")[0]


def check(database: Database) -> None:
    """Raises NotUpgraded or TriggerMissing, in one line each: for start-up and `doctor`."""
    with database.read() as tx:
        found = _revision(tx)
        if found != newest():
            raise NotUpgraded(
                f"the database is at revision {found or 'none'}, and Doorstep needs {newest()}: run 'doorstep db upgrade'"
            )
        guard.check(tx)


def _revision(tx: Connection) -> str | None:
    """What Alembic wrote down; None for an empty database. Two at once (a history that forked) are no revision we know."""
    if not inspect(tx).has_table("alembic_version"):
        return None
    found = [str(row[0]) for row in tx.exec_driver_sql("SELECT version_num FROM alembic_version ORDER BY version_num")]
    return " and ".join(found) or None


def _migrate(tx: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = tx
    command.upgrade(config, "head")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
