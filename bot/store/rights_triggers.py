"""What the database itself refuses about people's rights: nothing is handed over that nobody weighed, and who decided stays.

The seventh migration makes these.
"""

from bot.store.triggers import Trigger

_TABLES = ("data_protection", "subject_request", "weighing")
_APPROVED = ("id", "digest", "covers", "approved_by", "approved_at", "seq")
_ASKED = ("id", "about", "received", "opened_by", "opened_at")
_WEIGHED = ("id", "request_id", "seq", "field", "owner", "kind")


def _changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def _set_and_changed(*columns: str) -> str:
    """Once it is written it stays."""
    return " OR ".join(f"(OLD.{one} IS NOT NULL AND NEW.{one} IS DISTINCT FROM OLD.{one})" for one in columns)


CONDITIONAL = tuple(
    Trigger(name, table, "UPDATE", says, when, f"doorstep_{name}")
    for name, table, says, when in (
        (
            "data_protection_stays",
            "data_protection",
            "who approved what stays: UPDATE refused",
            f"{_changed(*_APPROVED)} OR {_set_and_changed('withdrawn_by', 'withdrawn_at')}",
        ),
        (
            "request_weighed",
            "subject_request",
            "something in it has not been weighed by a person: export refused",
            (
                "NEW.state = 'exported' AND EXISTS (SELECT 1 FROM weighing w WHERE w.request_id = NEW.id"
                " AND w.state = 'waiting')"
            ),
        ),
        (
            "request_stays",
            "subject_request",
            "who asked for what stays: UPDATE refused",
            f"{_changed(*_ASKED)} OR (OLD.state <> 'open' AND NEW.state <> OLD.state)",
        ),
        (
            "weighing_stays",
            "weighing",
            "what was weighed stays: UPDATE refused",
            (
                f"{_changed(*_WEIGHED)} OR (OLD.state <> 'waiting' AND NEW.state = 'waiting') OR NOT EXISTS (SELECT 1"  # noqa: S608 - our own names
                " FROM subject_request r WHERE r.id = OLD.request_id AND r.state = 'open')"
            ),
        ),
    )
)

UNCONDITIONAL = tuple(
    Trigger(f"{table}_no_delete", table, "DELETE", f"a {table} stays on record: DELETE refused", "", "doorstep_refuse")
    for table in _TABLES
)

NOT_REPLACED = tuple(
    Trigger(
        f"{table}_no_replace",
        table,
        "INSERT",
        f"this {table} is there already: INSERT refused",
        f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",  # noqa: S608 - our own three names
        "",
    )
    for table in _TABLES
)
"""INSERT OR REPLACE would be an UPDATE by another name."""

TRUNCATING = tuple(
    Trigger(
        f"{table}_no_truncate",
        table,
        "TRUNCATE",
        f"a {table} stays on record: TRUNCATE refused",
        "",
        "doorstep_refuse",
    )
    for table in _TABLES
)

SQLITE = (*CONDITIONAL, *UNCONDITIONAL, *NOT_REPLACED)
POSTGRESQL = (*CONDITIONAL, *UNCONDITIONAL, *TRUNCATING)

FUNCTIONS = {
    trigger.function: f"BEGIN IF {trigger.when} THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF; RETURN NEW; END"
    for trigger in CONDITIONAL
}
"""Bodies of the PostgreSQL functions, by name."""


def create_all(dialect: str) -> list[str]:
    """The statements that make every function and trigger on an engine; the first migration's functions are there."""
    if dialect == "sqlite":
        return [trigger.sqlite for trigger in SQLITE]
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in FUNCTIONS.items()
    ]
    return functions + [trigger.postgresql for trigger in POSTGRESQL]
