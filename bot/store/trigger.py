"""One refusal of the database, on each engine, and the few kinds of refusal that many tables share.

Which tables refuse what: `triggers` (the ledger itself) and the `*_triggers` beside it. To change one, change it there and
write a migration that drops it and makes it again: `statements` always writes the newest text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

REFUSE = "doorstep_refuse"
"""The PostgreSQL function that refuses whatever calls it; the first migration makes it."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One refusal. `when` is SQLite's condition (empty: always); `function` is the PostgreSQL function that holds it."""

    name: str
    table: str
    event: str
    says: str
    when: str
    function: str

    @property
    def sqlite(self) -> str:
        """The statement, as SQLite keeps it in its schema."""
        when = f" WHEN {self.when}" if self.when else ""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW{when}"
            f" BEGIN SELECT RAISE(ABORT, '{self.says}'); END"
        )

    @property
    def postgresql(self) -> str:
        """The statement, as PostgreSQL writes it out again."""
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH {each}"
            f" EXECUTE FUNCTION {self.function}('{self.says}')"
        )


def never(table: str, event: str, says: str) -> Trigger:
    """No DELETE, UPDATE or TRUNCATE of this table at all; `says` is why, the event is added."""
    return Trigger(f"{table}_no_{event.lower()}", table, event, f"{says}: {event} refused", "", REFUSE)


def not_replaced(table: str) -> Trigger:
    """INSERT OR REPLACE would be an UPDATE by another name; PostgreSQL's ON CONFLICT DO UPDATE meets the UPDATE trigger."""
    there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 - table names are our own constants
    return Trigger(f"{table}_no_replace", table, "INSERT", f"this {table} is there already: INSERT refused", there, "")


def changed(*columns: str) -> str:
    """The condition that one of these was changed."""
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def set_and_changed(*columns: str) -> str:
    """The condition that one of these had been written and was changed: once it is written it stays."""
    return " OR ".join(f"(OLD.{one} IS NOT NULL AND NEW.{one} IS DISTINCT FROM OLD.{one})" for one in columns)


def functions(conditional: Iterable[Trigger]) -> dict[str, str]:
    """PostgreSQL functions that hold the conditions, by name; on DELETE the old row is given back, or none would go."""
    return {
        one.function: (
            f"BEGIN IF {one.when} THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF;"
            f" RETURN {'OLD' if one.event == 'DELETE' else 'NEW'}; END"
        )
        for one in conditional
    }


def statements(
    dialect: str, sqlite: Iterable[Trigger], postgresql: Iterable[Trigger], bodies: Mapping[str, str]
) -> list[str]:
    """What makes these functions and triggers on an engine."""
    if dialect == "sqlite":
        return [trigger.sqlite for trigger in sqlite]
    made = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in bodies.items()
    ]
    return made + [trigger.postgresql for trigger in postgresql]
