"""What is heard and what is not, live and after every kind of gap."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.platform import ChannelDown
from rules.model.interaction import InteractionKind
from tests.adapters.discord.stage import DiscordStage, discord_stage
from tests.adapters.ears import KeptIntake, listen_until, removed, said
from tests.services.discord.rest import Fault


class Ear:
    """The platform listening in the background."""

    def __init__(self, stage: DiscordStage, intake: KeptIntake) -> None:
        self.stage, self.intake = stage, intake

    def texts(self) -> list[str]:
        return [one.text for one in said(self.stage.platform, self.intake)]

    async def hears(self, *texts: str, seconds: float = 20) -> None:
        """All of these, each once, and nothing else so far."""
        await until(lambda: sorted(self.texts()) == sorted(texts), self.texts, seconds)


async def until(look: Callable[[], object], shows: Callable[[], object], seconds: float = 20) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while not look():
        assert asyncio.get_running_loop().time() < end, shows()
        await asyncio.sleep(0.02)


@asynccontextmanager
async def listening(stage: DiscordStage) -> AsyncIterator[Ear]:
    ear = Ear(stage, KeptIntake())
    task = asyncio.create_task(stage.platform.listen(ear.intake))
    await until(lambda: ear.intake.begun or task.done(), lambda: "the first history was never read")
    try:
        yield ear
        assert not task.done(), task.exception()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_threads_forum_posts_reactions_and_bulk_removals(stage: DiscordStage) -> None:
    world = stage.world
    async with listening(stage) as ear:
        world.post(world.tenant, "Mould in flat 4", "It is black again")
        world.react(world.tenant, stage.root["id"], "🤡")
        many = [world.say(world.tenant, f"spam {number}")["id"] for number in range(3)]
        await ear.hears("Mould in flat 4", "It is black again", "🤡", "spam 0", "spam 1", "spam 2")
        kinds = {one.text: one.kind for one in said(stage.platform, ear.intake)}
        assert kinds["🤡"] is InteractionKind.REACTION
        world.remove_many(many)
        world.react(world.tenant, stage.root["id"], "🤡", take_back=True)
        await until(lambda: len(removed(stage.platform, ear.intake)) == 4, lambda: removed(stage.platform, ear.intake))


async def test_an_unfurled_link_is_no_edit_and_an_edit_is_one(stage: DiscordStage) -> None:
    async with listening(stage) as ear:
        link = stage.world.say(stage.world.tenant, "https://example.org/mould")
        stage.world.unfurl(link["id"])
        stage.world.edit(link["id"], "look at this")
        stage.world.unfurl(link["id"])
        stage.world.say(stage.world.tenant, "end")
        await ear.hears("https://example.org/mould", "look at this", "end")


async def test_a_partial_edit_is_filled_up_from_the_server(stage: DiscordStage) -> None:
    """discord.py 2.7 stumbles over one (KeyError: type); a new session is begun, and nothing is missing."""
    async with listening(stage) as ear:
        words = stage.world.say(stage.world.tenant, "before")
        await ear.hears("before")
        edited = words | {"content": "after", "edited_timestamp": "2026-11-22T09:00:30+00:00"}
        stage.world.messages[words["id"]] = edited
        part = {name: edited[name] for name in ("id", "channel_id", "edited_timestamp")}
        stage.server.gateway._put("MESSAGE_UPDATE", {**part, "guild_id": stage.world.server_id})
        await ear.hears("before", "after")
        await until(lambda: len(stage.server.gateway.identifies) == 2, lambda: "no new session")
        stage.world.say(stage.world.tenant, "end")
        await ear.hears("before", "after", "end")


async def test_the_staff_channel_and_other_servers_are_not_heard(stage: DiscordStage) -> None:
    world = stage.world
    async with listening(stage) as ear:
        world.say(world.owner, "he is at it again", world.staff["id"])
        world.tell("MESSAGE_CREATE", {**world.say(world.tenant, "here"), "guild_id": "100000000000000000", "id": "1"})
        await ear.hears("here")
    assert not any(b"at it again" in payload.body for payload in ear.intake.payloads)


async def test_what_automod_stopped_is_heard(stage: DiscordStage) -> None:
    async with listening(stage) as ear:
        stage.world.stop_words(stage.world.tenant, "you absolute clowns")
        await ear.hears("you absolute clowns")


async def test_a_dropped_line_is_resumed_and_nothing_is_missing(stage: DiscordStage) -> None:
    async with listening(stage) as ear:
        stage.world.say(stage.world.tenant, "one")
        await ear.hears("one")
        await stage.server.gateway.drop()
        stage.world.say(stage.world.tenant, "two")
        await ear.hears("one", "two", seconds=40)
        assert stage.server.gateway.resumes == 1
        assert len(stage.server.gateway.identifies) == 1


async def test_after_an_invalid_session_the_gap_is_filled_before_anything_else(stage: DiscordStage) -> None:
    world, gateway = stage.world, stage.server.gateway
    async with listening(stage) as ear:
        kept, gone = world.say(world.tenant, "one"), world.say(world.tenant, "gone")
        await ear.hears("one", "gone")
        gateway.world.ears.remove(gateway.hear)  # the gateway hears nothing of what follows: nothing can be replayed
        world.say(world.tenant, "in the gap")
        world.edit(kept["id"], "one, edited")
        world.remove(gone["id"])
        world.write(world.tenant, "in the gap, privately")
        gateway.world.ears.append(gateway.hear)
        await gateway.invalidate()
        await ear.hears("one", "gone", "in the gap", "one, edited", "in the gap, privately", seconds=40)
        await until(lambda: len(gateway.identifies) == 2, lambda: gateway.identifies)
        assert [one.ref.split("/")[1] for one in removed(stage.platform, ear.intake)] == [gone["id"]]
        world.say(world.tenant, "after")
        await ear.hears("one", "gone", "in the gap", "one, edited", "in the gap, privately", "after")


async def test_reactions_of_a_gap_are_heard_and_each_once(stage: DiscordStage) -> None:
    world, gateway = stage.world, stage.server.gateway
    others = [world.join(f"neighbour{number}") for number in range(103)]
    async with listening(stage) as ear:
        world.react(world.tenant, stage.root["id"], "🤡")
        await ear.hears("🤡")
        gateway.world.ears.remove(gateway.hear)
        world.react(world.tenant, stage.root["id"], "🤡", take_back=True)
        for one in others:
            world.react(one, stage.root["id"], "👎")
        world.react(world.bot, stage.root["id"], "👎")
        gateway.world.ears.append(gateway.hear)
        await gateway.invalidate()
        await ear.hears("🤡", *["👎"] * 103, seconds=40)
        (taken_back,) = removed(stage.platform, ear.intake)
        assert taken_back.ref == said(stage.platform, ear.intake)[0].ref
    again = len(ear.intake.payloads)
    platform = await stage.restart()
    world.say(world.tenant, "after")
    await listen_until(platform, ear.intake, lambda: len(ear.intake.payloads) > again, settle=0.3)
    assert len(ear.intake.payloads) == again + 1, "known reactions are not told again after a restart"


async def test_a_strangers_first_letter_of_a_gap_is_heard_when_they_write_again(stage: DiscordStage) -> None:
    """Discord lists no private conversations: until then nobody can know of it, and a person is told so."""
    world, gateway = stage.world, stage.server.gateway
    stranger = world.join("stranger")
    stage.notebook.texts["discord alive"] = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    gateway.world.ears.remove(gateway.hear)
    world.write(stranger, "my boiler is leaking")
    gateway.world.ears.append(gateway.hear)
    async with listening(stage) as ear:
        await until(lambda: ear.intake.payloads, lambda: "a person was never told")
        assert "not heard for 60 minutes" in json.loads(ear.intake.payloads.pop(0).body)["d"]
        world.write(stranger, "is anybody there?")
        await ear.hears("my boiler is leaking", "is anybody there?")
        assert ear.texts() == ["my boiler is leaking", "is anybody there?"], "in the order they were written"
        world.write(stranger, "hello?")
        await ear.hears("my boiler is leaking", "is anybody there?", "hello?")
        await gateway.invalidate()
        world.say(world.tenant, "end")
        await ear.hears("my boiler is leaking", "is anybody there?", "hello?", "end", seconds=40)


async def test_threads_put_away_in_a_gap_are_read_however_many(stage: DiscordStage) -> None:
    world, gateway = stage.world, stage.server.gateway
    async with listening(stage) as ear:
        world.say(world.tenant, "before")
        await ear.hears("before")
        gateway.world.ears.remove(gateway.hear)
        for number in range(105):
            thread, _ = world.post(world.tenant, f"Flat {number}", f"It drips in flat {number}")
            world.put_away(thread)
        gateway.world.ears.append(gateway.hear)
        await gateway.invalidate()
        told = [text for number in range(105) for text in (f"Flat {number}", f"It drips in flat {number}")]
        await ear.hears("before", *told, seconds=60)


async def test_a_long_gap_is_read_page_by_page(stage: DiscordStage) -> None:
    for number in range(230):
        stage.world.say(stage.world.tenant, f"number {number}")
    intake = KeptIntake()
    await listen_until(stage.platform, intake, lambda: len(said(stage.platform, intake)) >= 230, settle=0.3)
    assert [one.text for one in said(stage.platform, intake)] == [f"number {number}" for number in range(230)]
    again = len(intake.payloads)
    platform = await stage.restart()
    stage.world.say(stage.world.tenant, "after")
    await listen_until(platform, intake, lambda: len(intake.payloads) > again, settle=0.3)
    assert len(intake.payloads) == again + 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    [
        Fault(r"GET /channels/\d+/messages", 502, "bad gateway"),
        Fault(r"GET /channels/\d+/messages", 503, "{}"),
        Fault(
            r"GET /channels/\d+/messages", 429, '{"message":"slow","retry_after":0.3,"global":false}', {"Via": "1.1"}
        ),
        Fault(r"GET /guilds/\d+/channels", lose=True, times=2),
    ],
    ids=["502", "503", "429", "dropped"],
)
async def test_a_history_that_cannot_be_read_at_once_is_read_later(stage: DiscordStage, fault: Fault) -> None:
    stage.world.say(stage.world.tenant, "before")
    stage.server.rest.faults.append(Fault(**vars(fault)))
    async with listening(stage) as ear:
        await ear.hears("before", seconds=30)


async def test_what_a_person_must_mend_is_said(tmp_path: Path) -> None:
    async with discord_stage(tmp_path) as stage:
        stage.world.privileged = False
        with pytest.raises(ChannelDown, match="Message Content Intent"):
            await stage.platform.listen(KeptIntake())
        stage.world.token = "another"
        with pytest.raises(ChannelDown, match="token"):
            await stage.platform.open()


async def test_a_bot_that_was_not_invited_is_told_how(tmp_path: Path) -> None:
    async with discord_stage(tmp_path) as stage:
        del stage.world.members[stage.world.bot["id"]]
        with pytest.raises(ChannelDown, match="invite it"):
            await stage.platform.open()
