"""What the database itself refuses, on each engine: the evidence is append-only however somebody writes to it.

The first migration makes these (those of cases: `bot.store.case_triggers`); `bot.store.guard` compares them with what is
there. To change one, change it here and
write a migration that drops it and makes it again: `create_all` always writes the newest text.
"""

from dataclasses import dataclass


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


# One look at the last row: measured at 0.3 microseconds over refusing a reused seq alone; two plain subqueries cost 1.0.
_NEXT = (
    "NOT EXISTS (SELECT 1 FROM (SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1)"
    " WHERE seq = NEW.seq - 1 AND hash = NEW.prev)"
    " AND NOT coalesce(NEW.seq = 1 AND NEW.prev = zeroblob(32) AND NOT EXISTS (SELECT 1 FROM entry), false)"
)
_KEPT = "EXISTS (SELECT 1 FROM content WHERE seq = NEW.seq AND field = NEW.field)"
_OTHER = "OLD.proposed_by IS NOT NULL AND NEW.proposed_by IS NOT OLD.proposed_by"

_EVERYWHERE = (
    Trigger("entry_no_update", "entry", "UPDATE", "evidence is append-only: UPDATE refused", "", "doorstep_refuse"),
    Trigger("entry_no_delete", "entry", "DELETE", "evidence is append-only: DELETE refused", "", "doorstep_refuse"),
    Trigger(
        "entry_next",
        "entry",
        "INSERT",
        "an entry must follow the last one: seq or prev refused",
        _NEXT,
        "doorstep_next",
    ),
    Trigger(
        "content_no_update",
        "content",
        "UPDATE",
        "content is erased or left alone: UPDATE refused",
        "",
        "doorstep_refuse",
    ),
    Trigger(
        "action_proposer_stays",
        "action",
        "UPDATE",
        "who proposed an action stays: UPDATE refused",
        _OTHER,
        "doorstep_proposer",
    ),
)

SQLITE = (
    *_EVERYWHERE,
    # INSERT OR REPLACE would be an UPDATE by another name; PostgreSQL's ON CONFLICT DO UPDATE meets the UPDATE trigger.
    Trigger("content_no_replace", "content", "INSERT", "content is there already: INSERT refused", _KEPT, ""),
)

POSTGRESQL = (
    *_EVERYWHERE,
    Trigger(
        "entry_no_truncate", "entry", "TRUNCATE", "evidence is append-only: TRUNCATE refused", "", "doorstep_refuse"
    ),
)

FUNCTIONS = {
    "doorstep_refuse": "BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END",
    "doorstep_next": (
        "DECLARE head record; BEGIN SELECT seq, hash INTO head FROM entry ORDER BY seq DESC LIMIT 1;"
        " IF NEW.seq IS DISTINCT FROM 1 + coalesce(head.seq, 0)"
        " OR NEW.prev IS DISTINCT FROM coalesce(head.hash, decode(repeat('00', 32), 'hex'))"
        " THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF; RETURN NEW; END"
    ),
    "doorstep_proposer": (
        "BEGIN IF OLD.proposed_by IS NOT NULL AND NEW.proposed_by IS DISTINCT FROM OLD.proposed_by"
        " THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF; RETURN NEW; END"
    ),
}
"""Bodies of the PostgreSQL functions, by name."""


def create_all(dialect: str) -> list[str]:
    """The statements that make every function and trigger on an engine."""
    if dialect == "sqlite":
        return [trigger.sqlite for trigger in SQLITE]
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in FUNCTIONS.items()
    ]
    return functions + [trigger.postgresql for trigger in POSTGRESQL]
