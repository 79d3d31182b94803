"""One deed of one member of staff: one write transaction, rights on the row as it is now, entries as they happen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlmodel import Session, SQLModel

from bot.actions.modes import Mode, mode_of
from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.staff.people import as_staff
from bot.staff.rights import Right, Staff, fills, may
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import Channel, StaffRow
from rules.model.evidence import EntryKind
from rules.model.staff import Role
from rules.policy.schema import Pack

Row = TypeVar("Row", bound=SQLModel)


class Refused(Exception):
    """The deed is refused and nothing is written; the text is the reason in one plain line."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who acts, when, and on which rows. `at` is the time as entries write it; `settings` are the landlord's own."""

    session: Session
    staff: Staff
    now: datetime
    packs: Mapping[str, Pack]
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def tx(self) -> Connection:
        """The transaction, with what the session holds written to it."""
        self.session.flush()
        return self.session.connection()

    @property
    def at(self) -> str:
        return stamp(self.now)

    def row(self, table: type[Row], row_id: str, name: str) -> Row:
        """One row. Raises Refused where there is none."""
        found = self.session.get(table, row_id)
        if found is None:
            raise Refused(f"There is no such {name}.")
        return found

    def must(self, right: Right) -> None:
        """Raises Refused without the right."""
        if not may(self.staff, right):
            raise Refused(f"Your roles do not allow this ({right.value.replace('_', ' ')}).")

    def must_fill(self, role: Role) -> None:
        """Raises Refused unless the pack's role, or one above it, is held."""
        if not fills(self.staff, role):
            raise Refused(f"This waits for somebody in the role {role.value.replace('_', ' ')}.")

    def must_act(self, channel: str) -> None:
        """Raises Refused in `observe`, where nothing is done, whoever asks: switch the channel first, then act."""
        row = self.session.get(Channel, channel)
        if mode_of(row.mode if row else None) is Mode.OBSERVE:
            raise Refused(f"The channel {channel} only observes: nothing is done there. Switch it to assist first.")

    def pack(self, name: str) -> Pack:
        """The policy that an item was decided by. Raises Refused where it is not loaded."""
        if name not in self.packs:
            raise Refused(f"The policy {name} is not loaded, so this cannot be checked.")
        return self.packs[name]

    def entry(
        self, kind: EntryKind, item: str | None, data: Mapping[str, Any], private: Mapping[str, str] | None = None
    ) -> None:
        """One entry that names the member of staff by id; reasons, notes and words are private fields."""
        sealed = {name: text.encode("utf-8", "surrogatepass") for name, text in (private or {}).items() if text}
        append(self.tx, [Draft(kind, item, {"by": self.staff.id, **data}, sealed)], self.at)


@contextmanager
def sit(
    database: Database, clock: Clock, packs: Mapping[str, Pack], staff: Staff, settings: Mapping[str, str] | None = None
) -> Iterator[Sitting]:
    """Open a sitting for whoever is still active, with the roles they have now. Raises Refused."""
    with database.session() as session:
        row = session.get(StaffRow, staff.id)
        if row is None or not row.active:
            raise Refused("You are not on the list of active staff.")
        yield Sitting(session, as_staff(row), clock(), packs, settings or {})


def worded(text: str, what: str) -> str:
    """The text without blank ends. Raises Refused where nothing is left."""
    kept = text.strip()
    if not kept:
        raise Refused(f"{what} is needed.")
    return kept
