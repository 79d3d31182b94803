"""What the database itself refuses about erasing: nothing under a legal hold goes, and holds and erasures stay on record.

The fourth migration makes these. On DELETE a PostgreSQL trigger gives the old row back, or nothing would be deleted.
"""

from bot.store.trigger import Trigger, changed, functions, never, not_replaced, set_and_changed, statements

_HELD = (
    "EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_at IS NULL AND (h.about = OLD.owner"
    " OR h.about IN (SELECT i.account_id FROM interaction i WHERE i.id = OLD.owner)))"
)
_HOLD_CHANGED = (
    f"{changed('id', 'about', 'set_seq', 'set_by', 'set_at')} OR {set_and_changed('lifted_by', 'lifted_at')}"
)
_ERASURE_CHANGED = (
    f"{changed('id', 'about', 'reason', 'by', 'at', 'seq', 'fields')}"
    " OR (OLD.state = 'searched' AND NEW.state <> 'searched')"
)

_TABLES = ("legal_hold", "erasure")

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

UNCONDITIONAL = tuple(never(table, "DELETE", f"a {table} stays on record") for table in _TABLES)

NOT_REPLACED = tuple(map(not_replaced, _TABLES))

TRUNCATING = tuple(never(table, "TRUNCATE", f"a {table} stays on record") for table in _TABLES)

SQLITE = (*CONDITIONAL, *UNCONDITIONAL, *NOT_REPLACED)
POSTGRESQL = (*CONDITIONAL, *UNCONDITIONAL, *TRUNCATING)

FUNCTIONS = functions(CONDITIONAL)
"""Bodies of the PostgreSQL functions, by name."""


def create_all(dialect: str) -> list[str]:
    """The statements that make every function and trigger on an engine; the first migration's functions are there."""
    return statements(dialect, SQLITE, POSTGRESQL, FUNCTIONS)
