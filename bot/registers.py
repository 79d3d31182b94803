"""Writes the channels and emergency destinations of the settings into the database, so that console and doctor know them."""

from sqlmodel import select

from bot.calls import destinations
from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.settings import Settings
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import Channel
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
    places = [destinations.Named(place.name, place.kind, dict(place.options)) for place in settings.emergency]
    destinations.register(database, clock, places)
