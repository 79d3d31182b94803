"""What the console needs from its neighbours, as promises: the desk does what staff ask, explain says why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bot.clock import Clock
from bot.store.database import Database
from rules.model.decision import Decision, Given
from rules.model.staff import Role


class Staff(Protocol):
    """A member of staff who is signed in."""

    @property
    def id(self) -> str: ...
    @property
    def login(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> frozenset[Role]: ...


class Answer(Protocol):
    """What became of a deed: accepted, or refused and why in one plain line. `ids` are the rows it made."""

    @property
    def accepted(self) -> bool: ...
    @property
    def why(self) -> str: ...
    @property
    def ids(self) -> tuple[str, ...]: ...


class Desk(Protocol):
    """What staff do, the same from console and command line. Every method checks the right to do it by itself."""

    def approve(self, staff: Any, action_id: str, reason: str, ends_on: date | None = None) -> Answer: ...
    def decline(self, staff: Any, action_id: str, reason: str) -> Answer: ...
    def warn(self, staff: Any, interaction_id: str, text: str, public: bool = False) -> Answer: ...
    def hide(self, staff: Any, interaction_id: str, reason: str) -> Answer: ...
    def leave(self, staff: Any, interaction_id: str, reason: str) -> Answer: ...
    def propose_block(self, staff: Any, interaction_id: str, reason: str, ends_on: date | None) -> Answer: ...
    def report(self, staff: Any, interaction_id: str, reason: str) -> Answer: ...
    def undo(self, staff: Any, action_id: str, reason: str) -> Answer: ...
    def confirm_hide(self, staff: Any, action_id: str) -> Answer: ...
    def close_need(self, staff: Any, need_id: str, note: str) -> Answer: ...
    def close_task(self, staff: Any, task_id: str, note: str) -> Answer: ...
    def answer_alarm(self, staff: Any, alarm_id: str) -> Answer: ...
    def switch(self, staff: Any, name: str, on: bool, why: str) -> Answer: ...
    def set_mode(self, staff: Any, channel: str, mode: str) -> Answer: ...


Explain = Callable[[Any, Given, Decision], Sequence[str]]
"""(pack, given, decision) -> sentences in plain English."""


@dataclass(frozen=True, slots=True)
class Parts:
    """All the console is made of. `packs` by name; `secure` is true behind https (then the cookie is a `__Host-` one)."""

    database: Database
    desk: Desk
    clock: Clock
    packs: Mapping[str, Any]
    explain: Explain
    secure: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in browser: who, the token that every form must carry, and the cookie's value when it is new."""

    staff: Staff
    csrf: str
    token: str


class Access(Protocol):
    """Signing in and out. All are synchronous and touch the database; the console calls them in a thread."""

    def sign_in(self, login: str, password: str, address: str) -> Visit | str:
        """A visit, or the reason for the refusal in one plain line (which never says whether the login exists)."""

    def visit(self, token: str, *, seen: bool) -> Visit | None:
        """The visit a cookie stands for, or None. `seen` is false for polling, which must not keep a session alive."""

    def sign_out(self, token: str) -> None: ...

    def invited(self, code: str) -> str | None:
        """The login a set-up link is for, or None when it is used up, too old or unknown."""

    def set_up(self, code: str, password: str) -> str | None:
        """Set the first password; None when done, else why not."""

    def invite(self, by: Staff, login: str, name: str, roles: frozenset[Role]) -> tuple[str | None, str]:
        """Add a member of staff: the set-up code (shown once) and "", or None and why not."""
