"""Reading and changing rows by a list of values, the same on both engines."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, TextClause, bindparam, text

_AT_ONCE = 5_000
"""Values in one statement: well under the limits of both engines (32,766 and 65,535)."""


def rows_within(tx: Connection, sql: str, values: Collection[str | int], **others: Any) -> list[Row[Any]]:
    """Rows of `sql`, in which `IN :values` stands for the list. An empty list asks nothing."""
    wanted: Sequence[str | int] = list(dict.fromkeys(values))
    found: list[Row[Any]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        found.extend(tx.execute(_prepared(sql), {"values": wanted[start : start + _AT_ONCE], **others}))
    return found


def change_within(tx: Connection, sql: str, values: Collection[str | int], **others: Any) -> int:
    """Run `sql`, in which `IN :values` stands for the list, and say how many rows it changed."""
    wanted: Sequence[str | int] = list(dict.fromkeys(values))
    changed = 0
    for start in range(0, len(wanted), _AT_ONCE):
        changed += tx.execute(_prepared(sql), {"values": wanted[start : start + _AT_ONCE], **others}).rowcount
    return changed


@lru_cache
def _prepared(sql: str) -> TextClause:
    return text(sql).bindparams(bindparam("values", expanding=True))
