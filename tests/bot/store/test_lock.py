"""One running Doorstep a database, also across processes; the second is told who holds it."""

import os
import subprocess
import sys

import pytest

from bot.store.database import Database
from bot.store.lock import AlreadyRunning, only_one

HOLD = """
import sys
from bot.store.lock import only_one
with only_one(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_one_is_refused_by_name(any_url: str) -> None:
    with only_one(any_url) as lock:
        assert lock.held()
        with pytest.raises(AlreadyRunning) as no, only_one(any_url):
            pytest.fail("two ran at once")
    assert str(no.value).startswith(f"another Doorstep runs on this database: process {os.getpid()} on ")
    assert "\n" not in str(no.value)
    with only_one(any_url):
        pass


def test_a_killed_process_lets_go(any_url: str) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLD, any_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdin is not None
    assert other.stdout is not None
    with other.stdin, other.stdout:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning, match=f"process {other.pid} on "), only_one(any_url):
            pytest.fail("two ran at once")
        other.kill()
        other.wait()
    for _ in range(100):
        try:
            with only_one(any_url):
                return
        except AlreadyRunning:  # the server notices the closed socket within milliseconds
            continue
    pytest.fail("the dead still hold it")


@pytest.mark.postgres
def test_a_lost_connection_is_noticed(postgres_database: str) -> None:
    with only_one(postgres_database) as lock:
        assert lock.held()
        database = Database(postgres_database)
        with database.write() as tx:
            tx.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'process %%'"
            )
        database.close()
        assert not lock.held()


def test_the_lock_of_one_database_leaves_another_alone(
    database: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = f"sqlite:///{tmp_path_factory.mktemp('other') / 'doorstep.db'}"
    with only_one(database.url), only_one(other):
        pass
