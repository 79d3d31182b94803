"""Transactions: one writer at a time, readers that see one moment, wait for nobody and cannot write."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, exc
from sqlmodel import select

from bot.evidence.append import Draft, append
from bot.evidence.verify import verify
from bot.store import database as store
from bot.store import migrate
from bot.store.database import Database, NoWriteAheadLog, insert_many
from bot.store.tables import Brake
from rules.model.evidence import EntryKind

AT = "2026-11-23T09:00:00.000Z"
COLUMNS = ("name", "since", "why", "by")


def brakes(database: Database) -> list[str]:
    with database.look() as session:
        return [brake.name for brake in session.exec(select(Brake).order_by(Brake.name))]


def test_what_was_written_is_seen_and_what_failed_is_not(any_database: Database) -> None:
    with any_database.write() as tx:
        insert_many(tx, "brake", COLUMNS, [("a", "", "", ""), ("b", "", "", "")])
        insert_many(tx, "brake", COLUMNS, [])
    with pytest.raises(RuntimeError), any_database.write() as tx:  # noqa: PT012 - the block is what must be rolled back
        insert_many(tx, "brake", COLUMNS, [("c", "", "", "")])
        raise RuntimeError
    assert brakes(any_database) == ["a", "b"]


def test_a_row_and_its_entry_of_one_session_stand_or_fall_together(any_database: Database) -> None:
    with any_database.session() as session:
        session.add(Brake(name="a", since=AT, why=""))
        append(session.connection(), [Draft(EntryKind.BRAKE, "a")], AT)
    with pytest.raises(RuntimeError), any_database.session() as session:  # noqa: PT012 - what must be rolled back
        session.add(Brake(name="b", since=AT, why=""))
        append(session.connection(), [Draft(EntryKind.BRAKE, "b")], AT)
        session.flush()
        raise RuntimeError
    assert brakes(any_database) == ["a"]
    assert verify(any_database).entries == 1


@pytest.mark.parametrize("way", ["read", "look"])
def test_readers_cannot_write(any_database: Database, way: str) -> None:
    insert = "INSERT INTO brake (name, since, why, by) VALUES ('x', '', '', '')"
    with pytest.raises(exc.DBAPIError, match=r"readonly|read-only"), getattr(any_database, way)() as place:
        (place if way == "read" else place.connection()).exec_driver_sql(insert)
    assert brakes(any_database) == []


def test_readers_see_one_moment_and_wait_for_no_writer(any_database: Database) -> None:
    count = "SELECT count(*) FROM brake"
    with any_database.read() as before:
        assert before.exec_driver_sql(count).scalar_one() == 0
        with any_database.write() as tx:
            insert_many(tx, "brake", COLUMNS, [("a", "", "", "")])
            assert brakes(any_database) == [], "the writer has not committed"
        assert before.exec_driver_sql(count).scalar_one() == 0, "still the same moment"
    assert brakes(any_database) == ["a"]


def test_writers_follow_one_another(any_database: Database) -> None:
    """Both read before they write; were they let in together, one count would be lost."""
    with any_database.write() as tx:
        insert_many(tx, "cursor", ("channel", "value"), [("n", "0")])

    def count() -> None:
        for _ in range(25):
            with any_database.write() as tx:
                value = int(tx.exec_driver_sql("SELECT value FROM cursor").scalar_one())
                time.sleep(0.001)
                tx.exec_driver_sql(f"UPDATE cursor SET value = '{value + 1}'")

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_database.read() as tx:
        assert tx.exec_driver_sql("SELECT value FROM cursor").scalar_one() == "100"


def test_the_embedded_database_survives_a_power_cut(database: Database) -> None:
    with database.write() as tx:
        found = {
            name: tx.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_several_processes_may_make_the_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'doorstep.db'}"
    make = "import sys; from bot.store import migrate; print(migrate.upgrade(sys.argv[1]))"
    processes = [
        subprocess.Popen([sys.executable, "-c", make, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    ends = [process.communicate(timeout=100) for process in processes]
    assert [(out.strip(), err) for out, err in ends] == [(migrate.newest(), "")] * 3


def test_connections_opened_at_the_same_moment_all_come_up(tmp_path: Path) -> None:
    """Turning a new file to WAL is the one moment when SQLite refuses instead of waiting."""
    for round_ in range(5):
        url = f"sqlite:///{tmp_path / f'{round_}.db'}"
        start = threading.Barrier(6)
        failed: list[BaseException] = []

        def connect(url: str = url, start: threading.Barrier = start, failed: list[BaseException] = failed) -> None:
            database = Database(url)
            start.wait()
            try:
                with database.read() as tx:
                    tx.exec_driver_sql("SELECT 1").scalar_one()
            except Exception as error:  # noqa: BLE001 - counted below
                failed.append(error)
            database.close()

        threads = [threading.Thread(target=connect) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []


def test_a_place_without_write_ahead_log_is_refused() -> None:
    """As on some network folders: SQLite answers with the journal mode that it kept."""
    engine = create_engine("sqlite://")
    with (
        engine.connect() as connection,
        pytest.raises(NoWriteAheadLog, match="keeps journal mode memory here: put the"),
    ):
        store._use_write_ahead_log(connection.connection.driver_connection)
    engine.dispose()
