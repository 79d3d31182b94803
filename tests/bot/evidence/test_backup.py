"""Copies: taken while it is written to, expiring, checked before they are put back; none brings back what was erased."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.desk import erasing
from bot.evidence import keys, notary
from bot.evidence.backup import Made, NoBackup, backup, expire, restore
from bot.evidence.erasure import register, scour
from bot.evidence.notary import Notary, Pace
from bot.evidence.verify import verify
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
