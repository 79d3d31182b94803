# long: one day, told in order
"""The main story on Discord: `doorstep run` as its own process, the unpatched discord.py, real names and real TLS.

The server is ours (tests/services/discord): what members see, and what the gateway and the API do wrong, is asked of it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.adapters.discord.test_hearing import until
from tests.services.discord.rest import Fault
from tests.services.discord.server import DiscordServer, discord_server
from tests.services.discord.things import Thing
from tests.stories.landlord import DutyPhone, Landlord, duty_phone

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

COMPLAINT = "Six weeks waiting for my kitchen to be fixed and nobody calls back. Disgraceful service, I am furious."
INSULT = "You fucking useless bastards, the lot of you"
THREAT = "I am coming down to your office tomorrow and I will stab the first one of you I see"
LEAK = "Strong smell of gas in our block, please help"
WARNING = "Please keep to our house rules. This is a warning."
ENDS = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()


class Town:
    """One Discord server, and a landlord whose Doorstep is connected to it."""

    def __init__(self, server: DiscordServer, phone: DutyPhone, landlord: Landlord) -> None:
        self.server, self.world, self.phone, self.landlord = server, server.world, phone, landlord

    async def judged(self, said: Thing) -> str:
        """The id of what was said, once it is judged."""
        ref = f"{said['channel_id']}/{said['id']}"
        await until(lambda: self.landlord.item(ref), lambda: f"never judged: {said['content']}", 60)
        return self.landlord.item(ref)

    async def comes_to(self, item: str, measure: str, state: str) -> None:
        states = self.landlord.states
        await until(lambda: states(item).get(measure) == state, lambda: (measure, state, states(item)), 60)

    def answers(self, place: str = "") -> list[str]:
        return self.world.texts(place or self.world.general["id"], self.world.bot)


def settings(server: DiscordServer, phone: DutyPhone) -> dict[str, object]:
    world = server.world
    options: dict[str, object] = {
        "server_id": world.server_id,
        "staff_channel": world.staff["id"],
        "staff_roles": [world.staff_role["id"]],
        "ca_file": str(server.net.ca_file),
        "hosts": list(server.net.hosts),
        "staff": [f"{world.owner['id']}=helen"],
    }
    return {
        "landlord": "Story Homes",
        "policy_settings": {
            "rules_link": "https://story.example/rules",
            "how_to_challenge": "reply to this, or write to care@story.example",
        },
        "console": {"port": 0},
        "channels": [{"name": "discord", "platform": "discord", "options": options}],
        "emergency": [{"name": "duty", "kind": "webhook", "options": {"url": phone.url}}],
    }


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with discord_server(tmp_path) as server, duty_phone() as phone:
        server.world.members[server.world.owner["id"]]["roles"] = [server.world.staff_role["id"]]
        secrets = {"DOORSTEP_SECRET_DISCORD_BOT_TOKEN": server.world.token, "DOORSTEP_SECRET_DUTY_SECRET": "story"}
        home = tmp_path / "home"
        home.mkdir()
        town = Town(server, phone, Landlord(home, settings(server, phone), secrets))
        try:
            yield town
        finally:
            town.landlord.end()


async def listening(town: Town) -> None:
    landlord = town.landlord
    before = len(town.server.gateway.identifies)
    await landlord.start()
    await until(
        lambda: len(town.server.gateway.identifies) > before, lambda: landlord.rows("SELECT * FROM channel"), 90
    )


async def begun(town: Town) -> None:
    await town.landlord.set_up(town.phone)
    await listening(town)
    await town.landlord.desk("mode", "discord", "auto", by="sam")


async def its_word_filter_only_alerts(town: Town) -> None:
    await until(lambda: bool(town.world.rules), lambda: town.landlord.rows("SELECT * FROM channel"), 30)
    (rule,) = town.world.rules.values()
    assert "bastards" in rule["trigger_metadata"]["keyword_filter"]
    assert [action["type"] for action in rule["actions"]] == [2]


async def test_a_day_on_discord(town: Town) -> None:
    await begun(town)
    checked = await town.landlord.command("doctor", "--connect")
    assert "nothing stands in the way" in checked
    await its_word_filter_only_alerts(town)
    await a_complaint_stays_and_is_acknowledged(town)
    item = await an_insult_waits_for_a_person_and_is_warned_privately(town)
    await a_ban_is_proposed_approved_in_the_staff_channel_and_lifted(town, item)
    await a_threat_is_deleted_by_a_person_and_its_words_go_back(town)
    await danger_calls_a_person(town)
    await an_edit_is_judged_again(town)
    await town.landlord.stop()
    await town.landlord.command("verify")
    assert town.world.token not in "\n".join(town.landlord.told)


async def a_complaint_stays_and_is_acknowledged(town: Town) -> None:
    said = town.world.say(town.world.tenant, COMPLAINT)
    item = await town.judged(said)
    needs = town.landlord.needs(item)
    assert {"repair", "complaint"} <= set(needs)
    await town.comes_to(item, "acknowledge", "confirmed")
    (answer,) = town.answers()
    assert any(reference in answer for reference in needs.values())
    assert said["id"] in town.world.messages


async def an_insult_waits_for_a_person_and_is_warned_privately(town: Town) -> str:
    bully = town.world.join("bully")
    said = town.world.say(bully, INSULT)
    item = await town.judged(said)
    assert said["id"] in town.world.messages, "Discord cannot hide, and nothing worse is done instead"
    assert not set(town.landlord.states(item).values()) & {"done", "confirmed"}
    await town.landlord.desk("warn", item, "--text", WARNING, by="priya")
    await town.comes_to(item, "warning_private", "confirmed")
    assert town.answers(town.world.letter_box(bully["id"])) == [WARNING]
    return item


async def a_ban_is_proposed_approved_in_the_staff_channel_and_lifted(town: Town, item: str) -> None:
    landlord, world = town.landlord, town.world
    bully = next(who for who in world.users.values() if who["username"] == "bully")
    await landlord.desk("block", item, "--reason", "third insult today", "--ends", ENDS, by="priya")
    block = landlord.action(item, "block")

    def card() -> Thing | None:
        cards = world.in_place(world.staff["id"])
        return next((one for one in cards if one["embeds"] and one["embeds"][0]["footer"]["text"] == block), None)

    await until(card, lambda: world.in_place(world.staff["id"]), 60)
    shown = card()
    assert shown is not None
    world.press(world.tenant, shown["id"], f"doorstep:approve:{block}")
    await until(lambda: len(world.answers) == 2, lambda: world.answers, 30)
    assert world.answers[1]["content"].startswith("Not done: None of your roles")
    answered = len(world.answers)
    world.press(world.owner, shown["id"], f"doorstep:approve_until:{block}")
    await until(lambda: len(world.answers) > answered, lambda: world.answers, 30)
    written = {"reason": "seen all three", "ends_on": ENDS}
    world.hand_in(world.owner, shown["id"], world.answers[-1]["data"]["custom_id"], written)
    await until(lambda: bully["id"] in world.bans, lambda: landlord.states(item), 60)
    await town.comes_to(item, "block", "confirmed")
    await until(lambda: shown["components"] == [], lambda: shown, 30)
    assert shown["content"].startswith("Approved by Helen"), "decided: the card has no buttons any more"
    assert world.texts(world.general["id"], bully) == [INSULT], "a ban deletes nothing"
    await landlord.desk("undo", block, "--reason", "said sorry", by="helen")
    await until(lambda: bully["id"] not in world.bans, lambda: world.bans, 60)


async def a_threat_is_deleted_by_a_person_and_its_words_go_back(town: Town) -> None:
    menace = town.world.join("menace")
    said = town.world.say(menace, THREAT)
    item = await town.judged(said)
    assert said["id"] in town.world.messages, "deleting is never automatic"
    await town.landlord.desk("delete", item, "--reason", "a threat", by="helen")
    await town.comes_to(item, "delete", "confirmed")
    await town.comes_to(item, "hide_notice", "confirmed")
    assert said["id"] not in town.world.messages
    (letter,) = town.answers(town.world.letter_box(menace["id"]))
    assert f'"{THREAT}"' in letter
    removals = "SELECT count(*) FROM entry WHERE kind = 'removed_by_author'"
    assert town.landlord.rows(removals) == [(0,)], "what we deleted is not called a removal by its author"


async def danger_calls_a_person(town: Town) -> None:
    before = len(town.phone.letters)
    item = await town.judged(town.world.write(town.world.tenant, LEAK))
    assert "emergency" in town.landlord.needs(item)
    await until(lambda: len(town.phone.letters) > before, lambda: "nobody was called", 60)
    [(alarm,)] = town.landlord.rows("SELECT id FROM alarm WHERE interaction_id = ? LIMIT 1", item)
    await town.landlord.desk("answer", str(alarm), by="priya")


async def an_edit_is_judged_again(town: Town) -> None:
    said = town.world.say(town.world.tenant, "Thank you for the visit")
    await town.judged(said)
    town.world.edit(said["id"], LEAK)
    asked = "SELECT count(*) FROM interaction WHERE ref = ?"
    ref = f"{said['channel_id']}/{said['id']}"
    await until(lambda: town.landlord.rows(asked, ref) == [(2,)], lambda: town.landlord.rows(asked, ref), 60)


async def test_killed_and_cut_off_nothing_is_lost_and_nothing_visible_repeated(town: Town) -> None:
    await begun(town)
    world, gateway, rest, landlord = town.world, town.server.gateway, town.server.rest, town.landlord
    said: list[Thing] = []

    def say(text: str) -> None:
        said.append(world.say(world.tenant, f"{COMPLAINT} ({text}, {len(said)})"))

    for number, wait in enumerate((0.3, 1.0)):
        say(f"before kill {number}")
        await asyncio.sleep(wait)
        landlord.kill()
        say(f"while dead {number}")
        await listening(town)
    say("before the line drops")
    await gateway.drop()
    say("while the line is down")
    await until(lambda: gateway.resumes, lambda: "never resumed", 60)
    world.ears.remove(gateway.hear)
    say("in a gap that nobody can replay")
    world.ears.append(gateway.hear)
    again = len(gateway.identifies)
    await gateway.invalidate()
    await until(lambda: len(gateway.identifies) > again, lambda: "no new session", 60)
    send = r"POST /channels/\d+/messages"
    slow = '{"message":"slow","retry_after":0.5,"global":false}'
    rest.faults += [Fault(send, 429, slow, {"Via": "1.1"}), Fault(send, 502, "bad gateway"), Fault(send, lose=True)]
    for text in ("slowed down", "stumbled", "answer lost"):
        say(text)
    refs = [f"{one['channel_id']}/{one['id']}" for one in said]
    await until(lambda: all(landlord.item(ref) for ref in refs), lambda: [r for r in refs if not landlord.item(r)], 120)
    unsettled = "SELECT measure, state FROM action WHERE state NOT IN ('confirmed', 'proposed', 'superseded')"
    await until(lambda: not landlord.rows(unsettled), lambda: landlord.rows(unsettled), 180)
    await landlord.stop()
    assert not rest.faults, "each fault struck"
    each_is_on_record_once_and_answered_once(town, refs)
    await landlord.command("verify")


def each_is_on_record_once_and_answered_once(town: Town, refs: list[str]) -> None:
    landlord, world = town.landlord, town.world
    heard = Counter(ref for (ref,) in landlord.rows("SELECT ref FROM interaction"))
    assert heard == Counter(dict.fromkeys(refs, 1)), "each message is on record once"
    answers = [one for one in world.in_place(world.general["id"]) if one["author"] is world.bot]
    answered = Counter(one["message_reference"]["message_id"] for one in answers)
    assert answered, "needs were acknowledged"
    assert set(answered.values()) == {1}, "no message was answered twice"
