"""Staff as rows: add, list, let go; the one-time link by which somebody sets a first password."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.staff.rights import Staff
from bot.store.database import Database
from rules.model.staff import Role


@dataclass(frozen=True, slots=True)
class Invited:
    """The one-time code of the set-up link, shown once and kept only as a hash; or why there is none."""

    code: str | None
    why: str = ""
    staff_id: str = ""


def add(database: Database, clock: Clock, by: Staff | None, login: str, name: str, roles: frozenset[Role]) -> Invited:
    """Add a member of staff. `by` is None on the command line, where the operating system has said who may."""
    raise NotImplementedError


def people(database: Database) -> Sequence[tuple[Staff, bool]]:
    """Everybody, with whether they are active, by login."""
    raise NotImplementedError


def find(database: Database, login: str) -> Staff | None:
    """The active member of staff with this login."""
    raise NotImplementedError


def deactivate(database: Database, clock: Clock, by: Staff | None, login: str) -> str | None:
    """Let somebody go: no more sign-in, sessions ended. None when done, else why not."""
    raise NotImplementedError


def first_run(database: Database, clock: Clock) -> Invited:
    """A set-up link for the first administrator, while nobody has a password yet; otherwise none, and why."""
    raise NotImplementedError
