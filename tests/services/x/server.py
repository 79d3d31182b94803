"""An X on loopback under its real name, with a line of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.loopnet import LoopNet
from tests.services.openapi import spec
from tests.services.x.oauth import Keys
from tests.services.x.rest import Rest
from tests.services.x.world import World

CHECKED: list[int] = []
"""How many exchanges each server of this run was checked for."""


@dataclass
class XServer:
    """What a test has in hand."""

    world: World
    rest: Rest
    keys: Keys
    net: LoopNet


@asynccontextmanager
async def x_server(folder: Path) -> AsyncIterator[XServer]:
    """https://api.twitter.com until the block ends. Fails what breaks X's own description.

    One name differs and is let pass: X renamed `tweet.fields` to `post.fields`, takes both, and tweepy sends the old one.
    Refusals come as problems, for which the description has no schema of X's real answers: they are counted, not checked.
    """
    world = World()
    keys = Keys(world.landlord["id"])
    rest = Rest(world, keys, spec("x-openapi.json"))
    async with LoopNet(folder) as net:
        await net.serve(rest.app(), "api.twitter.com")
        yield XServer(world, rest, keys, net)
    if rest.spec is not None:
        CHECKED.append(rest.spec.checked)
        print(f"X's description: {rest.spec.checked} requests and replies checked, {sum(CHECKED)} in this run so far")
        assert not rest.spec.violations, "\n".join(rest.spec.violations)
