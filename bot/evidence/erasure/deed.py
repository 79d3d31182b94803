"""The erasing itself, in one transaction with its entry: private fields with their salts, payloads, personal columns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert

from bot.evidence.append import Draft, append
from bot.evidence.erasure.answers import COPY, answers
from bot.evidence.erasure.target import Target
from bot.store.erasure_tables import ErasureRow
from bot.store.ids import new_id, stamp
from bot.store.within import change_within, rows_within
from rules.model.erasure import ErasureReason
from rules.model.evidence import EntryKind

ERASED = "erased:"
"""What a reference becomes, with our own id behind it: it leads nowhere, and stays unique."""

_FIELDS = "SELECT salt, value FROM content WHERE owner IN :values"
_GONE = "DELETE FROM content WHERE owner IN :values"
_LIFTED = "SELECT id FROM legal_hold WHERE lifted_at IS NOT NULL AND about IN :values ORDER BY id"
_COPIES = "SELECT salt, value FROM content WHERE field = :copy AND seq IN :values"
_COPIES_GONE = "DELETE FROM content WHERE field = :copy AND seq IN :values"
_CHANGES: tuple[tuple[str, str, str], ...] = (
    (
        "payloads",
        "SELECT key, body FROM payload WHERE n IN :values",
        "UPDATE payload SET key = '', body = :nothing, state = 'erased' WHERE n IN :values",
    ),
    (
        "comments",
        "SELECT ref, version, root, parent, permalink FROM interaction WHERE id IN :values",
        (
            "UPDATE interaction SET ref = 'erased:' || id, version = '', root = NULL, parent = NULL, permalink = NULL,"
            " state = 'erased' WHERE id IN :values"
        ),
    ),
    (
        "comments",
        "SELECT key, subject, params, reason, receipt, why FROM action WHERE interaction_id IN :values",
        (
            "UPDATE action SET key = 'erased:' || id, subject = '{\"ref\": \"\"}', params = '{}', reason = '',"
            " receipt = '{}', why = '', not_before = '9999-12-31T23:59:59.999Z' WHERE interaction_id IN :values"
        ),
    ),
    (
        "comments",
        "SELECT why FROM task WHERE interaction_id IN :values",
        "UPDATE task SET why = 'erased' WHERE interaction_id IN :values",
    ),
    (
        "comments",
        "SELECT why FROM alarm WHERE interaction_id IN :values",
        "UPDATE alarm SET why = 'erased' WHERE interaction_id IN :values",
    ),
    (
        "comments",
        "SELECT NULL FROM capture WHERE interaction_id IN :values",
        (
            "UPDATE capture SET state = 'erased', next_at = '9999-12-31T23:59:59.999Z', check_at = NULL"
            " WHERE interaction_id IN :values"
        ),
    ),
    (
        "comments",
        "SELECT NULL FROM opinion WHERE interaction_id IN :values",
        (
            "UPDATE opinion SET state = 'erased', why = '', next_at = '9999-12-31T23:59:59.999Z'"
            " WHERE interaction_id IN :values"
        ),
    ),
    (
        "accounts",
        "SELECT ref, handle FROM account WHERE id IN :values",
        "UPDATE account SET ref = 'erased:' || id, handle = '' WHERE id IN :values",
    ),
    (
        "customers",
        "SELECT ref FROM customer WHERE id IN :values",
        "UPDATE customer SET ref = 'erased:' || id WHERE id IN :values",
    ),
)
"""Whose ids, what to remember for the search, what to write."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What went. `remains`: the erased bytes themselves, held in memory only until they were searched for."""

    id: str
    about: str
    reason: ErasureReason
    seq: int
    fields: int
    payloads: int
    remains: list[bytes] = field(repr=False)


def erase(
    tx: Connection,
    wanted: Target,
    reason: ErasureReason,
    by: str,
    now: datetime,
    *,
    again: str | None = None,
) -> Erasure:
    """Erase `wanted` in the caller's transaction: nobody asks here whether it may be (`obstacles`), but the database does.

    An answer that stays loses the copy of the words it answered, and its payload, in which they stand too. `by` is a staff
    id, empty for the retention run; `again`: the erasure that is done once more on an older copy.
    """
    answered = answers(tx, wanted.comments)
    wanted = replace(wanted, payloads=tuple(sorted({*wanted.payloads, *(one.payload_n for one in answered)})))
    copies = [one.text_seq for one in answered]
    holds = [row.id for row in rows_within(tx, _LIFTED, wanted.owners)]
    owners = [*wanted.owners, *holds]
    remains = _private(tx, owners) + _parts(rows_within(tx, _COPIES, copies, copy=COPY))
    fields = len(remains) // 2
    for whose, remembered, change in _CHANGES:
        ids: Sequence[Any] = getattr(wanted, whose)
        remains += _bytes(rows_within(tx, remembered, ids))
        change_within(tx, change, ids, **({"nothing": b""} if whose == "payloads" else {}))
    change_within(tx, _GONE, owners)
    change_within(tx, _COPIES_GONE, copies, copy=COPY)
    erasure = again or new_id("x")
    parts = _parts_of(wanted, erasure, reason, holds, [one.id for one in answered])
    whole = Draft(EntryKind.ERASED, wanted.about, _told(wanted, erasure, reason, by, fields, again=again is not None))
    seq = append(tx, [whole, *parts], stamp(now))[0].seq
    row = {"id": erasure, "about": wanted.about, "reason": reason.value, "by": by, "at": stamp(now), "seq": seq}
    tx.execute(insert(ErasureRow).values(**row, fields=fields, state="deleted"))
    return Erasure(erasure, wanted.about, reason, seq, fields, len(wanted.payloads), remains)


def _told(wanted: Target, erasure: str, reason: ErasureReason, by: str, fields: int, *, again: bool) -> dict[str, Any]:
    """What stands in evidence of it: codes, counts and opaque ids."""
    return {
        "accounts": list(wanted.accounts),
        "again": again,
        "by": by or None,
        "cases": list(wanted.cases),
        "comments": list(wanted.comments),
        "erasure": erasure,
        "fields": fields,
        "payloads": list(wanted.payloads),
        "reason": reason.value,
    }


def _parts_of(
    wanted: Target, erasure: str, reason: ErasureReason, holds: Sequence[str], answered: Sequence[str]
) -> list[Draft]:
    """Each comment, each lifted hold on what goes and each answer has an entry of its own, so that whoever reads its record
    meets it; that of an answer says which field `only` went.
    """
    part = {"erasure": erasure, "of": wanted.about, "reason": reason.value}
    parts = [Draft(EntryKind.ERASED, one, part) for one in (*wanted.comments, *holds) if one != wanted.about]
    return parts + [Draft(EntryKind.ERASED, one, {**part, "only": [COPY]}) for one in answered]


def _private(tx: Connection, owners: Collection[str]) -> list[bytes]:
    """Salt and value of each private field, one after the other."""
    return _parts(rows_within(tx, _FIELDS, owners))


def _parts(rows: Sequence[Row[Any]]) -> list[bytes]:
    return [bytes(part) for row in rows for part in row]


def _bytes(rows: Sequence[Any]) -> list[bytes]:
    """Texts, bytes and JSON of the rows, as they stand in the file; what is empty or was erased before is left out."""
    found = [_plain(part) for row in rows for part in row if part is not None]
    return [one for one in found if one not in {b"", b"{}", b"erased"} and not one.startswith(ERASED.encode())]


def _plain(part: Any) -> bytes:
    return part.encode("utf-8", "surrogatepass") if isinstance(part, str) else bytes(_json(part))


def _json(part: Any) -> bytes:
    """PostgreSQL hands JSON over as an object; there nobody searches the files."""
    return b"" if isinstance(part, dict) else bytes(part)
