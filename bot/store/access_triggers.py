"""What the database itself refuses about the newest access measure: nobody's letters are shut without a person.

The older ones stand in a check of the table (`bot.store.tables`), which SQLite changes only by building the table anew and
dropping its triggers; so this one is a trigger. The eighth migration makes it.
"""

from bot.store.trigger import Trigger, functions, statements

_ALONE = (
    "NEW.verb = 'block_messages' AND NOT NEW.simulate AND NEW.approved_by IS NULL"
    " AND NEW.state NOT IN ('proposed', 'declined', 'superseded', 'unsupported', 'refused')"
)
_SAYS = "an access measure goes out by a person: access_needs_a_person"

SQLITE = tuple(
    Trigger(f"action_letters_{event.lower()}", "action", event, _SAYS, _ALONE, "doorstep_letters")
    for event in ("INSERT", "UPDATE")
)
POSTGRESQL = SQLITE

FUNCTIONS = functions(SQLITE)
"""Bodies of the PostgreSQL functions, by name."""


def create_all(dialect: str) -> list[str]:
    """The statements that make the function and the triggers on an engine."""
    return statements(dialect, SQLITE, POSTGRESQL, FUNCTIONS)
