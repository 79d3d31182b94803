"""Figures from the rows of a real database: bounded, without a word kept, and the same decision with or without them."""

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.compose import pack
from bot.console.reading.comment import comment as read_comment
from bot.desk import erasing
from bot.explaining import explained
from bot.judging import Judging
from bot.recall import counted
from bot.recall.counted import about_account, about_comment
from bot.store.database import Database
from bot.store.writer import Writer
from rules.detect.figures import Figures
from rules.model.erasure import ErasureReason
from tests.bot.conftest import TestClock
from tests.bot.evidence.erasure.kit import officer
from tests.bot.pipeline.kit import After, Page

HOAX = "Ring the office today and ask Karen for a refund, everybody on Tansy Row is owed 240 pounds."
SAYINGS = (
    HOAX,
    HOAX.replace("240", "260"),
    "{abuse serious} you lot",
    "Karen said the bins come today",
    "{threat extreme} x",
)


@pytest.fixture
def page(any_database: Database, clock: TestClock) -> Iterator[Page]:
    writer = Writer(any_database, seconds=0.001)
    page = Page(any_database, writer, clock)
    yield page
    writer.close()
    page.world.close()


def _figures(page: Page, comment: After) -> Figures:
    with page.database.read() as tx:
        found = about_comment(tx, comment.id)
    assert found is not None
    return found


async def test_one_account_and_the_others(page: Page) -> None:
    first = await page.after(HOAX, author="ann")
    page.clock.move(minutes=5)
    await page.after(HOAX.replace("240", "260"), author="ben")
    await page.after("Thank you Karen, the new bins are lovely", author="cat")
    page.clock.move(minutes=5)
    last = await page.after(HOAX.lower().replace("karen", "Karen") + " @one @two @two x@y.example", author="ann")
    found = _figures(page, last)
    assert (found.often[0].wrote, found.nearly, found.others, found.mentions) == (2, 2, 1, 2)
    assert found.named == {"karen": 3}
    assert found.whole
    assert _figures(page, first).named == {}, "looking back only"
    with page.database.look() as session:
        shown = read_comment(session, last.id, page.clock())
        assert shown is not None
        assert shown.figures == found
    with page.database.read() as tx:
        assert about_comment(tx, "i_none") is None


async def test_chasing_what_we_left_overdue_never_counts(page: Page) -> None:
    await page.after("{need hazard} mould in the bedroom", author="ann")
    page.clock.move(days=30)
    await page.after("still mould", author="ann")
    again = await page.after("hello? anybody?", author="ann")
    [month] = [one for one in _figures(page, again).often if one.within.days == 28]
    assert (month.wrote, month.chasing, month.counts) == (2, 2, 0)
    with page.database.read() as tx:
        assert [one.counts for one in about_account(tx, again.row.account_id, page.clock())] == [0, 0, 0, 0]


async def test_edits_count_once_and_what_was_erased_is_like_nothing(page: Page) -> None:
    first = await page.after(HOAX, author="ann")
    page.world.edit(first.row.ref, HOAX + " Edited.")
    await page.hear()
    page.clock.move(minutes=1)
    second = await page.after(HOAX, author="ann")
    assert (_figures(page, second).often[0].wrote, _figures(page, second).nearly) == (2, 2)
    page.clock.move(days=40)
    dee = officer(page.database, page.clock)
    erasing.erase(page.database, page.clock, dee, first.id, ErasureReason.REQUEST)
    assert (_figures(page, second).same, _figures(page, second).nearly) == (0, 0)


async def test_what_is_left_out_is_said(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counted, "MOST_OWN", 3)
    for _ in range(4):
        await page.after("again", author="ann")
    last = await page.after("again", author="ann")
    assert not _figures(page, last).whole
    assert _figures(page, last).often[0].wrote == 4
    monkeypatch.setattr(counted, "MOST_OWN", 300)
    assert _figures(page, last).whole
    monkeypatch.setattr(counted, "MOST_ENTRIES", 2)
    assert not _figures(page, last).whole


@pytest.mark.slow
async def test_the_same_figures_one_at_a_time_and_five_hundred_at_once(
    database_template: Path, tmp_path: Path, exam_seed: int
) -> None:
    """Also where the brakes, tasks and outbox write entries of their own between the comments."""
    dice = random.Random(exam_seed)
    said = [(dice.choice(["ann", "ben", "cat", "dan"]), dice.choice(SAYINGS), dice.randrange(90)) for _ in range(60)]
    figures = [await _counted(database_template, tmp_path, said, batch) for batch in (1, 500)]
    assert figures[0] == figures[1]
    assert any(one.nearly for one in figures[0])
    assert any(one.named for one in figures[0])


async def test_they_stand_in_the_explanation_and_in_no_decision(page: Page) -> None:
    for pounds in (241, 242, 243):
        await page.after(HOAX.replace("240", str(pounds)), author="ann")
        page.clock.move(minutes=5)
    last = await page.after(HOAX + " {abuse mild}", author="ann")
    judging = Judging(page.detector, pack(page.policy), dict(page.settings))
    found = explained(page.database, last.id, judging)
    assert "Nearly the same words 4 times in 28 days, this one included." in found.figures
    assert found.figures[-1].startswith("It counts only once a named person records")
    assert found.replayed is True
    assert "nearly" not in str(last.decided())


async def _counted(template: Path, folder: Path, said: Sequence[tuple[str, str, int]], batch: int) -> list[Figures]:
    """Figures about each of these, in the order said, after all were judged in batches of so many."""
    database = Database(f"sqlite:///{shutil.copy(template, folder / f'{batch}.db')}")
    writer = Writer(database, seconds=0.0)
    page = Page(database, writer, TestClock(), batch=batch)
    try:
        refs = []
        for author, words, seconds in said:
            refs.append(page.say(words, author=author))
            page.clock.move(seconds=seconds)
        await page.hear()
        return [_figures(page, page.of(ref)) for ref in refs]
    finally:
        writer.close()
        database.close()
        page.world.close()
