"""What the database itself refuses about people's rights: nothing is handed over that nobody weighed, and who decided stays.

The seventh migration makes these.
"""

from bot.store.trigger import Trigger, changed, functions, never, not_replaced, set_and_changed, statements

_TABLES = ("data_protection", "subject_request", "weighing")
_APPROVED = ("id", "digest", "covers", "approved_by", "approved_at", "seq")
_ASKED = ("id", "about", "received", "opened_by", "opened_at")
_WEIGHED = ("id", "request_id", "seq", "field", "owner", "kind")


CONDITIONAL = tuple(
    Trigger(name, table, "UPDATE", says, when, f"doorstep_{name}")
    for name, table, says, when in (
        (
            "data_protection_stays",
            "data_protection",
            "who approved what stays: UPDATE refused",
            f"{changed(*_APPROVED)} OR {set_and_changed('withdrawn_by', 'withdrawn_at')}",
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
            f"{changed(*_ASKED)} OR (OLD.state <> 'open' AND NEW.state <> OLD.state)",
        ),
        (
            "weighing_stays",
            "weighing",
            "what was weighed stays: UPDATE refused",
            (
                f"{changed(*_WEIGHED)} OR (OLD.state <> 'waiting' AND NEW.state = 'waiting') OR NOT EXISTS (SELECT 1"  # noqa: S608 - our own names
                " FROM subject_request r WHERE r.id = OLD.request_id AND r.state = 'open')"
            ),
        ),
    )
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
