"""A landlord's server, a tenant and a bot, as a stage for the promises and for Discord's own tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapters.discord import DiscordSettings
from adapters.discord.platform import DiscordPlatform
from adapters.discord.translate.version import version_of
from adapters.platform import Action, Subject
from rules.model.measure import Verb
from tests.adapters.ears import KeptNotebook
from tests.adapters.promises import action
from tests.services.discord.rest import Fault
from tests.services.discord.server import DiscordServer, discord_server
from tests.services.discord.things import Thing

_LOSE = {
    Verb.REPLY: r"POST /channels/\d+/messages",
    Verb.MESSAGE: r"POST /channels/\d+/messages",
    Verb.DELETE: r"DELETE /channels/\d+/messages/",
}


class DiscordStage:
    """One server with a thread; the stranger speaks in the thread, under a first message of ours."""

    settle = 0.3
    touch = Verb.DELETE

    def __init__(self, server: DiscordServer, **more: Any) -> None:
        self.server, self.world = server, server.world
        self.secrets = [self.world.token]
        self.notebook = KeptNotebook()
        self.settings = DiscordSettings(
            token=SecretStr(self.world.token),
            server_id=self.world.server_id,
            staff_channel=self.world.staff["id"],
            ca_file=server.net.ca_file,
            hosts=server.net.hosts,
            **more,
        )
        self.root = self.world.say(self.world.bot, "Repairs update: boiler visits this week")
        self.platform = DiscordPlatform(self.settings, self.notebook)

    def subject(self, said: Thing) -> Subject:
        private = said["channel_id"] in self.world.letters.values()
        root = None if private else said["channel_id"]
        return Subject(f"{said['channel_id']}/{said['id']}", version_of(said), root, said["author"]["id"])

    async def says(self, text: str) -> Subject:
        return self.subject(self.world.say(self.world.tenant, text))

    async def writes(self, text: str) -> Subject:
        return self.subject(self.world.write(self.world.tenant, text))

    async def quotes(self, text: str) -> Subject:
        """Discord's quote is an answer that shows what it answers."""
        to = {"type": 0, "channel_id": self.root["channel_id"], "message_id": self.root["id"]}
        answer: Thing = {"type": 19, "message_reference": to, "referenced_message": self.root}
        return self.subject(self.world.say(self.world.tenant, text, **answer))

    async def edits(self, subject: Subject, text: str) -> None:
        self.world.edit(subject.ref.split("/")[1], text)

    async def deletes(self, subject: Subject) -> None:
        self.world.remove(subject.ref.split("/")[1])

    async def we_say(self, text: str) -> None:
        self.world.say(self.world.bot, text)

    def never_opened(self) -> DiscordPlatform:
        return DiscordPlatform(self.settings, self.notebook)

    async def restart(self) -> DiscordPlatform:
        await self.platform.close()
        self.platform = DiscordPlatform(self.settings, self.notebook)
        await self.platform.open()
        return self.platform

    async def lose_answer(self, verb: Verb) -> None:
        self.server.rest.faults.append(Fault(_LOSE[verb], lose=True, times=2 if verb is Verb.DELETE else 1))

    async def slow_down(self, verb: Verb) -> float:
        slow = '{"message": "You are being rate limited.", "retry_after": 1.5, "global": false}'
        self.server.rest.faults.append(Fault(_LOSE[verb], 429, slow, {"Via": "1.1 google"}))
        return 1.5

    async def hopeless(self) -> Action:
        """A letter to somebody who takes none."""
        subject = await self.says("anything")
        self.world.closed_doors.add(self.world.tenant["id"])
        return action(Verb.MESSAGE, subject)

    async def shown(self, deed: Action) -> int:
        """As the server shows it to its members, or as the stranger's letter box holds it."""
        who, ref = deed.subject.author or "", deed.subject.ref.partition("/")[2]
        if deed.verb is Verb.REPLY:
            return self.world.texts(self.world.general["id"], self.world.bot).count(deed.text)
        if deed.verb is Verb.MESSAGE:
            return self.world.texts(self.world.letter_box(who), self.world.bot).count(deed.text)
        if deed.verb is Verb.DELETE:
            return int(ref not in self.world.messages)
        if deed.verb is Verb.RESTRICT_REPLIES:
            return int(self.world.general["rate_limit_per_user"] > 0)
        if deed.verb is Verb.BLOCK:
            return int(who in self.world.bans)
        there = self.world.members.get(who)
        return int(deed.verb is Verb.MUTE and bool(there and there["communication_disabled_until"]))


@asynccontextmanager
async def discord_stage(folder: Path, **more: Any) -> AsyncIterator[DiscordStage]:
    """A fresh server with a signed-in bot."""
    async with discord_server(folder) as server:
        stage = DiscordStage(server, **more)
        await stage.platform.open()
        try:
            yield stage
        finally:
            await stage.platform.close()
