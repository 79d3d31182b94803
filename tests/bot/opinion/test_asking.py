"""A second opinion is asked for after everything is on record, one at a time, and nothing is lost silently."""

import asyncio
import json
from contextlib import suppress

from sqlalchemy import text

from bot.evidence.verify import verify
from bot.opinion import queue
from bot.opinion.codes import WORDS, in_words
from tests.bot.opinion.kit import RUDE, THREAT, Desk


async def test_the_answer_is_kept_as_it_came_with_what_was_asked(any_desk: Desk) -> None:
    desk = any_desk
    desk.model.says = THREAT
    after = await desk.asked()
    (entry,) = desk.entries(after.id)
    took = entry.pop("milliseconds")
    assert isinstance(took, int)
    assert entry == {
        "state": "given",
        "code": "",
        "model": "local-7b",
        "where": desk.model.address.removeprefix("http://"),
        "decision": after.decision.seq,
        "cut": False,
        "tries": 1,
        "findings": [{"name": "threat", "percent": 80}],
        "needs": [],
    }
    kept = desk.kept(after.id)
    assert json.loads(kept["answer"])["choices"][0]["message"]["content"] == json.dumps(THREAT)
    assert kept["because"] == b"It wishes harm on somebody."
    assert len(kept["request"]) == 64
    assert after.kinds[-1] == "opinion", "after all that was decided and planned"
    told = desk.told(after.id)
    assert told is not None
    assert told.line == "A second opinion (local-7b) says: a threat 80 %."
    assert verify(desk.page.database).ok


async def test_only_what_a_person_looks_at_is_asked_about_and_nothing_but_its_words(any_desk: Desk) -> None:
    desk = any_desk
    await desk.asked("lovely garden", author="ann")
    await desk.asked("the bins are late {need repair}", author="ann")
    unjudged = await desk.asked("{raise} what is this", author="ben", name="Ben Example", parent_text="Our new bins")
    assert desk.model.comments == ["{raise} what is this"]
    assert desk.state(unjudged.id) == ("given", "")
    sent = desk.model.bodies[0].decode()
    assert "ben" not in sent.replace("number", "").lower()
    assert "bins" not in sent
    assert unjudged.row.ref not in sent


async def test_it_begins_with_what_is_said_after_it_was_switched_on(any_desk: Desk) -> None:
    desk = any_desk
    before = await desk.page.after(RUDE, author="ann")
    await desk.all_due()
    after = await desk.asked(author="ben")
    assert desk.row(before.id) is None
    assert desk.told(before.id) is None
    assert desk.state(after.id) == ("given", "")


async def test_switched_off_what_waits_says_so_and_on_again_it_begins_anew(any_desk: Desk) -> None:
    desk = any_desk
    desk.model.behave = "503"
    waits = await desk.asked()
    with desk.page.database.write() as tx:
        queue.switch_off(tx)
    told = desk.told(waits.id)
    assert told is not None
    assert told.line == "No second opinion was asked for: second opinions were switched off."
    await desk.page.after(RUDE, author="meanwhile")
    desk.model.behave = ""
    await desk.all_due()
    assert len(desk.model.asked) == 1, "nothing from the time when it was off"


async def test_more_than_may_wait_are_not_asked_about_and_say_so(any_desk: Desk) -> None:
    desk = any_desk
    await desk.opinions.follow()
    desk.most_waiting = 2
    desk.opinions = desk.another()
    for author in ("ann", "ben", "cat", "dan"):
        desk.page.say(RUDE, author=author)
    await desk.page.hear()
    await desk.all_due()
    with desk.page.database.read() as tx:
        rows = tx.execute(text("SELECT o.state, o.why FROM opinion o JOIN interaction i ON i.id = o.interaction_id"))
        states = sorted((row.state, row.why) for row in rows)
    assert states == [("given", "")] * 2 + [("not_asked", "too_many")] * 2


async def test_the_gravest_is_asked_about_first(any_desk: Desk) -> None:
    desk = any_desk
    await desk.opinions.follow()
    for words in ("rude {abuse mild}", "worse {abuse serious}", "worst {threat extreme}"):
        desk.page.say(words, author=words[:4])
    await desk.page.hear()
    await desk.all_due()
    assert desk.model.comments[0] == "worst {threat extreme}"


async def test_one_at_a_time_beside_a_house_that_goes_on(desk: Desk) -> None:
    await desk.opinions.follow()
    running = asyncio.create_task(desk.opinions.run())
    for author in ("ann", "ben", "cat"):
        await desk.page.after(RUDE, author=author)
        desk.opinions.wake()
    async with asyncio.timeout(20):
        while len(desk.model.asked) < 3:  # noqa: ASYNC110 - a server says nothing when it was asked
            await asyncio.sleep(0.01)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert desk.model.at_once == 1


async def test_who_does_not_answer_is_asked_again_and_at_last_it_is_an_entry(any_desk: Desk) -> None:
    desk = any_desk
    desk.model.behave = "503"
    after = await desk.asked()
    told = desk.told(after.id)
    assert told is not None
    assert told.line == "A second opinion is being asked for again: the endpoint answered 503."
    assert await desk.all_due() == 0, "not at once"
    for _ in range(10):
        desk.page.clock.move(minutes=11)
        await desk.all_due()
    assert len(desk.model.asked) == 6
    assert desk.state(after.id) == ("failed", "status_503")
    (entry,) = desk.entries(after.id)
    assert (entry["state"], entry["code"], entry["tries"]) == ("failed", "status_503", 6)
    told = desk.told(after.id)
    assert told is not None
    assert told.line == "A second opinion was asked for, and local-7b did not answer: the endpoint answered 503."


async def test_what_is_no_opinion_is_kept_and_said(desk: Desk) -> None:
    expected = {
        "401": "refused one: the endpoint answered 401",
        "tool": "gave no answer that can be read: the answer has not",
    }
    for behaviour, line in expected.items():
        desk.model.behave = behaviour
        after = await desk.asked(author=behaviour)
        told = desk.told(after.id)
        assert told is not None
        assert line in told.line
        assert not told.given
        assert desk.kept(after.id)["answer"], "the raw answer"
        assert "because" not in desk.kept(after.id)


async def test_what_nobody_needs_any_more_is_not_sent(any_desk: Desk) -> None:
    desk = any_desk
    desk.model.behave = "503"
    edited, gone, settled = [await desk.asked(author=author) for author in ("ann", "ben", "cat")]
    desk.page.world.edit(edited.row.ref, f"again {RUDE}")
    desk.page.world.delete(gone.row.ref)
    await desk.page.hear()
    with desk.page.database.write() as tx:
        tx.execute(text("UPDATE decision SET desk = 'done' WHERE interaction_id = :id"), {"id": settled.id})
    desk.model.asked.clear()
    desk.model.behave = ""
    desk.page.clock.move(minutes=11)
    await desk.all_due()
    assert desk.model.comments == [f"again {RUDE}"]
    assert desk.state(edited.id) == ("not_asked", "overtaken")
    assert desk.state(gone.id) == ("not_asked", "removed")
    assert desk.state(settled.id) == ("not_asked", "settled")


async def test_killed_between_the_answer_and_the_record_it_is_asked_again_and_kept_once(desk: Desk) -> None:
    await desk.opinions.follow()
    after = await desk.page.after(RUDE)
    await desk.opinions.follow()
    due = desk.opinions._due()
    assert due is not None
    await desk.opinions._ask(due)  # and nothing was written
    desk.opinions = desk.another()
    await desk.all_due()
    assert len(desk.entries(after.id)) == 1


def test_every_code_has_words() -> None:
    assert all(in_words(code) == words for code, words in WORDS.items())
    assert in_words("status_503") == "the endpoint answered 503"
