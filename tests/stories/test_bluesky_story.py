# long: one story, told from the first post to the last
"""The main story on the real Bluesky network: `doorstep run` as its own process, real accounts, the real client library.

Only the chat service is a stand-in (it is closed source), behind the real PDS. What readers see is asked from the network.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from rules.model.measure import Verb
from tests.adapters.bluesky.stage import BlueskyStage, bluesky_stage
from tests.adapters.promises import action
from tests.services.bluesky.network import Network
from tests.services.bluesky.people import Person, Said, person, until
from tests.stories.landlord import DutyPhone, Landlord, duty_phone

pytestmark = [pytest.mark.network, pytest.mark.slow, pytest.mark.timeout(600)]

COMPLAINT = "Six weeks waiting for my kitchen to be fixed and nobody calls back. Disgraceful service, I am furious."
RUDE_REPAIR = "You useless idiots, the boiler has been broken for four days and there is no heating or hot water"
INSULT = "You fucking useless bastards, the lot of you"
THREAT = "I am coming down to your office tomorrow and I will stab the first one of you I see"
QUOTE = "Look at these scum, the housing officer is a worthless piece of shit"
WARNING = "Please do not insult our colleagues. Your heating is being dealt with."
ENDS = str(datetime.now(UTC).date() + timedelta(days=60))


class Town:
    """Everybody in the story."""

    def __init__(self, stage: BlueskyStage, phone: DutyPhone, landlord: Landlord) -> None:
        self.stage = stage
        self.phone = phone
        self.landlord = landlord
        self.people: list[Person] = []

    async def newcomer(self, name: str) -> Person:
        self.people.append(await person(self.stage.network, name))
        return self.people[-1]

    async def judged(self, said: Said) -> str:
        """The id of the comment, once it is judged in this very version."""
        return await until(_soon(lambda: self.landlord.item(said.uri, said.cid)), 60)

    async def comes_to(self, item: str, measure: str, state: str) -> None:
        """Wait until a measure has come so far; says where everything stands if it does not."""

        def there() -> bool:
            return self.landlord.states(item).get(measure) == state

        try:
            await until(_soon(there), 60)
        except AssertionError:
            asked = "SELECT measure, state, held, why FROM action WHERE interaction_id = ?"
            raise AssertionError(f"{measure} is not {state}: {self.landlord.rows(asked, item)}") from None

    async def answers_to(self, said: Said) -> list[str]:
        """What the landlord said under a comment, as a stranger reads it."""
        posts = await self.stage.replies()
        return [post.record.text for post in posts if post.record.reply.parent.uri == said.uri]

    async def hidden(self) -> list[str]:
        return list((await self.stage.gate()).get("hiddenReplies", []))


def _soon(look: Callable[[], Any]) -> Callable[[], Awaitable[Any]]:
    """A look at the database, as something to wait for."""

    async def ask() -> Any:
        return look()

    return ask


def settings(stage: BlueskyStage, phone: DutyPhone) -> dict[str, object]:
    options: dict[str, object] = {
        "handle": stage.landlord.handle,
        "base_url": stage.network.pds,
        "labeler_did": stage.network.ozone_did,
        "chat_did": stage.network.chat_did,
        "poll_seconds": 0.5,
        "thread_seconds": 3.0,
    }
    return {
        "landlord": "Story Homes",
        "policy_settings": {
            "rules_link": "https://story.example/rules",
            "how_to_challenge": "reply to this, or write to care@story.example",
        },
        "console": {"port": 0},
        "channels": [{"name": "bluesky", "platform": "bluesky", "options": options}],
        "emergency": [{"name": "duty", "kind": "webhook", "options": {"url": phone.url}}],
    }


@pytest.fixture
async def town(bluesky_network: Network, tmp_path: Path) -> AsyncIterator[Town]:
    async with bluesky_stage(bluesky_network) as stage, duty_phone() as phone:
        secrets = {"DOORSTEP_SECRET_BLUESKY_APP_PASSWORD": stage.secrets[0], "DOORSTEP_SECRET_DUTY_SECRET": "story"}
        town = Town(stage, phone, Landlord(tmp_path, settings(stage, phone), secrets))
        try:
            yield town
        finally:
            town.landlord.end()
            for one in town.people:
                await one.close()


async def test_a_day_on_bluesky(town: Town) -> None:
    landlord = town.landlord
    await landlord.set_up(town.phone)
    await landlord.start()
    await until(_soon(lambda: landlord.rows("SELECT 1 FROM channel WHERE state = 'listening'")), 60)
    await landlord.desk("mode", "bluesky", "auto", by="sam")
    complaint = await an_angry_complaint_stays_and_is_routed(town)
    await an_insult_with_a_fault_stays_and_a_warning_is_sent(town)
    insult, bully = await a_plain_insult_is_hidden_told_and_confirmed(town)
    await a_threat_is_hidden_and_a_person_called(town)
    await a_quote_is_detached(town)
    await a_block_is_proposed_approved_set_and_lifted(town, insult, bully)
    await an_approved_report_shows_in_the_labelers_queue(town, insult)
    await an_edited_post_is_judged_again(town, complaint)
    await landlord.stop()
    await landlord.command("verify")
    kept = b"".join(file.read_bytes() for file in landlord.home.glob("doorstep.db*"))
    assert b"Six weeks waiting" in kept, "the words are kept"
    for secret in (town.stage.secrets[0], "eyJ0eXAi"):  # the app password, and how every token begins
        assert secret not in "\n".join(landlord.told)
        assert secret.encode() not in kept


async def an_angry_complaint_stays_and_is_routed(town: Town) -> Said:
    tenant, stage = town.stage.stranger, town.stage
    said = await tenant.says(COMPLAINT, to=stage.root)
    item = await town.judged(said)
    needs = town.landlord.needs(item)
    assert {"repair", "complaint"} <= set(needs)
    await town.comes_to(item, "acknowledge", "confirmed")
    (answer,) = await town.answers_to(said)
    assert any(reference in answer for reference in needs.values())
    assert said.uri not in await town.hidden()
    assert "hide" not in town.landlord.states(item)
    return said


async def an_insult_with_a_fault_stays_and_a_warning_is_sent(town: Town) -> None:
    tenant, stage = await town.newcomer("rude"), town.stage
    said = await tenant.says(RUDE_REPAIR, to=stage.root)
    item = await town.judged(said)
    assert "repair" in town.landlord.needs(item)
    assert "hide" not in town.landlord.states(item)
    offered = town.landlord.rows("SELECT kind FROM task WHERE interaction_id = ? AND state = 'open'", item)
    assert ("warn",) in offered or town.landlord.states(item).get("warning_private") == "proposed", offered
    assert stage.chat.texts(stage.landlord.did, tenant.did) == [], "a warning waits for a person"
    await town.landlord.desk("warn", item, "--text", WARNING, by="priya")
    await town.comes_to(item, "warning_private", "confirmed")
    assert stage.chat.texts(stage.landlord.did, tenant.did) == [WARNING]
    assert said.uri not in await town.hidden()


async def a_plain_insult_is_hidden_told_and_confirmed(town: Town) -> tuple[str, Person]:
    bully, stage = await town.newcomer("bully"), town.stage
    said = await bully.says(INSULT, to=stage.root)
    item = await town.judged(said)
    await town.comes_to(item, "hide", "confirmed")
    await town.comes_to(item, "reply", "confirmed")
    assert said.uri in await town.hidden()
    (notice,) = await town.answers_to(said)
    assert "We have hidden a comment" in notice, "told in public: whether a private message arrives is not known before"
    assert "https://story.example/rules" in notice
    await town.landlord.desk("confirm", town.landlord.action(item, "hide"), by="priya")
    return item, bully


async def a_threat_is_hidden_and_a_person_called(town: Town) -> None:
    before, stage = len(town.phone.letters), town.stage
    said = await (await town.newcomer("menace")).says(THREAT, to=stage.root)
    item = await town.judged(said)
    await town.comes_to(item, "hide", "confirmed")
    assert said.uri in await town.hidden()
    await until(_soon(lambda: len(town.phone.letters) > before), 60)
    [(alarm,)] = town.landlord.rows("SELECT id FROM alarm WHERE interaction_id = ? LIMIT 1", item)
    await town.landlord.desk("answer", str(alarm), by="priya")


async def a_quote_is_detached(town: Town) -> None:
    mocker, stage = await town.newcomer("mocker"), town.stage
    said = await mocker.quotes(QUOTE, stage.root)
    item = await town.judged(said)
    await town.comes_to(item, "detach", "confirmed")
    assert await stage.shown(action(Verb.DETACH, stage.subject(said))) == 1


async def a_block_is_proposed_approved_set_and_lifted(town: Town, item: str, bully: Person) -> None:
    stage, landlord = town.stage, town.landlord
    proposed = await landlord.desk("block", item, "--reason", "third insult today", "--ends", ENDS, by="priya")
    assert "public" in proposed, "whoever asks for a block is told that anybody can see it"
    block = landlord.action(item, "block")
    approved = await landlord.desk("approve", block, "--reason", "seen all three", "--ends", ENDS, by="helen")
    assert "public" in approved

    async def blocked() -> bool:
        viewer = (await stage.landlord.client.get_profile(bully.did)).viewer
        return bool(viewer and viewer.blocking)

    await until(blocked, 60)
    await town.comes_to(item, "block", "confirmed")
    await landlord.desk("undo", block, "--reason", "said sorry", by="helen")

    async def lifted() -> bool:
        return not await blocked()

    await until(lifted, 60)


async def an_approved_report_shows_in_the_labelers_queue(town: Town, item: str) -> None:
    network = town.stage.network
    [(ref,)] = town.landlord.rows("SELECT ref FROM interaction WHERE id = ?", item)
    await town.landlord.desk("report", item, "--reason", "abuse of staff", by="priya")

    async def queued() -> list[Any]:
        async with httpx.AsyncClient(headers={"authorization": network.admin_auth}, verify=False) as moderator:
            asked = f"{network.ozone}/xrpc/tools.ozone.moderation.queryStatuses"
            answer = (await moderator.get(asked, params={"subject": str(ref)})).json()
            return list(answer.get("subjectStatuses", []))

    (status,) = await until(queued, 60)
    assert status["subject"]["uri"] == ref
    await until(
        _soon(lambda: town.landlord.states(item)["report"] != "attempting"), 60
    )  # the queue is quicker than our record
    assert town.landlord.states(item)["report"] in {"done", "unconfirmed"}, (
        "nobody can look a report up: never confirmed"
    )


async def an_edited_post_is_judged_again(town: Town, complaint: Said) -> None:
    edited = await town.stage.stranger.edits(complaint, INSULT)
    again = await town.judged(edited)
    assert again != town.landlord.item(complaint.uri, complaint.cid)
    await town.comes_to(again, "hide", "confirmed")
    assert complaint.uri in await town.hidden()


async def everything_settles(landlord: Landlord) -> None:
    """Wait until nothing is under way; says what still is, how often it was tried and why."""
    asked = "SELECT * FROM action WHERE state NOT IN ('confirmed', 'proposed', 'superseded')"
    try:
        await until(_soon(lambda: not landlord.rows(asked)), 90)
    except AssertionError:
        raise AssertionError(f"still under way: {landlord.rows(asked)}") from None


async def test_killed_in_the_middle_nothing_is_lost_and_nothing_visible_repeated(town: Town) -> None:
    landlord, stage = town.landlord, town.stage
    await landlord.set_up(town.phone)
    await landlord.start()
    await landlord.desk("mode", "bluesky", "auto", by="sam")
    said: dict[str, Said] = {}
    speakers = [await town.newcomer(f"speaker{number}") for number in range(3)]
    for round_number, wait in enumerate((0.4, 1.2, 2.5)):
        for number, speaker in enumerate(speakers):
            for text in (f"{COMPLAINT} ({round_number}.{number})", f"{INSULT} ({round_number}.{number})"):
                one = await speaker.says(text, to=stage.root)
                said[one.uri] = one
        await asyncio.sleep(wait)
        landlord.kill()
        while_dead = await stage.stranger.says(f"No heating since Monday ({round_number})", to=stage.root)
        said[while_dead.uri] = while_dead
        await landlord.start()
    await until(_soon(lambda: all(landlord.item(uri) for uri in said)), 90)
    await everything_settles(landlord)
    await landlord.stop()
    heard = Counter(ref for (ref,) in landlord.rows("SELECT ref FROM interaction"))
    assert heard == Counter(dict.fromkeys(said, 1)), "each comment is on record once"
    insults = {uri for uri in said if landlord.states(landlord.item(uri)).get("hide") == "confirmed"}
    asked = "SELECT measure, state, held, why FROM action WHERE measure LIKE 'hide%' AND state <> 'confirmed'"
    assert len(insults) == 9, landlord.rows(asked)
    assert sorted(await town.hidden()) == sorted(insults)
    answered = Counter(post.record.reply.parent.uri for post in await stage.replies())
    assert set(answered.values()) == {1}, "no comment was answered twice"
    assert insults <= set(answered), "whoever was hidden was told"
    await landlord.command("verify")
