"""Signing in and out. Fits the console's `Access`."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.staff.rights import Staff
from bot.store.database import Database
from rules.model.staff import Role


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in browser: who, the token that every form must carry, and the cookie's value when it is new."""

    staff: Staff
    csrf: str
    token: str = ""


class Access:
    """Sessions and passwords. Synchronous: call it in a thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def sign_in(self, login: str, password: str, address: str) -> Visit | str:
        """A visit, or the reason for the refusal in one plain line (which never says whether the login exists)."""
        raise NotImplementedError

    def visit(self, token: str, *, seen: bool) -> Visit | None:
        """The visit a cookie stands for, or None. `seen` is false for polling, which must not keep a session alive."""
        raise NotImplementedError

    def sign_out(self, token: str) -> None:
        raise NotImplementedError

    def invited(self, code: str) -> str | None:
        """The login a set-up link is for, or None when it is used up, too old or unknown."""
        raise NotImplementedError

    def set_up(self, code: str, password: str) -> str | None:
        """Set the first password; None when done, else why not."""
        raise NotImplementedError

    def invite(self, by: Staff, login: str, name: str, roles: frozenset[Role]) -> tuple[str | None, str]:
        """Add a member of staff: the set-up code (shown once) and "", or None and why not."""
        raise NotImplementedError
