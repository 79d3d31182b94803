"""A Discord on loopback: world, REST and gateway under the real names, with a line of their own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.discord.gateway import RESUME_HOST, Gateway
from tests.services.discord.rest import Rest
from tests.services.discord.world import World
from tests.services.loopnet import LoopNet
from tests.services.openapi import spec

LIBRARY_HABITS = ("PUT /guilds/{guild_id}/bans/{user_id}: query 'delete_message_seconds' unknown",)
"""Where discord.py itself departs from the description, and Discord takes it all the same."""


CHECKED: list[int] = []
"""How many exchanges each server of this run was checked for."""


@dataclass
class DiscordServer:
    """What a test has in hand."""

    world: World
    rest: Rest
    gateway: Gateway
    net: LoopNet


@asynccontextmanager
async def discord_server(folder: Path) -> AsyncIterator[DiscordServer]:
    """https://discord.com and wss://gateway.discord.gg until the block ends. Fails what breaks Discord's own description."""
    world = World()
    rest, gateway = Rest(world, spec("discord-openapi.json")), Gateway(world)
    async with LoopNet(folder) as net:
        await net.serve(rest.app(), "discord.com")
        await net.serve(gateway.app(), "gateway.discord.gg", RESUME_HOST)
        yield DiscordServer(world, rest, gateway, net)
    if rest.spec is not None:
        wrong = [one for one in rest.spec.violations if one not in LIBRARY_HABITS]
        CHECKED.append(rest.spec.checked)
        print(
            f"Discord's description: {rest.spec.checked} requests and replies checked, {sum(CHECKED)} in this run so far"
        )
        assert not wrong, "\n".join(wrong)
