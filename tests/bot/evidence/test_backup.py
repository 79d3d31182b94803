"""Copies: taken while it is written to, expiring, checked before they are put back; none brings back what was erased."""

import asyncio
import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from bot.clock import now
from bot.desk import erasing
from bot.evidence import keys, notary
from bot.evidence.backup import Made, NoBackup, backup, expire, restore
from bot.evidence.erasure import register, scour
from bot.evidence.erasure.keeper import Keeper
from bot.evidence.notary import Notary, Pace
from bot.evidence.verify import verify
from bot.settings import RetentionSettings
from bot.store.database import Database
from rules.model.erasure import ErasureReason
from tests.bot.evidence.erasure.conftest import page, writer
from tests.bot.evidence.erasure.kit import officer, still_there
from tests.bot.pipeline.kit import Page

__all__ = ["page", "writer"]
WORDS = "zanzibar quokka trombone"


def copied(page: Page, home: Path, days: int = 30) -> tuple[Path, Made]:
    return backup(home, page.database, page.clock(), days)


async def test_a_copy_is_whole_while_comments_are_written(page: Page, tmp_path: Path) -> None:
    async def talk() -> None:
        for number in range(40):
            page.say(f"number {number}", author=f"a{number}")
            await page.hear()

    talking = asyncio.create_task(talk())
    copies = [await asyncio.to_thread(copied, page, tmp_path) for _ in range(1)]
    while not talking.done():
        page.clock.move(seconds=1)
        copies.append(await asyncio.to_thread(copied, page, tmp_path))
    for file, made in copies:
        there = Database(f"sqlite:///{shutil.copy(file, tmp_path / 'look.db')}")
        found = verify(there)
        there.close()
        assert found.ok, str(found)
        assert found.entries == made.entries
    assert len({made.entries for _, made in copies}) > 1
    assert oct(copies[0][0].stat().st_mode)[-3:] == "600"


async def test_that_a_copy_was_made_is_in_the_record_and_not_in_that_copy(page: Page, tmp_path: Path) -> None:
    await page.after("hello", author="amy")
    file, made = backup(tmp_path, page.database, page.clock(), 30, "s_dee")
    with page.database.read() as tx:
        kind, raw = tx.exec_driver_sql("SELECT kind, body FROM entry ORDER BY seq DESC LIMIT 1").one()
        name = tx.exec_driver_sql("SELECT value FROM content WHERE field = 'file'").scalar_one()
    data = json.loads(raw)["data"]
    assert (kind, data["what"], data["by"]) == ("exported", "backup", "s_dee")
    assert data["sha256"] == made.sha256 == sha256(file.read_bytes()).hexdigest()
    assert data["bytes"] == file.stat().st_size
    assert bytes(name).decode() == file.name
    assert json.loads(raw)["seq"] == made.entries + 1, "it names the copy's digest, so the copy cannot hold it"
    assert verify(page.database).ok
    again, _ = copied(page, tmp_path)
    assert made.sha256.encode() in again.read_bytes(), "the next one does"


async def test_a_restored_copy_does_not_bring_back_what_was_erased(page: Page, tmp_path: Path) -> None:
    after = await page.after(WORDS, author="zelda")
    file, _ = copied(page, tmp_path)
    dee = officer(page.database, page.clock)
    gone = erasing.erase(page.database, page.clock, dee, after.id, ErasureReason.REQUEST)
    assert scour.after(page.database, tmp_path, [gone], page.clock).clean
    register.write_down(tmp_path, page.database)

    done = restore(tmp_path, page.database.url, file, page.clock)

    assert done.again == 1
    assert done.searched.clean, str(done.searched)
    assert done.verified.ok
    there = Database(page.database.url)
    assert still_there(there, WORDS, after.row.ref) == set()
    assert verify(there).ok
    there.close()
    assert holding(tmp_path, WORDS.encode()) == []
    assert done.replaced is not None
    assert done.replaced.parent.name == "backups"


async def test_an_older_copy_is_noticed_and_only_a_named_person_accepts_the_loss(page: Page, tmp_path: Path) -> None:
    keys.ensure(tmp_path, page.database, page.clock)
    await page.after("hello", author="amy")
    file, made = copied(page, tmp_path)
    await page.after("and later", author="amy")
    signer = Notary(tmp_path, page.database, page.writer, {}, page.clock, Pace(entries=1))
    assert await signer.step() is not None
    before = inode(page)

    with pytest.raises(NoBackup, match=r"an older copy was put back, or its end was cut off.*--accept"):
        restore(tmp_path, page.database.url, file, page.clock)
    assert inode(page) == before, "nothing was changed"

    done = restore(tmp_path, page.database.url, file, page.clock, lambda _there: ("s_dee", "the disk died"))
    assert "an older copy" in done.older
    assert done.verified.entries == made.entries
    there = Database(page.database.url)
    with there.read() as tx:
        assert notary.older(tmp_path, tx) == ""
        kinds = list(tx.exec_driver_sql("SELECT kind FROM entry ORDER BY seq").scalars())
    there.close()
    assert kinds[-2:] == ["ledger", "restored"]


async def test_a_copy_that_was_changed_or_damaged_is_not_put_back(page: Page, tmp_path: Path) -> None:
    await page.after("hello", author="amy")
    file, _ = copied(page, tmp_path)
    raw = bytearray(file.read_bytes())
    raw[-100] ^= 1
    file.write_bytes(raw)
    with pytest.raises(NoBackup, match="its digest is another"):
        restore(tmp_path, page.database.url, file, page.clock)
    with pytest.raises(NoBackup, match="there is no copy"):
        restore(tmp_path, page.database.url, tmp_path / "none.db", page.clock)


async def test_copies_expire(page: Page, tmp_path: Path) -> None:
    first, _ = copied(page, tmp_path, days=7)
    page.clock.move(days=6)
    assert expire(tmp_path, page.clock()) == []
    page.clock.move(days=1)
    second, _ = copied(page, tmp_path, days=7)
    assert not first.exists()
    assert not first.with_suffix(".json").exists()
    assert second.exists()


async def test_the_running_doorstep_removes_expired_copies_and_unfinished_ones(page: Page, tmp_path: Path) -> None:
    page.clock.moment = now()
    first, _ = copied(page, tmp_path, days=7)
    replaced = restore(tmp_path, page.database.url, first, page.clock).replaced
    assert replaced is not None
    copies = replaced.parent
    (copies / "replaced-by-hand.json").write_text("not one of ours")
    (copies / "replaced-by-hand.db").write_text("somebody put it there")
    unfinished = copies / "doorstep-20261101T000000000000.part"
    unfinished.write_bytes(b"killed")
    kept = {"erasures.register", "replaced-by-hand.db", "replaced-by-hand.json"}
    there = Database(page.database.url)
    keeper = Keeper(tmp_path, there, page.writer, RetentionSettings(), page.clock)
    await keeper.step()
    assert {first, replaced, unfinished} <= set(copies.iterdir())
    page.clock.move(days=8)
    await keeper.step()
    assert {one.name for one in copies.iterdir() if one.stem != replaced.stem} == kept
    assert replaced.exists()
    page.clock.move(days=23)
    await keeper.step()
    there.close()
    assert {one.name for one in copies.iterdir()} == kept


async def test_what_died_before_it_came_into_the_register_is_written_there_from_the_database_that_is_replaced(
    page: Page, tmp_path: Path
) -> None:
    after = await page.after(WORDS, author="zelda")
    file, _ = copied(page, tmp_path)
    dee = officer(page.database, page.clock)
    gone = erasing.erase(page.database, page.clock, dee, after.id, ErasureReason.REQUEST)
    assert register.read(tmp_path) == [], "killed before it was written down"

    done = restore(tmp_path, page.database.url, file, page.clock)

    assert (done.again, done.unsure) == (1, "")
    assert done.searched.clean, str(done.searched)
    assert [line.erasure for line in register.read(tmp_path)] == [gone.id]
    there = Database(page.database.url)
    assert still_there(there, WORDS, after.row.ref) == set()
    there.close()


async def test_a_register_that_is_missing_is_said_and_not_read_as_empty(page: Page, tmp_path: Path) -> None:
    await page.after("hello", author="amy")
    file, _ = copied(page, tmp_path)
    assert register.path(tmp_path).read_bytes() == b"", "from the first copy on there is one"
    place = tmp_path / "new.db"
    url = f"sqlite:///{place}"
    assert restore(tmp_path, url, file, page.clock).unsure == ""
    register.path(tmp_path).unlink()
    place.write_bytes(b"no database any more" * 500)
    done = restore(tmp_path, url, file, page.clock)
    assert done.unsure.startswith(
        f"there is no {register.path(tmp_path)} beside the copies, and the database that is replaced"
    )
    there = Database(url)
    with there.read() as tx:
        last = tx.exec_driver_sql("SELECT body FROM entry WHERE kind = 'restored'").scalars().all()[-1]
    there.close()
    assert b'"register_unsure":true' in last


@pytest.mark.postgres
async def test_on_a_server_it_says_how(migrated_postgres: str, page: Page, tmp_path: Path) -> None:
    database = Database(migrated_postgres)
    with pytest.raises(NoBackup, match="pg_dump"):
        backup(tmp_path, database, page.clock())
    database.close()
    with pytest.raises(NoBackup, match="pg_restore"):
        restore(tmp_path, migrated_postgres, tmp_path / "x", page.clock)


def holding(folder: Path, words: bytes) -> list[str]:
    return [one.name for one in folder.iterdir() if one.is_file() and words in one.read_bytes()]


def inode(page: Page) -> int:
    return Path(page.database.url.removeprefix("sqlite:///")).stat().st_ino
