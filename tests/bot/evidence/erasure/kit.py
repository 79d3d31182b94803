"""A landlord whose data-protection officer erases, and a look through everything that is left."""

from sqlalchemy import text

from bot.staff.people import add, find
from bot.staff.rights import Staff
from bot.store.database import Database
from bot.store.tables import METADATA
from rules.model.staff import Role
from tests.bot.conftest import TestClock


def officer(database: Database, clock: TestClock, login: str = "dee", role: Role = Role.DATA_PROTECTION) -> Staff:
    """Somebody in that role."""
    add(database, clock, None, login, login.title(), frozenset({role}))
    found = find(database, login)
    assert found is not None
    return found


def still_there(database: Database, *words: str) -> set[tuple[str, str, str]]:
    """(table, column, word) wherever a word still stands in any row."""
    found = set()
    with database.read() as tx:
        for name, table in METADATA.tables.items():
            rows = tx.execute(text(f'SELECT * FROM "{name}"')).mappings().all()
            for row in rows:
                for column in table.columns:
                    seen = _seen(row[column.name])
                    found |= {(name, column.name, word) for word in words if word in seen}
    return found


def _seen(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
