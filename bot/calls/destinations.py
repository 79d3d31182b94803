"""Where emergencies are sent, as the settings say. A destination that was changed must acknowledge a test again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import Destination
from rules.model.evidence import EntryKind

Options = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Named:
    """One destination of the settings. `options` are the post's own, without its secret."""

    name: str
    kind: str
    options: Options


def register(database: Database, clock: Clock, destinations: Iterable[Named]) -> None:
    """Make the table say what the settings say. A new or changed destination is not acknowledged; one left out is gone."""
    wanted = {one.name: one for one in destinations}
    with database.session() as session:
        kept = {row.name: row for row in session.exec(select(Destination))}
        for name, row in kept.items():
            if name not in wanted:
                session.delete(row)
                record(session, clock, "destination_removed", row)
        for one in wanted.values():
            _put(session, clock, one, kept.get(one.name))


def record(session: Session, clock: Clock, what: str, row: Destination, by: str = "settings") -> None:
    """An entry about a destination. Its name may be a person's, so it is private."""
    data = {"what": what, "destination_kind": row.kind, "by": by}
    session.flush()
    append(
        session.connection(), [Draft(EntryKind.STAFF, None, data, {"destination": row.name.encode()})], stamp(clock())
    )


def _put(session: Session, clock: Clock, wanted: Named, kept: Destination | None) -> None:
    options = dict(wanted.options)
    if kept is not None and (kept.kind, kept.settings) == (wanted.kind, options):
        return
    row = kept or Destination(name=wanted.name, kind=wanted.kind)
    row.kind, row.settings = wanted.kind, options
    row.code_hash, row.tested_at, row.acknowledged_at, row.acknowledged_by = "", None, None, ""
    session.add(row)
    record(session, clock, "destination_changed" if kept else "destination_added", row)
