"""What the brakes have to know of the time before the start, read from rows."""

from collections import Counter, deque
from datetime import datetime

from sqlalchemy import Connection, text

from bot.actions.brakes.limits import quota
from bot.actions.brakes.rates import ChannelRates, Rates
from bot.store.ids import moment, stamp

_QUEUED = text(
    "SELECT channel, measure, created_at FROM action WHERE automatic AND created_at > :since ORDER BY created_at"
)
_LIFTED = text("SELECT item, max(at) FROM entry WHERE item LIKE 'brake:quota:%' AND kind = 'switch' GROUP BY item")
_SETTLED = text("SELECT DISTINCT item FROM entry WHERE item LIKE 'brake:rule:%' AND kind = 'switch'")
_CHANNELS = text("SELECT channel, count(*) FROM interaction GROUP BY channel")
_USUAL = text(
    "SELECT channel, rule, count(DISTINCT interaction_id) FROM action WHERE rule <> '' GROUP BY channel, rule"
)
_RECENT = text(
    "SELECT i.id, (SELECT max(a.rule) FROM action a WHERE a.interaction_id = i.id AND a.rule <> '') AS hit"
    " FROM interaction i WHERE i.channel = :channel ORDER BY i.text_seq DESC LIMIT :recent"
)


def queued_since(tx: Connection, since: datetime) -> dict[str, deque[datetime]]:
    """When automatic measures were queued, by quota; what was before the lifting of a brake does not count."""
    lifted: dict[str, str] = {item.removeprefix("brake:"): at for item, at in tx.execute(_LIFTED)}
    spent: dict[str, deque[datetime]] = {}
    for channel, measure, created_at in tx.execute(_QUEUED, {"since": stamp(since)}):
        name = quota(channel, measure)
        if created_at > lifted.get(name, ""):
            spent.setdefault(name, deque()).append(moment(created_at))
    return spent


def hits_before(tx: Connection, recent: int) -> Rates:
    """How often each rule hit, lately and usually."""
    rates = Rates({channel: ChannelRates(comments=count) for channel, count in tx.execute(_CHANNELS)})
    for channel, rule, count in tx.execute(_USUAL):
        if channel in rates.channels:
            rates.channels[channel].usual[rule] = count
    for channel, known in rates.channels.items():
        hits = [row.hit or "" for row in tx.execute(_RECENT, {"channel": channel, "recent": recent})]
        known.recent.extend(reversed(hits))
        known.hits.update(hits)
        known.comments -= len(hits)
        known.usual.subtract(Counter(hits))
    for item in tx.execute(_SETTLED).scalars():
        rates.settle(item.removeprefix("brake:"))
    return rates
