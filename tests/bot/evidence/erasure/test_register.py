"""A copy from before an erasure does not bring it back: the register is replayed before the copy is used."""

import shutil
from pathlib import Path

import pytest

from bot.desk import erasing
from bot.evidence.erasure import register, scour
from bot.evidence.verify import verify
from bot.store.database import Database
from rules.model.erasure import ErasureReason
from tests.bot.evidence.erasure.kit import officer, still_there
from tests.bot.pipeline.kit import Page

WORDS = "zanzibar quokka trombone"


async def test_an_older_copy_has_it_done_again_even_under_a_hold_lifted_since(page: Page, tmp_path: Path) -> None:
    home = tmp_path
    after = await page.after(WORDS, author="zelda")
    dee = officer(page.database, page.clock)
    erasing.hold(page.database, page.clock, dee, after.id, "a claim")
    scour._checkpoint(page.database)
    copy = Path(shutil.copy(tmp_path / "doorstep.db", tmp_path / "older.db"))
    erasing.lift(page.database, page.clock, dee, after.id, "settled")
    done = erasing.erase(page.database, page.clock, dee, after.id, ErasureReason.REQUEST)
    assert register.write_down(home, page.database) == 1
    assert register.write_down(home, page.database) == 0
    assert WORDS not in register.path(home).read_text()

    older = Database(f"sqlite:///{copy}")
    assert still_there(older, WORDS)
    assert [line.erasure for line in register.missing(home, older)] == [done.id]
    again = register.replay(home, older, page.clock())
    assert [one.id for one in again] == [done.id]
    assert still_there(older, WORDS, after.row.ref) == set()
    assert verify(older).ok
    assert register.replay(home, older, page.clock()) == []
    older.close()


async def test_a_register_that_was_spoilt_stops_everything(page: Page, tmp_path: Path) -> None:
    register.path(tmp_path).parent.mkdir()
    register.path(tmp_path).write_text("{}\n")
    with pytest.raises(register.BadRegister, match=r"erasures.register, line 1"):
        register.replay(tmp_path, page.database, page.clock())


async def test_what_a_running_judge_remembers_is_forgotten_too(page: Page) -> None:
    after = await page.after(WORDS, author="zelda")
    window = page.judge._recall.window
    assert ("memory", "zelda") in window
    dee = officer(page.database, page.clock)
    erasing.erase(page.database, page.clock, dee, after.id, ErasureReason.REQUEST)
    await page.after("hello", author="amy")
    assert ("memory", "zelda") not in window
    assert ("memory", "amy") in window
