"""What the database itself refuses about erasing: nothing under a legal hold goes, and holds and erasures stay on record.

The fourth migration makes these. On DELETE a PostgreSQL trigger gives the old row back, or nothing would be deleted.
"""

from bot.store.triggers import Trigger

_HELD = (
    "EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_at IS NULL AND (h.about = OLD.owner"
    " OR h.about IN (SELECT i.account_id FROM interaction i WHERE i.id = OLD.owner)))"
)
_HOLD_CHANGED = " OR ".join(
    (
        *(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in ("id", "about", "set_seq", "set_by", "set_at")),
        *(
            f"(OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})"
            for name in ("lifted_by", "lifted_at")
        ),
    )
)
_ERASURE_CHANGED = " OR ".join(
    (
        *(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in ("id", "about", "reason", "by", "at", "seq", "fields")),
        "(OLD.state = 'searched' AND NEW.state <> 'searched')",
    )
)

CONDITIONAL = (
    Trigger(
        "content_held",
        "content",
        "DELETE",
        "it is under legal hold: DELETE refused",
        _HELD,
        "doorstep_content_held",
    ),
    Trigger(
        "legal_hold_stays",
        "legal_hold",
        "UPDATE",
        "who set a hold stays: UPDATE refused",
        _HOLD_CHANGED,
        "doorstep_legal_hold_stays",
    ),
    Trigger(
        "erasure_stays",
        "erasure",
        "UPDATE",
        "what was erased stays on record: UPDATE refused",
        _ERASURE_CHANGED.replace("NEW.by", 'NEW."by"').replace("OLD.by", 'OLD."by"'),
        "doorstep_erasure_stays",
    ),
)

UNCONDITIONAL = tuple(
    Trigger(f"{table}_no_delete", table, "DELETE", f"a {table} stays on record: DELETE refused", "", "doorstep_refuse")
    for table in ("legal_hold", "erasure")
)

NOT_REPLACED = tuple(
    Trigger(
        f"{table}_no_replace",
        table,
        "INSERT",
        f"this {table} is there already: INSERT refused",
        f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",  # noqa: S608 - our own two names
        "",
    )
    for table in ("legal_hold", "erasure")
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
    for table in ("legal_hold", "erasure")
)

SQLITE = (*CONDITIONAL, *UNCONDITIONAL, *NOT_REPLACED)
POSTGRESQL = (*CONDITIONAL, *UNCONDITIONAL, *TRUNCATING)

FUNCTIONS = {
    trigger.function: (
        f"BEGIN IF {trigger.when} THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF;"
        f" RETURN {'OLD' if trigger.event == 'DELETE' else 'NEW'}; END"
    )
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
