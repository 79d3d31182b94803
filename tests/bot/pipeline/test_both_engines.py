"""The same path on both engines: judged, edited, removed, recalled after a restart, braked and lifted."""

from bot.actions.brakes import Limits, lift
from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import CHANNEL, Page

INSULT = "you are a sack of rubbish {abuse serious}"


async def test_the_whole_path(any_database: Database, clock: TestClock) -> None:
    writer = Writer(any_database, seconds=0.001)
    page = Page(any_database, writer, clock, limits=Limits(quotas={"hide": 2}))
    try:
        await _path(page)
    finally:
        writer.close()
        page.world.close()


async def _path(page: Page) -> None:
    first = await page.after(f"{INSULT} \u2603")
    page.world.edit(first.row.ref, "I smell gas {need emergency now}")
    await page.hear()
    assert page.of(first.row.ref, "1").row.state == "superseded"
    edited = page.of(first.row.ref, "2")
    assert (edited.decision.harm, len(edited.alarms), len(edited.needs)) == (9, 1, 1)
    assert (await page.after("{raise}")).kinds == ["heard", "undecided"]
    page.judge = page.another()
    restarted = await page.after("hello again")
    assert len(restarted.decided()["given"]["history"]["items"]) == 2
    assert (await page.after(INSULT, author="b")).states()["hide"] == "queued"
    assert (await page.after(INSULT, author="c")).states()["hide"] == "proposed"
    assert page.brakes() == {f"quota:{CHANNEL}:hide"}
    page.clock.move(seconds=1)
    with page.database.write() as tx:
        lift(tx, f"quota:{CHANNEL}:hide", "we look", "s_1", page.clock())
    page.clock.move(seconds=1)
    page.judge = page.another()
    assert (await page.after(INSULT, author="d")).states()["hide"] == "queued"
    page.world.delete(page.say(INSULT, author="e"))
    await page.hear()
    assert "removed_by_author" in page.kinds()
    assert set(page.payload_states()) == {"judged"}
