"""Nothing is called erased before the raw bytes were searched: file, write-ahead log, index, and what lies beside them."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from bot import doctor
from bot.clock import now
from bot.desk import erasing
from bot.evidence.erasure import inventory, scour
from bot.evidence.erasure.search import PIECE, Needles
from bot.evidence.erasure.unsearched import PATIENCE, unsearched
from bot.evidence.verify import verify
from bot.store.tables import METADATA
from rules.model.erasure import ErasureReason
from tests.bot.evidence.erasure.kit import officer
from tests.bot.pipeline.kit import Page

REQUEST = ErasureReason.REQUEST
WORDS = "zanzibar quokka trombone " * 40


async def test_the_words_stand_in_no_file_afterwards(page: Page, tmp_path: Path) -> None:
    after = await page.after(WORDS, author="zelda-from-the-flat")
    assert scour.after(page.database, tmp_path, [], page.clock).clean, "nothing to look for"
    scour._checkpoint(page.database)
    page.world.edit(after.row.ref, WORDS + "again")
    for number in range(60):
        page.say(f"somebody else says something else, number {number}", author=f"other{number}")
    await page.hear()
    dee = officer(page.database, page.clock)
    assert {"doorstep.db", "doorstep.db-wal"} <= _holding(tmp_path, b"zanzibar quokka")

    done = erasing.erase(page.database, page.clock, dee, after.id, REQUEST)
    found = scour.after(page.database, tmp_path, [done], page.clock)

    assert found.clean, str(found)
    assert _holding(tmp_path, b"zanzibar quokka") == set()
    for salt in [part for part in done.remains if len(part) == 16]:
        assert _holding(tmp_path, salt) == set()
    assert "none is there" in str(found)
    assert page.kinds()[-1] == "erasure_searched"
    assert verify(page.database).ok


async def test_a_copy_in_an_export_is_found_and_nothing_is_called_erased(page: Page, tmp_path: Path) -> None:
    after = await page.after(WORDS, author="zelda")
    dee = officer(page.database, page.clock)
    export = tmp_path / "export.csv"
    export.write_text(f"id,words\n1,{WORDS}\n")
    done = erasing.erase(page.database, page.clock, dee, after.id, REQUEST)
    found = scour.after(page.database, tmp_path, [done], page.clock)
    assert not found.clean
    assert "export.csv" in str(found)
    assert "erasure_searched" not in page.kinds()
    export.unlink()
    assert scour.after(page.database, tmp_path, [done], page.clock).clean


async def test_what_somebody_else_said_too_is_told_from_what_was_left_behind(page: Page, tmp_path: Path) -> None:
    after = await page.after("the lift is broken again", author="zelda")
    await page.after("the lift is broken again", author="amy")
    dee = officer(page.database, page.clock)
    done = erasing.erase(page.database, page.clock, dee, after.id, REQUEST)
    found = scour.after(page.database, tmp_path, [done], page.clock)
    assert found.clean, str(found)
    assert found.elsewhere


async def test_in_a_file_beside_the_database_nothing_is_taken_for_somebody_elses(page: Page, tmp_path: Path) -> None:
    after = await page.after("the lift is broken again", author="zelda")
    await page.after("the lift is broken again", author="amy")
    export = tmp_path / "export.csv"
    export.write_text("zelda,the lift is broken again\n")
    dee = officer(page.database, page.clock)
    done = erasing.erase(page.database, page.clock, dee, after.id, REQUEST)
    found = scour.after(page.database, tmp_path, [done], page.clock)
    assert not found.clean
    assert str(found).endswith("still in the raw bytes of export.csv.")
    export.unlink()
    assert scour.after(page.database, tmp_path, [done], page.clock).clean


@pytest.mark.parametrize("many", [3, 2_000])
def test_every_piece_is_found_wherever_it_stands(many: int, exam_seed: int, tmp_path: Path) -> None:
    draw = random.Random(exam_seed)
    values = [draw.randbytes(draw.choice((12, 16, 31, 32, 33, 200))) for _ in range(many)]
    needles = Needles(values)
    for _ in range(200):
        value = draw.choice(values)
        start = draw.randrange(max(1, len(value) - 2 * PIECE + 2))
        left = value[start : start + 2 * PIECE - 1] if len(value) >= 2 * PIECE else value
        file = tmp_path / "raw"
        file.write_bytes(draw.randbytes(draw.randrange(200)) + left + draw.randbytes(draw.randrange(200)))
        assert needles.in_file(file), (len(value), start)
    (tmp_path / "clean").write_bytes(draw.randbytes(100_000))
    assert needles.in_file(tmp_path / "clean") == set()


def test_pieces_are_found_across_portions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.evidence.erasure.search._CHUNK", 100)
    value = random.Random(7).randbytes(PIECE)
    for place in range(60, 110):
        (tmp_path / "raw").write_bytes(b"x" * place + value + b"y" * 300)
        assert Needles([value]).in_file(tmp_path / "raw") == {value}


def test_every_table_is_looked_through_for_what_is_still_there() -> None:
    assert set(inventory.TABLES) == set(METADATA.tables)


@pytest.mark.postgres
async def test_on_a_server_it_says_what_may_still_be_held(any_page: Page, tmp_path: Path) -> None:
    after = await any_page.after(WORDS, author="zelda")
    dee = officer(any_page.database, any_page.clock)
    done = erasing.erase(any_page.database, any_page.clock, dee, after.id, REQUEST)
    found = scour.after(any_page.database, tmp_path, [done], any_page.clock)
    if any_page.database.is_sqlite:
        assert found.clean
    else:
        assert not found.clean
        assert "write-ahead log until its segments are recycled" in str(found)
        assert "every backup until it expires" in str(found)


def _holding(folder: Path, words: bytes) -> set[str]:
    return {file.name for file in folder.iterdir() if file.is_file() and words in file.read_bytes()}


async def test_what_was_deleted_and_never_searched_for_is_named(any_page: Page, tmp_path: Path) -> None:
    page = any_page
    page.clock.moment = now() - timedelta(days=5)
    one, other = [await page.after(WORDS, author=author) for author in ("zelda", "yan")]
    dee = officer(page.database, page.clock)
    searched = erasing.erase(page.database, page.clock, dee, one.id, REQUEST)
    if page.database.is_sqlite:
        assert scour.after(page.database, tmp_path, [searched], page.clock).clean
    stuck = erasing.erase(page.database, page.clock, dee, other.id, REQUEST)
    with page.database.read() as tx:
        assert unsearched(tx, page.clock()) == [], "it may be searched for tonight"
        named = [name for name, _ in unsearched(tx, page.clock() + PATIENCE + timedelta(minutes=1))]
    assert set(named) == ({stuck.id} if page.database.is_sqlite else {stuck.id, searched.id})
    [found] = doctor.erasures(page.database)
    assert (found.level, stuck.id in found.says) == (doctor.Level.ADVICE, True)
    assert "never searched for in the raw bytes" in found.says
