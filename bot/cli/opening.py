"""Opens home, settings and database for a command that works on a Doorstep set up before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.options import refuse
from bot.clock import now
from bot.evidence.erasure import register
from bot.settings import Home, Settings
from bot.store import migrate
from bot.store.database import Database
from bot.store.guard import TriggerMissing

if TYPE_CHECKING:
    from rules.casework import Office


@dataclass(frozen=True, slots=True)
class Opened:
    """What a command works on."""

    home: Home
    settings: Settings
    database: Database


@contextmanager
def opened(given: Path | None, *, checked: bool = True) -> Iterator[Opened]:
    """Open it; `checked` refuses a database that is not at this program's revision or not protected (exit code 2), and does
    every erasure again that an older copy lacks.
    """
    home = Home.find(given)
    settings = home.settings()
    url = home.database_url(settings)
    if not exists(url):
        raise refuse(f"there is no database yet at {url}: run 'doorstep db upgrade' (or 'doorstep run') first", 2)
    database = Database(url)
    try:
        if checked:
            _check(database)
            register.replay(home.path, database, now())  # before anybody reads an older copy
        yield Opened(home, settings, database)
    finally:
        database.close()


def office_of(place: Opened) -> "Office":
    """The landlord of these settings, with every dated policy. Only here is a policy read: most commands need none."""
    from bot.compose import office

    settings = place.settings
    return office(settings.policy, settings.policy_settings, settings.earlier_policies)


def exists(url: str) -> bool:
    """Whether the embedded file is there; a server is asked when it is opened."""
    head, _, file = url.partition(":///")
    return head != "sqlite" or Path(file).is_file()


def _check(database: Database) -> None:
    try:
        migrate.check(database)
    except (migrate.NotUpgraded, TriggerMissing) as error:
        raise refuse(str(error), 2) from None
