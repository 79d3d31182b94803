"""Batch writer, ORM sessions, dispatcher and command line append at once, from two processes and more, without a fork."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bot.evidence.verify import verify
from bot.store.database import Database

KINDS = ("batches", "sessions", "transactions")


def start(*words: str, url: str, home: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DOORSTEP_DATABASE": url, "DOORSTEP_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-m", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.slow
def test_all_who_append_at_once_make_one_chain(
    any_database: Database, tmp_path: Path, exam_count: Callable[[int, int], int]
) -> None:
    count, people = exam_count(40, 1_000), exam_count(2, 20)
    processes = [
        start("tests.bot.evidence.appenders", any_database.url, name, str(count), url=any_database.url, home=tmp_path)
        for name in ("one", "two")
    ]
    added = ("bot", "staff", "add", "--name", "Ann Other", "--role", "viewer")
    for number in range(0, people, 2):
        pair = [start(*added, f"login{number + one}", url=any_database.url, home=tmp_path) for one in (0, 1)]
        assert [ended(process) for process in pair] == [(0, b""), (0, b"")]
    assert [ended(process) for process in processes] == [(0, b""), (0, b"")]
    result = verify(any_database)
    assert result.ok, str(result)
    assert result.entries >= count * len(KINDS) * len(processes) + people
    with any_database.read() as tx:
        rows = tx.exec_driver_sql("SELECT item, body FROM entry WHERE kind = 'brake' ORDER BY seq").all()
        staff = tx.exec_driver_sql("SELECT count(*) FROM entry WHERE kind = 'staff'").scalar_one()
    assert staff >= people
    for who in (f"{process}-{kind}" for process in ("one", "two") for kind in KINDS):
        own = [msgspec.json.decode(bytes(body))["data"]["n"] for item, body in rows if item == who]
        assert own == list(range(count)), f"{who} kept its order and lost nothing"


def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    _, errors = process.communicate(timeout=110)
    return process.returncode, errors
