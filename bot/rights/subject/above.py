"""Whose the words are that a comment answered: weighed by a person unless proven to be the landlord's or theirs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from bot.rights.subject.others import dids, our_ids
from bot.store.rights_tables import Weighing
from bot.store.within import rows_within
from rules.model.disclosure import Weighed

ABOVE = "parent_text"
_PLACE = "SELECT id, parent, payload_n FROM interaction WHERE id IN :values"
_OF_THEIR_OWN = (
    "SELECT i.id, o.account_id FROM interaction i JOIN interaction o ON o.channel = i.channel AND o.ref = i.parent"
    " WHERE i.id IN :values"
)
_BODIES = "SELECT n, body FROM payload WHERE n IN :values AND state <> 'erased'"


@dataclass(frozen=True, slots=True)
class Above:
    """Ids of comments that answer the landlord's or their author's own words; what the landlord is called in deliveries."""

    proven: frozenset[str]
    ours: frozenset[str]


def above(tx: Connection, comments: Collection[str], accounts: Collection[str]) -> Above:
    """Proven only where they are on record as said by these accounts, or where a reference says by a DID whose it is and the
    delivery says that this is us.

    That the answered words are on record nowhere proves nothing: who wrote them may have been erased, or never heard.
    """
    places = rows_within(tx, _PLACE, comments)
    bodies = rows_within(tx, _BODIES, [row.payload_n for row in places if row.payload_n])
    called = {row.n: _our_ids(bytes(row.body)) for row in bodies}
    proven = {row.id for row in places if _is_ours(row.parent, called.get(row.payload_n, set()))}
    proven |= {row.id for row in rows_within(tx, _OF_THEIR_OWN, comments) if row.account_id in accounts}
    return Above(frozenset(proven), frozenset(name for names in called.values() for name in names))


def torn(entries: Iterable[Any], weighed: Collection[Weighing]) -> tuple[Weighing, Weighing] | None:
    """The weighings of answered words that are not given, and of a delivery that holds them and is; None where none is."""
    by_key = {(row.seq, row.field): row for row in weighed}
    for entry in entries:
        words = by_key.get((entry.seq, ABOVE))
        delivery = by_key.get((0, f"payload:{entry.data.get('payload')}"))
        if words is None or delivery is None:
            continue
        if words.state in {Weighed.WITHHELD, Weighed.SHORTENED} and delivery.state == Weighed.GIVEN:
            return words, delivery
    return None


def _is_ours(reference: str | None, ours: Collection[str]) -> bool:
    named = dids([reference or ""])
    return bool(named) and named <= set(ours)


def _our_ids(payload: bytes) -> set[str]:
    try:
        return our_ids(msgspec.json.decode(payload))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return set()
