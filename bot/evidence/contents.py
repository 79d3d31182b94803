"""Private fields read for verifying: small ones many at once, a large one (a picture) by itself: flat memory."""

from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

_CONTENTS = text(
    "SELECT seq, field, owner, salt, CASE WHEN length(value) <= 65536 THEN value END AS value FROM content"
    " WHERE seq > :after AND seq <= :last ORDER BY seq, field"
)
_LARGE = text("SELECT value FROM content WHERE seq = :seq AND field = :field")


def contents(tx: Connection, after: int, last: int) -> dict[int, dict[str, Any]]:
    """Rows of the entries after `after` up to `last`, by entry and field; the value of a large one is None."""
    found: dict[int, dict[str, Any]] = {}
    for row in tx.execute(_CONTENTS, {"after": after, "last": last}):
        found.setdefault(row.seq, {})[row.field] = row
    return found


def value_of(tx: Connection, row: Any) -> Any:
    """The value of one of them, however large, as the database holds it: in a damaged one that may be anything."""
    small = row.value is not None
    return row.value if small else tx.execute(_LARGE, {"seq": row.seq, "field": row.field}).scalar_one()


def unreadable(error: OperationalError, what: str) -> str:
    """SQLite does not hand out text that is no longer UTF-8; anything else is not about the record, and is raised again."""
    if "decode to UTF-8" not in str(error):
        raise error
    return f"{what} cannot be read: its text is damaged"
