"""What need not be kept any longer, by the landlord's periods: found, told in a dry run, and erased.

A comment that is lawful, carries no need and rests in no case goes first; one its author took away at once; what was found
to be something but was never acted on goes after months; what was acted on after years; a case longest. Nothing goes under
a legal hold or while somebody has work with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text
from sqlmodel import select

from bot.evidence.erasure import deed
from bot.evidence.erasure.obstacles import answers_at_work, obstacles, resting_on
from bot.evidence.erasure.target import Target, customers, target
from bot.settings import RetentionSettings
from bot.store.ids import moment, stamp
from bot.store.tables import Channel
from bot.store.within import rows_within
from rules.model.erasure import ErasureReason

TERMS = timedelta(hours=22)
"""Platform terms say 24 hours; the run looks every hour."""

_COMMENTS = text(
    "SELECT i.id, i.channel, i.ref, i.state, i.heard_at, d.pack, d.something,"
    " EXISTS (SELECT 1 FROM need n WHERE n.interaction_id = i.id) AS need,"
    " EXISTS (SELECT 1 FROM action x WHERE x.interaction_id = i.id AND NOT x.simulate AND x.state IN"
    " ('done', 'confirmed', 'unconfirmed', 'drifted', 'unknown')) AS acted"
    " FROM interaction i LEFT JOIN (SELECT interaction_id, max(pack) AS pack, max(CASE WHEN breach OR severity <> 'none'"
    " OR desk = 'open' THEN 1 ELSE 0 END) AS something FROM decision GROUP BY interaction_id) d"
    " ON d.interaction_id = i.id WHERE i.state <> 'erased' AND EXISTS (SELECT 1 FROM interaction o WHERE"
    " o.channel = i.channel AND o.ref = i.ref AND (o.state = 'removed' OR o.heard_at < :before))"
    " ORDER BY i.heard_at, i.id"
)
_NEWEST = "SELECT channel, ref, max(heard_at) AS at FROM interaction WHERE ref IN :values GROUP BY channel, ref"
_REMOVED = "SELECT item, max(at) AS at FROM entry WHERE kind = 'removed_by_author' AND item IN :values GROUP BY item"
_PAYLOADS = text(
    "SELECT n, state, received_at FROM payload WHERE state IN ('judged', 'untranslated') AND received_at < :before"
    " AND n NOT IN (SELECT payload_n FROM interaction) ORDER BY n"
)
_LIVING = (
    "e.item = c.id AND e.kind <> 'erased' AND e.seq = (SELECT max(l.seq) FROM entry l WHERE l.item = c.id"
    " AND l.kind NOT IN ('viewed', 'exported', 'disclosure'))"
)
"""A case `c` of which something was kept after it was last erased, by its last entry `e`."""
_CASES = text(
    f"SELECT c.id FROM case_file c WHERE EXISTS (SELECT 1 FROM entry e WHERE e.at < :before AND {_LIVING}) ORDER BY c.id"  # noqa: S608 - our own words
)
_ACCOUNTS = text(
    "SELECT a.id FROM account a WHERE a.ref NOT LIKE 'erased:%'"  # noqa: S608 - our own words
    " AND a.marks = '' AND a.first_at < :before"
    " AND a.id NOT IN (SELECT account_id FROM interaction WHERE state <> 'erased')"
    " AND NOT EXISTS (SELECT 1 FROM identity_link k WHERE k.account_id = a.id AND k.taken_back_at IS NULL"
    " AND k.at >= :linked AND (k.expires_at IS NULL OR k.expires_at > :now))"
    f" AND NOT EXISTS (SELECT 1 FROM case_file c, entry e WHERE {_LIVING} AND ("
    " c.id IN (SELECT case_id FROM case_account WHERE account_id = a.id)"
    " OR c.customer_id IN (SELECT customer_id FROM identity_link WHERE account_id = a.id)))"
    " ORDER BY a.id"
)


@dataclass(frozen=True, slots=True)
class Due:
    """Something whose time is over, why, and by which rule in words."""

    target: Target
    reason: ErasureReason
    rule: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Something whose time is over and that is kept all the same, with every reason."""

    about: str
    why: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """What a run would do now."""

    due: list[Due] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)


def plan(tx: Connection, settings: RetentionSettings, terms: Mapping[str, str], now: datetime) -> Plan:
    """What a run would erase now, and what it would keep though its time is over. `terms`: `channel_terms`."""
    found = Plan()
    wanted = [*_comments(tx, settings, terms, now), *_others(tx, settings, now)]
    for start in range(0, len(wanted), 500):
        _sort(tx, wanted[start : start + 500], now, found)
    return found


def erase(tx: Connection, due: Iterable[Due], by: str, now: datetime) -> list[deed.Erasure]:
    """Erase these, looking once more whether they may: somebody may have begun to work on one meanwhile."""
    found = Plan()
    _sort(tx, list(due), now, found)
    return [deed.erase(tx, _with_customers(tx, one.target), one.reason, by, now) for one in found.due]


def forgotten_accounts(tx: Connection, settings: RetentionSettings, now: datetime) -> list[Due]:
    """Accounts of which nothing is left but the handle: for after comments and cases were erased.

    Whose it is stands as long as a case would, unless it was taken back or has expired.
    """
    before, linked = (stamp(now - timedelta(days=days)) for days in (settings.lawful_days, settings.case_days))
    ids = tx.execute(_ACCOUNTS, {"before": before, "linked": linked, "now": stamp(now)}).scalars()
    rule = "nothing is kept of what this account said"
    return [Due(Target(one, accounts=(one,)), ErasureReason.RETENTION, rule) for one in ids]


def channel_terms(tx: Connection) -> dict[str, str]:
    """What the landlord chose for comments that were taken away, by channel: keep, or erase_after_24h."""
    rows = tx.execute(select(Channel.name, Channel.settings))
    return {row.name: str(row.settings.get("when_removed", "keep")) for row in rows}


def _with_customers(tx: Connection, wanted: Target) -> Target:
    """The landlord's reference of a customer goes with the last account: asked when those before are erased already."""
    return replace(wanted, customers=tuple(one for account in wanted.accounts for one in customers(tx, account)))


def _comments(tx: Connection, settings: RetentionSettings, terms: Mapping[str, str], now: datetime) -> Iterator[Due]:
    """One for each comment whose time is over, with all its versions."""
    rows = list(tx.execute(_COMMENTS, {"before": stamp(now - timedelta(days=settings.shortest))}))
    gone = rows_within(tx, _REMOVED, [row.id for row in rows if row.state == "removed"])
    at = {row.item: row.at for row in gone}
    removed = {(row.channel, row.ref): at[row.id] for row in rows if row.id in at}
    newest = {(row.channel, row.ref): row.at for row in rows_within(tx, _NEWEST, [row.ref for row in rows])}
    seen: set[tuple[str, str]] = set()
    for row in sorted(rows, key=_weight, reverse=True):  # the gravest version says how long all are kept
        key = (row.channel, row.ref)
        if key in seen:
            continue
        seen.add(key)
        said = _why(row, newest[key], removed.get(key), terms.get(row.channel, "keep"), settings, now)
        if said:
            yield Due(target(tx, row.id), *said)


def _weight(row: Any) -> int:
    return 2 * bool(row.acted) + bool(row.something or row.need)


def _why(
    row: Any, newest: str, removed: str | None, terms: str, settings: RetentionSettings, now: datetime
) -> tuple[ErasureReason, str] | None:
    periods = settings.of(row.pack or "")
    age = now - moment(newest)
    if removed and terms == "erase_after_24h" and now - moment(removed) >= TERMS:
        return ErasureReason.PLATFORM_TERMS, "taken away by its author; the channel's setting is erase_after_24h"
    if row.acted:
        days, what = periods.acted_days, "acted on"
    elif row.something or row.need or row.pack is None:
        days, what = periods.unactioned_days, "found to be something, and not acted on"
    elif removed:
        return ErasureReason.REMOVED_BY_AUTHOR, "lawful, and taken away by its author"
    else:
        days, what = periods.lawful_days, "lawful, with no need"
    return (ErasureReason.RETENTION, f"{what}: {days} days") if age >= timedelta(days=days) else None


def _others(tx: Connection, settings: RetentionSettings, now: datetime) -> Iterator[Due]:
    """Payloads that came to nothing, and cases at rest."""
    for row in tx.execute(_PAYLOADS, {"before": stamp(now - timedelta(days=settings.lawful_days))}):
        days = settings.unactioned_days if row.state == "untranslated" else settings.lawful_days
        if now - moment(row.received_at) >= timedelta(days=days):
            rule = f"came to no comment: {days} days"
            yield Due(Target(f"payload:{row.n}", payloads=(row.n,)), ErasureReason.RETENTION, rule)
    for case in tx.execute(_CASES, {"before": stamp(now - timedelta(days=settings.case_days))}).scalars():
        yield Due(Target(case, cases=(case,)), ErasureReason.RETENTION, f"a case at rest: {settings.case_days} days")


def _sort(tx: Connection, wanted: Sequence[Due], now: datetime, found: Plan) -> None:
    """Look at all at once; where something stands in the way, at halves, so that a lawful many costs one look."""
    if not wanted:
        return
    why = _in_the_way(tx, _together(wanted), now)
    if not why:
        found.due.extend(wanted)
    elif len(wanted) == 1:
        found.kept.append(Kept(wanted[0].target.about, tuple(dict.fromkeys(why))))
    else:
        middle = len(wanted) // 2
        _sort(tx, wanted[:middle], now, found)
        _sort(tx, wanted[middle:], now, found)


def _together(wanted: Sequence[Due]) -> Target:
    every = [due.target for due in wanted]
    return Target(
        every[0].about,
        tuple(one for each in every for one in each.comments),
        tuple(one for each in every for one in each.payloads),
        tuple(one for each in every for one in each.accounts),
        tuple(one for each in every for one in each.cases),
    )


def _in_the_way(tx: Connection, wanted: Target, now: datetime) -> list[str]:
    cited = [f"the case {case} rests on it" for case, _ in resting_on(tx, wanted.comments)]
    return [*obstacles(tx, wanted, now), *cited, *answers_at_work(tx, wanted, now)]
