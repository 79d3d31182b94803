"""Edits, removals and repeats: judged again, recorded, never done twice."""

import pytest

from adapters.platform import Payload
from bot.store.tables import InteractionRow
from tests.bot.pipeline.kit import Page

INSULT = "you are a sack of rubbish {abuse serious}"


async def test_an_edit_is_judged_again_and_overtakes_what_was_planned(page: Page) -> None:
    ref = page.say(INSULT)
    await page.hear()
    page.world.edit(ref, "you did your best")
    await page.hear()
    before, after = page.of(ref, "1"), page.of(ref, "2")
    assert (before.row.state, after.row.state) == ("superseded", "live")
    assert set(before.states().values()) == {"superseded"}
    assert before.kinds.count("abandoned") == len(before.actions)
    assert after.decision.course == "leave"
    assert before.decision.desk == "open"  # a person still sees what it said


async def test_an_edit_that_needs_a_person_takes_the_earlier_ones_place_on_the_desk(page: Page) -> None:
    ref = page.say(INSULT)
    await page.hear()
    page.world.edit(ref, f"{INSULT}!")
    await page.hear()
    assert page.of(ref, "1").decision.desk == "done"
    assert page.of(ref, "2").decision.desk == "open"


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_need_keeps_its_reference_and_clock_through_an_edit(page: Page, at_once: bool) -> None:
    ref = page.say("damp in the bedrom {need hazard soon}")
    if not at_once:
        await page.hear()
    page.clock.move(hours=2)
    page.world.edit(ref, "damp in the bedroom, and no heating {need hazard soon} {need repair}")
    await page.hear()
    first, second = page.of(ref, "1"), page.of(ref, "2")
    (hazard,) = first.needs
    assert [need.kind for need in second.needs] == ["repair"]
    routed = [data for kind, data in page.entries(second.id) if kind == "routed"]
    assert {(data["reference"] == hazard.reference, data["carried"]) for data in routed} == {
        (True, True),
        (False, False),
    }
    assert hazard.reference in second.said("acknowledge")


async def test_an_acknowledged_need_is_not_acknowledged_again_after_an_edit(page: Page) -> None:
    ref = page.say("damp in the bedrom {need hazard soon}")
    await page.hear()
    with page.database.write() as tx:
        tx.exec_driver_sql("UPDATE action SET state = 'confirmed' WHERE measure = 'acknowledge'")
    page.world.edit(ref, "damp in the bedroom {need hazard soon}")
    await page.hear()
    after = page.of(ref, "2")
    assert "acknowledge" not in after.actions
    assert after.decided()["unplanned"] == [
        {"measure": "acknowledge", "why": "acknowledged under an earlier version of the same comment"}
    ]


async def test_what_its_author_removes_is_recorded_and_overtakes_what_was_planned(page: Page) -> None:
    ref = page.say(INSULT)
    await page.hear()
    page.world.delete(ref)
    await page.hear()
    after = page.of(ref)
    assert after.row.state == "removed"
    assert after.kinds[-len(after.actions) - 1 :] == ["removed_by_author", *["abandoned"] * len(after.actions)]
    assert set(after.states().values()) == {"superseded"}


async def test_said_edited_and_removed_in_one_batch(page: Page) -> None:
    ref = page.say(INSULT)
    page.world.edit(ref, f"{INSULT} again")
    page.world.delete(ref)
    await page.hear()
    assert [page.of(ref, version).row.state for version in "12"] == ["superseded", "removed"]
    for version in "12":
        assert set(page.of(ref, version).states().values()) == {"superseded"}


async def test_the_removal_of_what_we_never_had_is_nothing(page: Page) -> None:
    page.world.delete("post-unknown")
    await page.hear()
    assert page.kinds() == []
    assert page.payload_states() == ["judged"]


async def test_a_repeat_is_judged_once(page: Page) -> None:
    page.say(INSULT)
    (_, body), *_ = page.world.feed(0, 10)
    await page.intake.keep([Payload(body.encode()), Payload(body.encode())], None)
    await page.judge.drain()
    await page.intake.keep([Payload(body.encode())], None)
    await page.judge.drain()
    assert len(page.rows(InteractionRow)) == 1
    assert page.kinds().count("decided") == 1
    assert page.payload_states() == ["judged"] * 3
