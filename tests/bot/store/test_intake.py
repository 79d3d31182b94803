"""Payloads and cursor stand or fall together; notes are unreadable without their key."""

import asyncio
import base64
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import exc

from adapters.platform import Payload
from bot.store import keyfile
from bot.store.database import Database
from bot.store.intake import StoreIntake
from bot.store.notebook import StoreNotebook, WrongKey
from bot.store.writer import Writer
from tests.bot.conftest import TestClock

KEY = bytes(range(32))


@pytest.fixture
def writer(any_database: Database) -> Iterator[Writer]:
    writer = Writer(any_database)
    yield writer
    writer.close()


class Bell:
    """Counts how often the judge was woken, and what was committed by then."""

    def __init__(self, database: Database) -> None:
        self.database, self.seen = database, list[int]()

    def __call__(self) -> None:
        self.seen.append(len(kept(self.database)))


def kept(database: Database) -> list[tuple[int, str, str, bytes, str, str]]:
    with database.read() as tx:
        rows = tx.exec_driver_sql("SELECT n, channel, key, body, received_at, state FROM payload ORDER BY n")
        return [(row[0], row[1], row[2], bytes(row[3]), row[4], row[5]) for row in rows]


async def test_payloads_are_kept_in_order_with_the_cursor_and_then_the_judge_is_woken(
    any_database: Database, writer: Writer, clock: TestClock
) -> None:
    bell = Bell(any_database)
    intake = StoreIntake(writer, "page", clock, bell)
    assert await intake.cursor() is None
    await intake.keep([Payload(b"one", "1"), Payload(b"\x00\xff", "2")], "after 2")
    await intake.keep([Payload(b"three")], None)
    rows = kept(any_database)
    assert [row[1:] for row in rows] == [
        ("page", "1", b"one", "2026-11-23T09:00:00.000Z", "kept"),
        ("page", "2", b"\x00\xff", "2026-11-23T09:00:00.000Z", "kept"),
        ("page", "", b"three", "2026-11-23T09:00:00.000Z", "kept"),
    ]
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    assert bell.seen == [2, 3]
    assert await intake.cursor() == "after 2"


async def test_a_cursor_alone_moves_on_and_wakes_nobody(
    any_database: Database, writer: Writer, clock: TestClock
) -> None:
    bell = Bell(any_database)
    page, other = (StoreIntake(writer, name, clock, bell) for name in ("page", "other"))
    await page.keep([], "a")
    await page.keep([], "b")
    await page.keep([], None)
    assert (await page.cursor(), await other.cursor(), bell.seen) == ("b", None, [])


@pytest.mark.parametrize("key", ["nul \x00 in it", "lone \ud800 surrogate"])
async def test_a_hostile_key_loses_no_payload(
    any_database: Database, writer: Writer, clock: TestClock, key: str
) -> None:
    await StoreIntake(writer, "page", clock, lambda: None).keep([Payload(b"words", key)], None)
    [(_, _, stored, body, _, _)] = kept(any_database)
    assert (stored[:7], len(stored), body) == ("sha256:", 71, b"words")


async def test_when_the_cursor_cannot_be_kept_the_payloads_are_not_either(
    any_database: Database, writer: Writer, clock: TestClock
) -> None:
    bell = Bell(any_database)
    with pytest.raises((UnicodeEncodeError, exc.StatementError)):
        await StoreIntake(writer, "page", clock, bell).keep([Payload(b"words")], "\ud800")
    assert (kept(any_database), bell.seen) == ([], [])


async def test_many_listeners_share_a_commit(database: Database, clock: TestClock) -> None:
    writer = Writer(database, seconds=0.2)
    intakes = [StoreIntake(writer, f"page-{n}", clock, lambda: None) for n in range(20)]
    await asyncio.gather(*(intake.keep([Payload(b"x")], "1") for intake in intakes))
    writer.close()
    assert [row[1] for row in kept(database)] == [f"page-{n}" for n in range(20)]


async def test_a_note_comes_back_and_stands_encrypted(any_database: Database, writer: Writer) -> None:
    notes = StoreNotebook(writer, "page", KEY)
    assert await notes.read("session") is None
    await notes.write("session", "first")
    await notes.write("session", "the secret token \ud83d\udeaa")
    assert await notes.read("session") == "the secret token \ud83d\udeaa"
    assert await StoreNotebook(writer, "other", KEY).read("session") is None
    with any_database.read() as tx:
        [stored] = tx.exec_driver_sql("SELECT value FROM note").scalars().all()
    assert b"secret" not in bytes(stored)


async def test_another_key_is_told_plainly(writer: Writer) -> None:
    await StoreNotebook(writer, "page", KEY).write("session", "token")
    with pytest.raises(
        WrongKey, match="the note 'session' of channel page does not open with this key: put the right key"
    ):
        await StoreNotebook(writer, "page", bytes(32)).read("session")


async def test_a_note_does_not_pass_for_another(any_database: Database, writer: Writer) -> None:
    notes = StoreNotebook(writer, "page", KEY)
    await notes.write("session", "token")
    with any_database.write() as tx:
        tx.exec_driver_sql("UPDATE note SET name = 'other'")
    with pytest.raises(WrongKey):
        await notes.read("other")


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "notebook.key"
    key = keyfile.make(file)
    assert (len(key), stat.S_IMODE(file.stat().st_mode)) == (32, 0o600)
    assert keyfile.make(file) == keyfile.load(file) == key
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("content", "mode", "line"),
    [
        (None, 0, "cannot be read: No such file or directory"),
        (base64.urlsafe_b64encode(KEY), 0o644, "is open to others: chmod 600 it"),
        (b"not a key", 0o600, "does not hold a key"),
        (b"", 0o600, "does not hold a key"),
    ],
)
def test_an_unusable_key_is_told_plainly(tmp_path: Path, content: bytes | None, mode: int, line: str) -> None:
    file = tmp_path / "notebook.key"
    if content is not None:
        file.write_bytes(content)
        file.chmod(mode)
    with pytest.raises(keyfile.KeyUnusable, match=f"the key file {file} {line}"):
        keyfile.load(file)
