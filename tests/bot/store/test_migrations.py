"""Databases come from Alembic, hold what the tables say, and refuse what the evidence must not suffer."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exc

from bot.evidence.append import Draft, append
from bot.store import guard, migrate
from bot.store.database import Database
from bot.store.tables import METADATA
from bot.store.trigger import Trigger
from rules.model.evidence import EntryKind

VERSIONS = Path(migrate.__file__).parent / "migrations" / "versions"
AT = "2026-11-23T09:00:00.000Z"


def some_entries(database: Database, count: int = 2) -> None:
    with database.write() as tx:
        append(tx, [Draft(EntryKind.HEARD, f"i_{n}", {"n": n}, {"text": b"cold"}) for n in range(count)], AT)


def test_revisions_are_read_as_alembic_reads_them(any_database: Database) -> None:
    """Commands ask for them without importing Alembic."""
    script = ScriptDirectory.from_config(migrate._config())
    assert script.get_heads() == [migrate.newest()]
    assert all(Path(each.path).name.startswith(f"{each.revision}_") for each in script.walk_revisions())
    with any_database.read() as tx:
        assert MigrationContext.configure(tx).get_current_revision() == migrate._revision(tx)


def test_a_history_that_forked_is_not_started_on(any_database: Database) -> None:
    with any_database.write() as tx:
        tx.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES ('0001')")
    with pytest.raises(migrate.NotUpgraded, match=f"at revision 0001 and {migrate.newest()}"):
        migrate.check(any_database)


@pytest.mark.postgres
def test_an_empty_postgresql_database_is_made(postgres_database: str) -> None:
    assert migrate.current(postgres_database) is None
    assert migrate.upgrade(postgres_database) == migrate.newest() == migrate.current(postgres_database)


def test_an_upgrade_makes_the_newest_revision_and_is_safe_to_repeat(any_url: str) -> None:
    assert migrate.current(any_url) == migrate.newest()
    assert migrate.upgrade(any_url) == migrate.newest()


def test_an_empty_database_has_no_revision_and_is_not_started_on(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert migrate.current(url) is None
    with pytest.raises(
        migrate.NotUpgraded, match=r"at revision none, and Doorstep needs \w+: run 'doorstep db upgrade'"
    ):
        migrate.check(Database(url))


def test_the_migrated_database_is_what_the_tables_say(any_database: Database) -> None:
    with any_database.read() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_triggers_stand_after_every_migration(any_database: Database) -> None:
    migrate.check(any_database)


def test_no_migration_rebuilds_an_evidence_table() -> None:
    """Alembic's batch mode would drop its triggers silently."""
    texts = [file.read_text() for file in VERSIONS.glob("*.py")]
    assert any("create_table" in text for text in texts)
    assert not [text for text in texts if re.search(r"batch_alter_table\(", text)]


def replacing(table: str) -> str:
    return f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 1"


def next_entry(seq: str, prev: str) -> str:
    return f"INSERT INTO entry SELECT {seq}, {prev}, hash, at, kind, item, body FROM entry WHERE seq = 1"


HEAD = "(SELECT hash FROM entry WHERE seq = 2)"
REFUSED = {
    "update": ("UPDATE entry SET kind = 'done' WHERE seq = 1", "UPDATE refused"),
    "delete": ("DELETE FROM entry WHERE seq = 2", "DELETE refused"),
    "delete all": ("DELETE FROM entry", "DELETE refused"),
    "a seq again": (next_entry("2", HEAD), "seq or prev refused"),
    "a gap": (next_entry("4", HEAD), "seq or prev refused"),
    "a fork": (next_entry("3", "(SELECT prev FROM entry WHERE seq = 2)"), "seq or prev refused"),
    "a second beginning": (next_entry("0", HEAD), "seq or prev refused"),
    "a start again": (next_entry("1", "(SELECT prev FROM entry WHERE seq = 1)"), "seq or prev refused"),
    "a seq left out": (next_entry("NULL", HEAD), "seq or prev refused"),
    "content changed": ("UPDATE content SET value = salt WHERE seq = 1", "UPDATE refused"),
}
REFUSED_ON_SQLITE = {
    "replace an entry": (replacing("entry"), "seq or prev refused"),
    "replace content": (replacing("content"), "INSERT refused"),
    "update or replace": ("UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 2", "UPDATE refused"),
}
REFUSED_ON_POSTGRESQL = {
    "truncate": ("TRUNCATE entry", "TRUNCATE refused"),
    "upsert": (
        "INSERT INTO content SELECT * FROM content ON CONFLICT (seq, field) DO UPDATE SET value = excluded.salt",
        "UPDATE refused",
    ),
}


def refused(database: Database, statement: str, why: str) -> None:
    with pytest.raises(exc.DBAPIError, match=why), database.write() as tx:
        tx.exec_driver_sql(statement)


@pytest.mark.parametrize("deed", REFUSED)
def test_direct_sql_is_refused(any_database: Database, deed: str) -> None:
    some_entries(any_database)
    refused(any_database, *REFUSED[deed])


@pytest.mark.parametrize("deed", REFUSED_ON_SQLITE)
def test_direct_sql_is_refused_on_sqlite(database: Database, deed: str) -> None:
    some_entries(database)
    refused(database, *REFUSED_ON_SQLITE[deed])


@pytest.mark.parametrize("deed", REFUSED_ON_POSTGRESQL)
def test_direct_sql_is_refused_on_postgresql(migrated_postgres: str, deed: str) -> None:
    database = Database(migrated_postgres)
    some_entries(database)
    refused(database, *REFUSED_ON_POSTGRESQL[deed])
    database.close()


def test_erasing_content_is_allowed(any_database: Database) -> None:
    some_entries(any_database)
    with any_database.write() as tx:
        assert tx.exec_driver_sql("DELETE FROM content WHERE seq = 1").rowcount == 1


def block(**columns: str) -> str:
    row = {
        "id": "'a_1'", "key": "'k'", "interaction_id": "'i'", "decision_id": "'d'", "channel": "'c'", "measure": "'block'",
        "verb": "'block'", "subject": "'{}'", "params": "'{}'", "state": "'proposed'", "held": "''", "role": "'approver'",
        "automatic": "false", "simulate": "false", "rule": "''", "created_at": "''", "not_before": "''", "attempts": "0",
        "reason": "''", "receipt": "'{}'", "why": "''",
    } | columns  # fmt: skip
    return f"INSERT INTO action ({', '.join(f'{name}' for name in row)}) VALUES ({', '.join(row.values())})"


def test_nobody_approves_a_block_they_proposed(any_database: Database) -> None:
    with any_database.write() as tx:
        tx.exec_driver_sql(block(proposed_by="'s_ann'"))
    refused(any_database, "UPDATE action SET approved_by = 's_ann'", "block_needs_a_second_person")
    refused(any_database, "UPDATE action SET proposed_by = NULL, approved_by = 's_ann'", "who proposed an action stays")
    with any_database.write() as tx:
        tx.exec_driver_sql("UPDATE action SET approved_by = 's_bob', state = 'queued'")


@pytest.mark.parametrize("verb", ["block", "mute", "block_messages", "restrict_replies"])
def test_an_access_measure_does_not_go_out_without_a_person(any_database: Database, verb: str) -> None:
    refused(any_database, block(verb=f"'{verb}'", state="'queued'"), "access_needs_a_person")
    with any_database.write() as tx:
        tx.exec_driver_sql(block(verb=f"'{verb}'", state="'queued'", simulate="true"))


@pytest.mark.parametrize("trigger", guard.SQLITE, ids=lambda trigger: trigger.name)
def test_a_missing_or_changed_trigger_is_named(database: Database, trigger: Trigger) -> None:
    drop_and_remake(
        database, trigger.name, lambda: trigger.sqlite.replace("BEGIN SELECT RAISE", "BEGIN SELECT 1; SELECT RAISE")
    )


@pytest.mark.parametrize("trigger", guard.POSTGRESQL, ids=lambda trigger: trigger.name)
def test_a_missing_or_changed_trigger_is_named_on_postgresql(migrated_postgres: str, trigger: Trigger) -> None:
    database = Database(migrated_postgres)
    with database.write() as tx:
        tx.exec_driver_sql(f"ALTER TABLE {trigger.table} DISABLE TRIGGER {trigger.name}")
    named(database, f"the trigger {trigger.name} on {trigger.table} is missing")
    with database.write() as tx:
        tx.exec_driver_sql(f"ALTER TABLE {trigger.table} ENABLE TRIGGER {trigger.name}")
        tx.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {trigger.function}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
    named(database, f"the function {trigger.function} is not as Doorstep made it")
    database.close()


def drop_and_remake(database: Database, name: str, changed: Callable[[], str]) -> None:
    with database.write() as tx:
        tx.exec_driver_sql(f"DROP TRIGGER {name}")
    named(database, f"the trigger {name} on .* is missing")
    with database.write() as tx:
        tx.exec_driver_sql(changed())
    named(database, f"the trigger {name} on .* is not as Doorstep made it")


def named(database: Database, line: str) -> None:
    with database.read() as tx, pytest.raises(guard.TriggerMissing, match=line) as raised:
        guard.check(tx)
    assert "\n" not in str(raised.value)
