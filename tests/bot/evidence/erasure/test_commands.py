"""`doorstep hold`, `erase`, `explain`, `verify`, `retention run`, `db backup|restore`, each a process of its own."""

import json
import subprocess
from pathlib import Path

import pytest

from bot.clock import now
from bot.staff.people import add
from bot.staff.sign_in import Access
from bot.store import migrate
from bot.store.database import Database
from bot.store.writer import Writer
from rules.model.staff import Role
from tests.bot.cli.run import doorstep
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import Page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
PASSWORD = "green kettle on a hill"


async def test_a_hold_an_erasure_and_a_copy_by_the_command_line(tmp_path: Path) -> None:
    item, account, ref = await _landlord(tmp_path)
    backup = json.loads(_must(tmp_path, "db", "backup", "--json"))
    assert backup["entries"] > 0

    _must(tmp_path, "hold", "set", account, "--reason", "a claim", "--as", "dee")
    assert account in _must(tmp_path, "hold", "list", "--as", "dee")
    refused = _run(tmp_path, "erase", item, "--reason", "request", "--as", "dee")
    assert refused.returncode == 4
    assert f"{account} is under legal hold" in refused.stderr
    _must(tmp_path, "hold", "lift", account, "--reason", "settled", "--as", "dee")

    told = _must(tmp_path, "erase", item, "--reason", "request", "--as", "dee")
    assert "Erased: " in told
    assert "none is there" in told
    explained = _must(tmp_path, "explain", item, "--as", "dee")
    assert "(the words have been erased)" in explained
    assert "the person asked for it (UK GDPR 17(1)(b))" in explained
    assert "Replayed: the same decision." in explained
    assert "Consistent in itself" in _must(tmp_path, "verify")
    dry = json.loads(_must(tmp_path, "retention", "run", "--dry-run", "--json"))
    assert dry == {"would_erase": [], "would_keep": []}

    put_back = _must(tmp_path, "db", "restore", backup["file"])
    assert "Erased again, as the register says: 1." in put_back
    assert "Consistent in itself" in _must(tmp_path, "verify")
    assert not _holding(tmp_path, b"quokka")
    assert not _holding(tmp_path, ref.encode())


async def _landlord(home: Path) -> tuple[str, str, str]:
    """A home folder with one comment, and Dee of data protection."""
    (home / "doorstep.yaml").write_text(json.dumps({"policy": "derby-2024"}))
    url = f"sqlite:///{home / 'doorstep.db'}"
    migrate.upgrade(url)
    database = Database(url)
    invited = add(database, now, None, "dee", "Dee", frozenset({Role.DATA_PROTECTION}))
    assert invited.code
    assert Access(database, now).set_up(invited.code, PASSWORD) is None
    writer, clock = Writer(database, seconds=0.001), TestClock()
    clock.moment = now()
    page = Page(database, writer, clock)
    after = await page.after("thank you for the new bins, quokka", author="zelda")
    writer.close()
    page.world.close()
    database.close()
    return after.id, after.row.account_id, after.row.ref


def _run(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return doorstep(*words, home=home, DOORSTEP_PASSWORD=PASSWORD)


def _must(home: Path, *words: str) -> str:
    done = _run(home, *words)
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return str(done.stdout)


def _holding(folder: Path, words: bytes) -> list[str]:
    return [file.name for file in folder.iterdir() if file.is_file() and words in file.read_bytes()]
