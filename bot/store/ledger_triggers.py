"""What the database itself refuses about keys, checkpoints and witnesses. The third migration makes these."""

from bot.store.trigger import Trigger, changed, functions, never, statements

_LAST_KEY = "(SELECT coalesce(max(k.n), 0) FROM ledger_key k)"
_LAST_SIZE = "(SELECT coalesce(max(c.size), 0) FROM checkpoint c)"
_ENTRIES = "(SELECT coalesce(max(e.seq), 0) FROM entry e)"
_CHANGED_KEY = changed("n", "fingerprint", "public", "at", "body", "signature")

CONDITIONAL = tuple(
    Trigger(name, table, event, says, when, f"doorstep_{name}")
    for name, table, event, says, when in (
        (
            "ledger_key_next",
            "ledger_key",
            "INSERT",
            "a key must follow the last one: INSERT refused",
            f"NEW.n IS DISTINCT FROM 1 + {_LAST_KEY}",
        ),
        ("ledger_key_stays", "ledger_key", "UPDATE", "a key stays as it was made: UPDATE refused", _CHANGED_KEY),
        (
            "checkpoint_next",
            "checkpoint",
            "INSERT",
            "a checkpoint covers more than the last one, and no more than there is: INSERT refused",
            f"NEW.size <= {_LAST_SIZE} OR NEW.size > {_ENTRIES}",
        ),
        (
            "witness_stays",
            "witness",
            "UPDATE",
            "what a witness was given and answered stays: UPDATE refused",
            (
                "NEW.size IS DISTINCT FROM OLD.size OR NEW.name IS DISTINCT FROM OLD.name"
                " OR (OLD.state = 'sent' AND NEW.state <> 'sent')"
                " OR (OLD.receipt IS NOT NULL AND NEW.receipt IS DISTINCT FROM OLD.receipt)"
            ),
        ),
    )
)

_TABLES = ("ledger_key", "checkpoint", "witness")

UNCONDITIONAL = (
    never("checkpoint", "UPDATE", "a checkpoint stays"),
    *(never(table, "DELETE", f"a {table} is never deleted") for table in _TABLES),
)

TRUNCATING = tuple(never(table, "TRUNCATE", f"a {table} is never deleted") for table in _TABLES)

NOT_REPLACED = (
    Trigger(
        "witness_no_replace",
        "witness",
        "INSERT",
        "this witness has this checkpoint already: INSERT refused",
        "EXISTS (SELECT 1 FROM witness WHERE size = NEW.size AND name = NEW.name)",
        "",
    ),
)
"""INSERT OR REPLACE would be an UPDATE by another name; keys and checkpoints only ever follow the last one."""

SQLITE = (*CONDITIONAL, *UNCONDITIONAL, *NOT_REPLACED)
POSTGRESQL = (*CONDITIONAL, *UNCONDITIONAL, *TRUNCATING)

FUNCTIONS = functions(CONDITIONAL)
"""Bodies of the PostgreSQL functions, by name."""


def create_all(dialect: str) -> list[str]:
    """The statements that make every function and trigger on an engine; the first migration's functions are there."""
    return statements(dialect, SQLITE, POSTGRESQL, FUNCTIONS)
