"""Writes the channels and emergency destinations of the settings into the database, so that console and doctor know them."""

from sqlmodel import col, func, select

from bot.actions.modes import Mode
from bot.calls import destinations
from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.settings import Settings
from bot.store.case_tables import FollowerRow
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import Channel, DecisionRow, Entry
from rules.model.evidence import EntryKind


def register(database: Database, settings: Settings, clock: Clock) -> None:
    """New channels start in `observe`; a destination whose options changed must be tested again; the rest is left alone."""
    at = stamp(clock())
    with database.session() as session:
        new = [name for name in (c.name for c in settings.channels) if session.get(Channel, name) is None]
        for channel in settings.channels:
            row = session.get(Channel, channel.name) or Channel(name=channel.name, platform=channel.platform)
            row.platform, row.settings = channel.platform, dict(channel.options)
            row.updated_at = row.updated_at or at
            session.add(row)
        for row in session.exec(select(Channel)).all():
            if row.name not in {c.name for c in settings.channels}:
                row.state, row.why = "stopped", "no longer in the settings"
        session.flush()
        drafts = [
            Draft(EntryKind.CHANNEL, data={"channel": name, "mode": "observe", "state": "stopped"}) for name in new
        ]
        append(session.connection(), drafts, at)
    register_calls(database, settings, clock)


def register_calls(database: Database, settings: Settings, clock: Clock) -> None:
    """The places where a person is called: one whose options changed must be tested again."""
    places = [destinations.Named(place.name, place.kind, dict(place.options)) for place in settings.emergency]
    destinations.register(database, clock, places)


def begin_policy(database: Database, policy: str, version: str, clock: Clock) -> None:
    """A version of a policy that has not judged here before starts in `observe`: every channel goes back, with an entry.

    Where it judged last before this was kept track of, nothing changes.
    """
    name = f"policy:{policy}@{version}"
    with database.session() as session:
        if session.get(FollowerRow, name) is not None:
            return
        session.add(FollowerRow(name=name, seq=session.exec(select(func.coalesce(func.max(Entry.seq), 0))).one()))
        chosen = select(DecisionRow.pack, DecisionRow.version).order_by(col(DecisionRow.seq).desc()).limit(1)
        latest = session.exec(chosen).first()
        if latest is None or tuple(latest) == (policy, version):
            return
        drafts = []
        for row in session.exec(select(Channel).where(Channel.mode != Mode.OBSERVE)).all():
            data = {"channel": row.name, "mode": Mode.OBSERVE.value, "before": row.mode, "policy": policy}
            drafts.append(Draft(EntryKind.CHANNEL, data={**data, "version": version}))
            row.mode = Mode.OBSERVE.value
        append(session.connection(), drafts, stamp(clock()))
