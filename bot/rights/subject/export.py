"""What is handed over, as data: the record entry by entry with proofs, rows, and what stands about them elsewhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, text

from bot.evidence import checkpoints
from bot.evidence.append import leaf_hash
from bot.evidence.erasure.inventory import TABLES
from bot.evidence.proving import paths_of
from bot.rights.subject.gather import Entry, Held
from bot.rights.subject.kinds import KIND_WORDS, Kind
from bot.rights.subject.nameless import called
from bot.rights.subject.shown import Shower, Shown
from bot.store.rights_tables import Weighing
from bot.store.within import rows_within
from rules.model.disclosure import Weighed

Plain = dict[str, Any]
_ROWS: dict[str, tuple[str, str]] = {
    "account": ("id", "accounts"),
    "interaction": ("id", "comments"),
    "decision": ("interaction_id", "comments"),
    "need": ("interaction_id", "comments"),
    "action": ("interaction_id", "comments"),
    "task": ("interaction_id", "comments"),
    "alarm": ("interaction_id", "comments"),
    "identity_link": ("account_id", "accounts"),
    "case_file": ("id", "cases"),
    "proposal": ("case_id", "cases"),
    "restriction": ("case_id", "cases"),
    "appeal": ("case_id", "cases"),
    "marker": ("case_id", "cases"),
    "letter": ("case_id", "cases"),
    "diary": ("case_id", "cases"),
}
"""Rows beside the record: by which column they are theirs. Only columns without personal data: words are the record's."""
_NAMES = "SELECT id, name, roles FROM staff WHERE id IN :values"
_ACCOUNTS = "SELECT id, platform, ref, handle, marks, first_at FROM account WHERE id IN :values"
_CUSTOMER = text("SELECT ref FROM customer WHERE id = :id")


def exported(tx: Connection, held: Held, rows: Iterable[Weighing], shower: Shower) -> Plain:
    """All of it but the frame of the request, as JSON can hold it."""
    last = checkpoints.newest(tx)
    given = [entry for entry in held.entries.values() if _is_given(shower, entry)]
    paths = paths_of(tx, last.size, (one.seq for one in given)) if last else {}
    return {
        "accounts": [dict(row._mapping) for row in rows_within(tx, _ACCOUNTS, held.whose.accounts)],  # noqa: SLF001 - SQLAlchemy's public name
        "accounts_not_confirmed": list(held.whose.unsure),
        "customer": tx.execute(_CUSTOMER, {"id": held.whose.customer}).scalar() if held.whose.customer else None,
        "staff": staff(tx, held, rows),
        "rows": _rows(tx, held),
        "record": [_entry(shower, paths, entry) for entry in sorted(given, key=lambda one: one.seq)],
        "payloads": {str(n): _plain(shower.payload(n)) for n in _payloads(held)},
        "elsewhere": [_other(shower, row, held) for row in rows if row.kind in {Kind.OTHERS, Kind.ELSEWHERE}],
        "checkpoint": last.line if last else None,
    }


def staff(tx: Connection, held: Held, rows: Iterable[Weighing]) -> dict[str, Plain]:
    """Who acted in their role, by staff id; not named where a person said that it would not be safe."""
    hidden = {row.field for row in rows if row.kind == Kind.STAFF and row.state == Weighed.WITHHELD}
    found: dict[str, Plain] = {}
    for row in rows_within(tx, _NAMES, sorted(held.staff)):
        named = {"name": row.name, "roles": row.roles}
        found[row.id] = {"not_named": "for their safety"} if row.id in hidden else named
    return found


def unnamed(tx: Connection, rows: Iterable[Weighing]) -> list[str]:
    """Names and logins, those of once too, that stand in no text of the export."""
    hidden = [row.field for row in rows if row.kind == Kind.STAFF and row.state == Weighed.WITHHELD]
    return called(tx, hidden)


def _is_given(shower: Shower, entry: Entry) -> bool:
    whole = shower.whole(entry)
    return whole is None or whole.state == Weighed.GIVEN


def _entry(shower: Shower, paths: Mapping[int, list[bytes]], entry: Entry) -> Plain:
    fields = {name: _plain(shower.field(entry, name)) for name in entry.fields}
    told = {"seq": entry.seq, "at": entry.at, "kind": entry.kind, "item": entry.item, "body": entry.body.decode()}
    path = [step.hex() for step in paths[entry.seq]] if entry.seq in paths else None
    return {**told, "fields": fields, "hash": leaf_hash(entry.body).hex(), "path": path}


def _other(shower: Shower, row: Weighing, held: Held) -> Plain:
    """Of somebody else's entry only what stands about them; never who that is."""
    entry = held.elsewhere.get(row.seq) or held.entries.get(row.seq)
    shown = shower.field(entry, row.field) if entry else Shown(why="erased")
    return {"at": entry.at if entry else None, "what": KIND_WORDS[Kind(row.kind)], **_plain(shown)}


def _plain(shown: Shown) -> Plain:
    told = {"text": shown.text, "file": shown.file, "salt": shown.salt.hex() or None, "not_whole": shown.why or None}
    return {name: value for name, value in told.items() if value is not None}


def _rows(tx: Connection, held: Held) -> dict[str, list[Plain]]:
    owners = {"accounts": held.whose.accounts, "comments": held.comments, "cases": held.cases}
    found = {}
    for table, (column, whose) in _ROWS.items():
        plain = ", ".join(f'"{name}"' for name in TABLES[table].plain.split())
        sql = f'SELECT {plain} FROM "{table}" WHERE {column} IN :values'  # noqa: S608 - our own table and column names
        found[table] = [dict(row._mapping) for row in rows_within(tx, sql, owners[whose])]  # noqa: SLF001 - SQLAlchemy's public name
    return found


def _payloads(held: Held) -> list[int]:
    return sorted(
        int(name.removeprefix("payload:")) for seq, name in held.pieces if seq == 0 and name.startswith("payload:")
    )
