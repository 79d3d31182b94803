"""What judging a batch comes to, before it is recorded: plain data, so that recording can be tried again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.actions.brakes import Trip
from bot.actions.modes import Mode
from bot.actions.plan import Plan
from bot.store.ids import stamp
from rules.model.decision import Decision, Given
from rules.model.finding import Found
from rules.model.interaction import Interaction
from rules.routing import Routed


class Kept(NamedTuple):
    """One kept payload, as read from its row. `clock`: whose clock `received_at` is of, as JSON; empty where unknown."""

    n: int
    channel: str
    body: bytes
    received_at: str
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where it went wrong (translate, find, route, decide, plan, record), the error's name, and its words (personal)."""

    stage: str
    error: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Garbled:
    """A payload that came to nothing. `understood` is false where the platform's adapter says it cannot be read."""

    kept: Kept
    trouble: Trouble
    unreadable: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """Everything we have of something that its author took away."""

    interaction_id: str
    channel: str
    n: int


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need with its public reference. `carried`: open already, so it keeps reference and clock; `attached`: it was opened
    by another comment of the same account, else by an earlier version of this one.
    """

    id: str
    reference: str
    routed: Routed
    carried: bool = False
    attached: bool = False


@dataclass(slots=True)
class Item:
    """One interaction and all that became of it. Without a decision, `trouble` says why; needs are routed all the same."""

    id: str
    decision_id: str
    kept: Kept
    said: Interaction
    account_id: str
    mode: Mode
    found: Found | None = None
    given: Given | None = None
    decision: Decision | None = None
    trouble: Trouble | None = None
    needs: tuple[OpenNeed, ...] = ()
    plan: Plan = field(default_factory=Plan)

    def clocks_start(self, now: datetime) -> str:
        """When the clocks of its needs start: the earliest time the landlord could provably know (as `stamp`)."""
        return stamp(min(self.said.known_from, now))


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """An account heard from for the first time, or under another handle."""

    id: str
    platform: str
    ref: str
    handle: str
    new: bool


@dataclass(slots=True)
class Judged:
    """A batch: what is to be recorded in one transaction. `overtaken`: an earlier version's id, the new one's."""

    now: datetime
    kept: Sequence[Kept]
    items: list[Item] = field(default_factory=list)
    garbled: list[Garbled] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    overtaken: list[tuple[str, str]] = field(default_factory=list)
    accounts: dict[str, AccountSeen] = field(default_factory=dict)
    trips: list[Trip] = field(default_factory=list)
