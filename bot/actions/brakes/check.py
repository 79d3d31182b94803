"""The last look, in the transaction of the attempt, before an automatic deed goes out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from bot.actions.brakes.limits import Limits, names_on, standing
from bot.actions.brakes.limits import quota as quota_name
from bot.store.ids import moment, stamp

HOUR = timedelta(hours=1)
DEFAULTS = Limits()


@dataclass(frozen=True, slots=True)
class Hold:
    """Do not act. With `until`, only wait so long; without it the deed becomes a proposal for a person (`held` = `why`)."""

    why: str
    until: datetime | None = None


_TRIED = text(
    "SELECT attempted_at FROM action WHERE channel = :channel AND measure = :measure AND attempted_at > :since AND automatic"
    " ORDER BY attempted_at"
)
_LIFTED = text("SELECT max(at) FROM entry WHERE item = :item AND kind = 'switch'")


def check(
    tx: Connection,
    *,
    channel: str,
    measure: str,
    rule: str,
    thread: str | None,
    now: datetime,
    limits: Limits = DEFAULTS,
) -> Hold | None:
    """Whether an automatic deed may go out now; None means yes. Not to be asked for what a person approved.

    `thread` is the subject's root. Switches stop it for good (a person decides), the quota of the hour only for a while.
    """
    why = standing(names_on(tx), thread, channel, rule)
    if why:
        return Hold(why)
    limit = limits.quotas.get(measure)
    if limit is None:
        return None
    since = max(
        stamp(now - HOUR), tx.execute(_LIFTED, {"item": f"brake:{quota_name(channel, measure)}"}).scalar() or ""
    )
    tried = [row[0] for row in tx.execute(_TRIED, {"channel": channel, "measure": measure, "since": since})]
    if len(tried) < limit:
        return None
    return Hold(f"{limit} automatic measures ({measure}) in this hour", moment(tried[-limit]) + HOUR)
