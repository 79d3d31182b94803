"""Whether the triggers that keep evidence and cases as they are stand all there, unchanged and switched on."""

from collections.abc import Mapping

from sqlalchemy import Connection

from bot.store import access_triggers, case_triggers, erasure_triggers, ledger_triggers, rights_triggers, triggers

SQLITE = (
    *triggers.SQLITE,
    *case_triggers.SQLITE,
    *ledger_triggers.SQLITE,
    *erasure_triggers.SQLITE,
    *rights_triggers.SQLITE,
    *access_triggers.SQLITE,
)
POSTGRESQL = (
    *triggers.POSTGRESQL,
    *case_triggers.POSTGRESQL,
    *ledger_triggers.POSTGRESQL,
    *erasure_triggers.POSTGRESQL,
    *rights_triggers.POSTGRESQL,
    *access_triggers.POSTGRESQL,
)
FUNCTIONS = {
    **triggers.FUNCTIONS,
    **case_triggers.FUNCTIONS,
    **ledger_triggers.FUNCTIONS,
    **erasure_triggers.FUNCTIONS,
    **rights_triggers.FUNCTIONS,
    **access_triggers.FUNCTIONS,
}


class TriggerMissing(Exception):
    """The database does not protect the evidence. The text is one line that names the trigger and what is wrong."""


def check(tx: Connection) -> None:
    """Return when every expected trigger stands as written. Raises TriggerMissing naming the first that does not."""
    dialect = tx.dialect.name
    expected = SQLITE if dialect == "sqlite" else POSTGRESQL
    found = _on_sqlite(tx) if dialect == "sqlite" else _on_postgresql(tx)
    for trigger in expected:
        if trigger.name not in found:
            _refuse(f"the trigger {trigger.name} on {trigger.table} is missing")
        if found[trigger.name] != getattr(trigger, dialect):
            _refuse(f"the trigger {trigger.name} on {trigger.table} is not as Doorstep made it: {found[trigger.name]}")
    if dialect != "sqlite":
        _check_functions(tx)


def _refuse(what: str) -> None:
    raise TriggerMissing(f"the database does not protect the evidence: {what}")


def _on_sqlite(tx: Connection) -> Mapping[str, str]:
    rows = tx.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row[0]: row[1] for row in rows}


def _on_postgresql(tx: Connection) -> Mapping[str, str]:
    """Switched-off triggers (ALTER TABLE ... DISABLE TRIGGER) count as missing."""
    rows = tx.exec_driver_sql(
        "SELECT t.tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
    )
    return {row[0]: row[1] for row in rows}


def _check_functions(tx: Connection) -> None:
    rows = tx.exec_driver_sql(
        "SELECT proname, prosrc FROM pg_proc WHERE pg_function_is_visible(oid) AND proname LIKE 'doorstep%%'"
    )
    found = {row[0]: row[1] for row in rows}
    for name, body in FUNCTIONS.items():
        if found.get(name) != body:
            _refuse(f"the function {name} is not as Doorstep made it")
