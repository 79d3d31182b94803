"""The staff channel: cards arrive once, presses are acknowledged at once, and only mapped roles count."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from adapters.platform import StaffAnswer, StaffCommand, StaffNotice
from tests.adapters.discord.stage import DiscordStage, discord_stage
from tests.adapters.discord.test_hearing import listening, until
from tests.services.discord.rest import Fault
from tests.services.discord.things import Thing

NOTICE = StaffNotice(
    "a-1",
    "Ban?",
    "@everyone [you](https://x.example) **clowns**",
    "a-1",
    ("approve", "decline"),
    "https://homes.example/c",
)


@dataclass
class SlowDesk:
    """A desk that takes longer than Discord waits."""

    seconds: float = 0.0
    commands: list[StaffCommand] = field(default_factory=list)

    async def submit(self, command: StaffCommand) -> StaffAnswer:
        await asyncio.sleep(self.seconds)
        self.commands.append(command)
        return StaffAnswer(command.trusted, "" if command.trusted else "None of your roles here may decide this.")


@asynccontextmanager
async def staffed(folder: Path, desk: SlowDesk) -> AsyncIterator[tuple[DiscordStage, Thing]]:
    async with discord_stage(folder) as stage:
        moderator = stage.world.join("priya", stage.world.staff_role["id"])
        stage.settings = stage.settings.model_copy(update={"staff_roles": frozenset({stage.world.staff_role["id"]})})
        platform = await stage.restart()
        assert platform.staff_room(desk)
        async with listening(stage):
            yield stage, moderator


def cards(stage: DiscordStage) -> list[Thing]:
    return stage.world.in_place(stage.world.staff["id"])


async def test_a_card_arrives_once_and_its_words_are_only_words(tmp_path: Path) -> None:
    async with staffed(tmp_path, SlowDesk()) as (stage, _):
        stage.server.rest.faults.append(Fault("POST /channels", lose=True))
        assert not (await stage.platform.tell_staff(NOTICE)).accepted
        for _ in range(2):
            assert (await stage.platform.tell_staff(NOTICE)).accepted
        (card,) = cards(stage)
        (embed,) = card["embeds"]
        assert "\\*\\*clowns\\*\\*" in embed["description"]
        assert "@everyone" not in embed["description"]
        buttons = card["components"][0]["components"]
        assert [button["label"] for button in buttons] == ["Approve", "Decline", "Open in console"]


async def test_a_press_is_acknowledged_before_the_desk_answers(tmp_path: Path) -> None:
    desk = SlowDesk(seconds=3.5)
    async with staffed(tmp_path, desk) as (stage, moderator):
        await stage.platform.tell_staff(NOTICE)
        pressed = time.monotonic()
        stage.world.press(moderator, cards(stage)[0]["id"], "doorstep:approve:a-1")
        await until(lambda: len(stage.world.answers) == 2, lambda: stage.world.answers)
        acknowledged, told = stage.world.answers
        assert acknowledged["type"] == 5
        assert acknowledged["at"] - pressed < 3
        assert told["content"].startswith("Approve: done, by priya")
        assert desk.commands == [StaffCommand(moderator["id"], "approve", "a-1")]


async def test_declining_asks_why(tmp_path: Path) -> None:
    desk = SlowDesk()
    async with staffed(tmp_path, desk) as (stage, moderator):
        await stage.platform.tell_staff(NOTICE)
        stage.world.press(moderator, cards(stage)[0]["id"], "doorstep:decline:a-1")
        await until(lambda: stage.world.answers, lambda: "no form")
        form = stage.world.answers[0]
        assert form["type"] == 9
        stage.world.hand_in(moderator, cards(stage)[0]["id"], form["data"]["custom_id"], {"reason": "she said sorry"})
        await until(lambda: desk.commands, lambda: "nothing submitted")
        assert desk.commands == [StaffCommand(moderator["id"], "decline", "a-1", "she said sorry")]


async def test_who_has_no_mapped_role_is_not_trusted(tmp_path: Path) -> None:
    desk = SlowDesk()
    async with staffed(tmp_path, desk) as (stage, _):
        await stage.platform.tell_staff(NOTICE)
        stage.world.press(stage.world.tenant, cards(stage)[0]["id"], "doorstep:approve:a-1")
        await until(lambda: len(stage.world.answers) == 2, lambda: stage.world.answers)
        assert stage.world.answers[1]["content"] == "Not done: None of your roles here may decide this."
        assert [command.trusted for command in desk.commands] == [False]


async def test_buttons_elsewhere_and_of_others_are_not_ours(tmp_path: Path) -> None:
    desk = SlowDesk()
    async with staffed(tmp_path, desk) as (stage, moderator):
        await stage.platform.tell_staff(NOTICE)
        stage.world.press(moderator, stage.root["id"], "doorstep:approve:a-1")
        stage.world.press(moderator, cards(stage)[0]["id"], "another-bot:approve:a-1")
        await asyncio.sleep(0.3)
        assert stage.world.answers == []
        assert desk.commands == []


async def test_approving_until_a_day_asks_for_reason_and_end(tmp_path: Path) -> None:
    desk = SlowDesk()
    async with staffed(tmp_path, desk) as (stage, moderator):
        await stage.platform.tell_staff(replace(NOTICE, verbs=("approve_until", "decline")))
        stage.world.press(moderator, cards(stage)[0]["id"], "doorstep:approve_until:a-1")
        await until(lambda: stage.world.answers, lambda: "no form")
        form = stage.world.answers[0]
        assert form["type"] == 9
        assert desk.commands == []
        written = {"reason": "third time", "ends_on": "31/12/2026"}
        stage.world.hand_in(moderator, cards(stage)[0]["id"], form["data"]["custom_id"], written)
        await until(lambda: desk.commands, lambda: "nothing submitted")
        assert desk.commands == [StaffCommand(moderator["id"], "approve", "a-1", "third time", ends_on="31/12/2026")]


async def test_a_settled_card_loses_its_buttons_and_says_what_became_of_it(tmp_path: Path) -> None:
    async with staffed(tmp_path, SlowDesk()) as (stage, _):
        await stage.platform.tell_staff(NOTICE)
        assert await stage.platform.open_cards() == ("a-1",)
        stage.server.rest.faults.append(Fault("PATCH /channels", status=503))
        for _ in range(2):
            await stage.platform.close_card("a-1", "Approved by Helen.")
        (card,) = cards(stage)
        assert (card["components"], card["content"]) == ([], "Approved by Helen.")
        assert await stage.platform.open_cards() == ()
        assert (await stage.platform.tell_staff(NOTICE)).accepted
        assert len(cards(stage)) == 1


async def test_a_card_that_somebody_deleted_is_closed_too(tmp_path: Path) -> None:
    async with staffed(tmp_path, SlowDesk()) as (stage, _):
        await stage.platform.tell_staff(NOTICE)
        stage.world.remove(cards(stage)[0]["id"])
        assert (await stage.platform.close_card("a-1", "Declined.")).accepted
        assert await stage.platform.open_cards() == ()
