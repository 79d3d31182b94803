"""Which entries of the record belong to a case: about the case, its comments in every version, its accounts, the legal holds
on them, the staff who acted (so that their roles then can be told), and the keys that vouch for all of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from bot.cases.load import Case, load
from bot.evidence.append import head
from bot.store.within import rows_within
from rules.model.evidence import EntryKind

_COMMENT, _STAFF = re.compile(rb"\bi_[0-9a-f]{16}\b"), re.compile(rb"\bs_[0-9a-f]{16}\b")
_ENTRIES = "SELECT seq, at, kind, item, body FROM entry WHERE item IN :values"
_OF_THE_RECORD = text(
    "SELECT seq, at, kind, item, body FROM entry WHERE item IS NULL AND kind IN ('key', 'ledger', 'restored')"
)
_VERSIONS = (
    "SELECT DISTINCT o.id FROM interaction i JOIN interaction o ON o.channel = i.channel AND o.ref = i.ref"
    " WHERE i.id IN :values"
)
_ACCOUNTS = (
    "SELECT account_id, max(coalesce(left_at, '9')) AS until FROM case_account WHERE case_id IN :values GROUP BY 1"
)
_HOLDS = "SELECT id FROM legal_hold WHERE about IN :values"


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry as it stands in the record. `data` is that of its body, `commit` names its private fields."""

    seq: int
    at: str
    kind: str
    item: str | None
    body: bytes
    data: dict[str, Any]
    commit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """A case as the record stood at entry `upto`; `entries` in the order of the record."""

    case: Case
    accounts: tuple[str, ...]
    comments: tuple[str, ...]
    entries: tuple[Kept, ...]
    upto: int


def scope(tx: Connection, case_id: str) -> Scope:
    """Everything of the case. Raises NoCase."""
    case, upto = load(tx, case_id), head(tx)[0]
    mine = _about(tx, case.ids)
    comments = _comments(tx, mine)
    until = {row.account_id: row.until for row in rows_within(tx, _ACCOUNTS, case.ids)}
    accounts = [one for one in _about(tx, until) if one.at <= until[one.item or ""]]
    holds = [row.id for row in rows_within(tx, _HOLDS, [*case.ids, *comments, *until])]
    found = [*mine, *accounts, *_about(tx, [*comments, *holds])]
    staff = [one for one in _about(tx, _named(_STAFF, found)) if one.kind == EntryKind.STAFF]
    others = [_kept(row) for row in tx.execute(_OF_THE_RECORD)]
    entries = {one.seq: one for one in (*found, *staff, *others)}
    return Scope(case, tuple(until), tuple(comments), tuple(entries[seq] for seq in sorted(entries)), upto)


def moved_on(tx: Connection, scope: Scope) -> bool:
    """Whether anything of the case, or a new key, came into the record after it was read."""
    items = {one.item for one in scope.entries if one.item is not None}
    sql = f"{_ENTRIES} AND seq > :upto"
    return bool(rows_within(tx, sql, sorted(items), upto=scope.upto)) or any(
        row.seq > scope.upto for row in tx.execute(_OF_THE_RECORD)
    )


def _comments(tx: Connection, entries: Iterable[Kept]) -> list[str]:
    """What the case's own entries name, with every other version of it."""
    named = _named(_COMMENT, entries)
    return sorted({*named, *(row.id for row in rows_within(tx, _VERSIONS, named))})


def _named(pattern: re.Pattern[bytes], entries: Iterable[Kept]) -> list[str]:
    return sorted({name.decode() for one in entries for name in pattern.findall(one.body)})


def _about(tx: Connection, items: Iterable[str]) -> list[Kept]:
    return [_kept(row) for row in rows_within(tx, _ENTRIES, list(items))]


def _kept(row: Any) -> Kept:
    body = bytes(row.body)
    try:
        told = msgspec.json.decode(body)
        data, commit = dict(told["data"]), tuple(told["commit"])
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        data, commit = {}, ()  # an altered entry goes into the bundle as it is, and the verifier names it
    return Kept(row.seq, row.at, row.kind, row.item, body, data, commit)
