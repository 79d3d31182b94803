"""The main story on X: `doorstep run` as its own process, the unpatched tweepy, real TLS, an X of ours.

What readers see is asked from X itself. Limits, error pages, broken lines and kill -9 come as they come in life.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.x.rest import Fault
from tests.services.x.server import XServer, x_server
from tests.services.x.world import Thing
from tests.stories.landlord import DutyPhone, Landlord, duty_phone

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

REPAIR = "Six weeks waiting for my kitchen to be fixed and nobody calls back. Disgraceful service, I am furious."
INSULT = "You fucking useless bastards, the lot of you"
NO_HEATING = "No heating and no hot water since Monday, when will somebody come"
ENDS = str(datetime.now(UTC).date() + timedelta(days=60))
PAGE = "<html><body>Over capacity</body></html>"


class Town:
    """Everybody in the story."""

    def __init__(self, server: XServer, phone: DutyPhone, landlord: Landlord) -> None:
        self.server, self.world = server, server.world
        self.phone, self.landlord = phone, landlord
        self.root = self.world.post(self.world.landlord, "Repairs update: boiler visits this week")

    def says(self, who: Thing, text: str) -> Thing:
        return self.world.post(who, text, self.root["id"])

    async def judged(self, said: Thing) -> str:
        return str(await until(lambda: self.landlord.item(said["id"]), "judged"))

    async def comes_to(self, item: str, measure: str, *states: str) -> None:
        """Wait until a measure has come so far; says where everything stands if it does not."""
        asked = "SELECT measure, state, held, why FROM action WHERE interaction_id = ?"
        try:
            await until(lambda: self.landlord.states(item).get(measure) in states, measure)
        except AssertionError:
            raise AssertionError(f"{measure} is not {states}: {self.landlord.rows(asked, item)}") from None

    def answers(self, said: Thing) -> list[str]:
        return self.world.texts(self.world.landlord, said["id"])


async def until(look: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < end, f"never: {what}"
        await asyncio.sleep(0.1)
    return seen


def settings(server: XServer, phone: DutyPhone) -> dict[str, object]:
    options: dict[str, object] = {
        "ca_file": str(server.net.ca_file),
        "hosts": list(server.net.hosts),
        "answer_replies": True,
        "instead_of_link": "see the link in our profile",
        "poll_seconds": 0.5,
        "conversation_seconds": 1.0,
        "letters_seconds": 1.0,
        "check_seconds": 2.0,
        "patience_seconds": 1.0,
    }
    return {
        "landlord": "Story Homes",
        "policy_settings": {
            "rules_link": "https://story.example/rules",
            "how_to_challenge": "reply to this, or call us",
        },
        "console": {"port": 0},
        "channels": [{"name": "x", "platform": "x", "options": options}],
        "emergency": [{"name": "duty", "kind": "webhook", "options": {"url": phone.url}}],
    }


@asynccontextmanager
async def a_town(folder: Path) -> AsyncIterator[Town]:
    (folder / "home").mkdir()
    (folder / "net").mkdir()
    async with x_server(folder / "net") as server, duty_phone() as phone:
        keys = server.keys
        secrets = {
            "DOORSTEP_SECRET_X_CONSUMER_KEY": keys.consumer_key,
            "DOORSTEP_SECRET_X_CONSUMER_SECRET": keys.consumer_secret,
            "DOORSTEP_SECRET_X_ACCESS_TOKEN": keys.token,
            "DOORSTEP_SECRET_X_ACCESS_TOKEN_SECRET": keys.token_secret,
            "DOORSTEP_SECRET_DUTY_SECRET": "story",
        }
        town = Town(server, phone, Landlord(folder / "home", settings(server, phone), secrets))
        try:
            yield town
        finally:
            town.landlord.end()
        assert not server.rest.bad_signatures


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with a_town(tmp_path) as town:
        await town.landlord.set_up(town.phone)
        await town.landlord.start()
        listening = "SELECT 1 FROM channel WHERE state = 'listening'"
        await until(lambda: town.landlord.rows(listening), "listening")
        await town.landlord.desk("mode", "x", "auto", by="sam")
        yield town


async def test_a_day_on_x(town: Town) -> None:
    landlord = town.landlord
    await a_complaint_stays_and_is_answered_through_error_pages(town)
    insult = await an_insult_is_hidden_after_the_window_opens(town)
    await a_block_is_by_hand_with_a_link(town, insult)
    await their_letters_are_not_taken_for_a_time(town, insult)
    await a_hide_is_taken_back(town, insult)
    await an_edit_is_judged_again_and_a_removal_is_heard(town)
    await landlord.stop()
    await landlord.command("verify")
    said = "\n".join(landlord.told)
    keys = town.server.keys
    assert not [one for one in (keys.consumer_secret, keys.token_secret, keys.token) if one in said]


async def a_complaint_stays_and_is_answered_through_error_pages(town: Town) -> None:
    """X answers with a page, and nobody knows whether it was said: it is looked for before it is said again."""
    town.server.rest.faults.append(Fault(r"POST /2/tweets$", 503, PAGE, "text/html"))
    said = town.says(town.world.tenant, REPAIR)
    item = await town.judged(said)
    needs = town.landlord.needs(item)
    assert "repair" in needs
    await town.comes_to(item, "acknowledge", "confirmed")
    (answer,) = town.answers(said)
    assert any(reference in answer for reference in needs.values())
    assert "hide" not in town.landlord.states(item)


async def an_insult_is_hidden_after_the_window_opens(town: Town) -> Thing:
    reset = {"x-rate-limit-reset": str(int(time.time()) + 3)}
    town.server.rest.faults.append(Fault(r"PUT /2/tweets/\d+/hidden", 429, headers=reset))
    said = town.says(town.world.join("bully"), INSULT)
    item = await town.judged(said)
    await town.comes_to(item, "hide", "done", "unconfirmed")
    assert said["id"] in town.world.hidden
    assert town.answers(said) == [], "X does not show that it is hidden, so the notice waits until a person has looked"
    assert town.landlord.states(item)["reply"] == "queued"
    return said


async def a_block_is_by_hand_with_a_link(town: Town, said: Thing) -> None:
    """X lets nobody's machine block: what was approved becomes a person's task, and what they say is their word."""
    landlord, item = town.landlord, town.landlord.item(said["id"])
    await landlord.desk("block", item, "--reason", "third insult", "--ends", ENDS, by="priya")
    block = landlord.action(item, "block")
    await landlord.desk("approve", block, "--reason", "agreed", "--ends", ENDS, by="helen")
    tasks = "SELECT id, why FROM task WHERE kind = 'by_hand' AND about = ? AND state = 'open'"
    [(task, why)] = await until(lambda: landlord.rows(tasks, block), "it is a person's task")
    assert f"https://x.com/i/user/{said['author_id']}" in str(why)
    assert landlord.states(item)["block"] == "unsupported"
    await landlord.desk("done", str(task), "--note", "blocked in the app", by="helen")
    assert landlord.rows("SELECT 1 FROM entry WHERE kind = 'claimed_done' AND item = ?", item)
    assert landlord.states(item)["block"] == "unsupported"


async def their_letters_are_not_taken_for_a_time(town: Town, said: Thing) -> None:
    """X lets a machine shut private messages, and shows nobody that it is so: done, by two people, with an end."""
    landlord, item = town.landlord, town.landlord.item(said["id"])
    await landlord.desk("block-messages", item, "--reason", "forty letters", "--ends", ENDS, by="priya")
    shut = landlord.action(item, "block_messages")
    await landlord.desk("approve", shut, "--reason", "agreed", "--ends", ENDS, by="helen")
    await town.comes_to(item, "block_messages", "done", "unconfirmed")
    assert town.world.shut_out == {said["author_id"]}


async def a_hide_is_taken_back(town: Town, said: Thing) -> None:
    action = town.landlord.action(town.landlord.item(said["id"]), "hide")
    await town.landlord.desk("undo", action, "--reason", "said sorry", by="helen")
    await until(lambda: said["id"] not in town.world.hidden, "shown again")


async def an_edit_is_judged_again_and_a_removal_is_heard(town: Town) -> None:
    said = town.says(town.world.tenant, NO_HEATING)
    await town.judged(said)
    edited = town.world.edit(said["id"], INSULT)
    again = await until(lambda: town.landlord.item(said["id"], edited["id"]), "judged again")
    await town.comes_to(str(again), "hide", "done", "unconfirmed")
    assert edited["id"] in town.world.hidden
    town.world.hidden.discard(edited["id"])
    town.world.remove(edited["id"])
    gone = "SELECT 1 FROM interaction WHERE ref = ? AND state = 'removed'"
    await until(lambda: town.landlord.rows(gone, said["id"]), "removed")


async def test_killed_in_the_middle_nothing_is_lost_and_nothing_visible_repeated(town: Town) -> None:
    landlord, said = town.landlord, dict[str, Thing]()
    speakers = [town.world.join(f"speaker{number}") for number in range(3)]
    for round_number, wait in enumerate((0.6, 1.5, 2.5)):
        for number, speaker in enumerate(speakers):
            for text in (f"{REPAIR} ({round_number}.{number})", f"{INSULT} ({round_number}.{number})"):
                one = town.says(speaker, text)
                said[one["id"]] = one
        town.server.rest.faults += [
            Fault(r"POST /2/tweets$", lose=True),
            Fault(r"GET /2/", drop=True, times=3),
            Fault(r"PUT /2/tweets/\d+/hidden", 500),
        ]
        await asyncio.sleep(wait)
        landlord.kill()
        dead = town.says(town.world.tenant, f"{NO_HEATING} ({round_number})")
        said[dead["id"]] = dead
        await landlord.start()
    await until(lambda: all(landlord.item(ref) for ref in said), "all judged", 90)
    open_ones = (
        "SELECT 1 FROM action WHERE state IN ('queued', 'attempting', 'unknown')"
        " AND measure != 'reply' AND not_before < '9'"
    )
    await until(lambda: not landlord.rows(open_ones), "all settled", 90)
    await landlord.stop()
    heard = Counter(str(ref) for (ref,) in landlord.rows("SELECT ref FROM interaction"))
    assert heard == Counter(dict.fromkeys(said, 1)), "each comment is on record once"
    answered = Counter(ref for ref in said for _ in town.answers(said[ref]))
    assert set(answered.values()) == {1}, "no comment was answered twice"
    insults = {ref for ref, one in said.items() if "useless" in one["text"]}
    assert town.world.hidden == insults, landlord.rows("SELECT measure, state, attempts, held, why FROM action")
    assert len(insults) == 9
    await landlord.command("verify")
