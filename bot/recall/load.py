"""An account's past from the rows: decisions in ledger order, and measures confirmed or sent by a named person."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from bot.recall.window import Key, Past, Window, readable
from bot.store.ids import moment, stamp
from bot.store.within import rows_within
from rules.model.finding import Behaviour, Severity
from rules.model.history import PastItem, PastMeasure
from rules.model.measure import COUNTING, MeasureKind
from rules.text import digest

_ITEMS = """
SELECT * FROM (
    SELECT a.platform, a.ref AS account, i.channel, i.ref, i.at, i.heard_at, d.seq, d.severity, d.breach, e.body, c.value,
           ROW_NUMBER() OVER (PARTITION BY i.account_id ORDER BY d.seq DESC) AS place
    FROM interaction i
    JOIN account a ON a.id = i.account_id
    JOIN decision d ON d.interaction_id = i.id
    JOIN entry e ON e.seq = d.seq
    LEFT JOIN content c ON c.seq = i.text_seq AND c.field = 'text'
    WHERE i.account_id IN :values AND i.state <> 'superseded' AND i.at > :since
) AS latest WHERE place <= :most ORDER BY seq
"""  # the latest ones of each account, oldest first

_MEASURES = """
SELECT a.platform, a.ref AS account, x.measure, x.approved_by, coalesce(x.attempted_at, x.created_at) AS at
FROM action x JOIN interaction i ON i.id = x.interaction_id JOIN account a ON a.id = i.account_id
WHERE i.account_id IN :values AND NOT x.simulate AND x.undoes IS NULL
  AND (x.state = 'confirmed' OR (x.approved_by IS NOT NULL AND x.state IN ('done', 'unconfirmed', 'drifted')))
ORDER BY at, x.id
"""


class _Finding(msgspec.Struct):
    behaviour: str


class _Found(msgspec.Struct):
    findings: list[_Finding] = []


class _Given(msgspec.Struct):
    found: _Found = msgspec.field(default_factory=_Found)


class _Data(msgspec.Struct):
    given: _Given = msgspec.field(default_factory=_Given)


class _Body(msgspec.Struct):
    data: _Data


_BODY = msgspec.json.Decoder(_Body)


def pasts(tx: Connection, account_ids: Collection[str], now: datetime, window: Window) -> dict[Key, Past]:
    """The pasts of these accounts, within the window's span and number of items."""
    found: dict[Key, Past] = defaultdict(Past)
    since = stamp(now - window.span)
    for row in rows_within(tx, _ITEMS, account_ids, since=since, most=window.most_items):
        found[row.platform, row.account].items.append(((row.channel, row.ref), _item(row)))
    for key, done in measures(tx, account_ids).items():
        found[key].measures = done
    return found


def measures(tx: Connection, account_ids: Collection[str]) -> dict[Key, tuple[PastMeasure, ...]]:
    """What was done about these accounts: confirmed by looking, or sent by a named person."""
    done: dict[Key, tuple[PastMeasure, ...]] = {}
    for row in rows_within(tx, _MEASURES, account_ids):
        kind = MeasureKind(row.measure)
        past = PastMeasure(moment(row.at), kind, kind in COUNTING and row.approved_by is not None)
        done[row.platform, row.account] = (*done.get((row.platform, row.account), ()), past)
    return done


def _item(row: Row[Any]) -> PastItem:
    """As `window.past_item` made it. Words that were erased have no digest any more."""
    findings = _BODY.decode(row.body).data.given.found.findings
    behaviours = tuple(dict.fromkeys(Behaviour(finding.behaviour) for finding in findings))
    known_from = moment(min(row.at, row.heard_at))
    seen = digest(readable(bytes(row.value).decode("utf-8", "surrogatepass"))) if row.value is not None else 0
    return PastItem(known_from, row.channel, behaviours, Severity(row.severity), seen, bool(row.breach))
