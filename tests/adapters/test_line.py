"""The way out: a landlord's own authority and addresses hold, and nothing else is reached."""

from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pydantic import ValidationError

from adapters.line import Line
from tests.services.loopnet import LoopNet


async def test_names_are_reached_where_the_settings_say_and_no_others(tmp_path: Path) -> None:
    async def hello(_: web.Request) -> web.Response:
        return web.Response(text="here")

    app = web.Application()
    app.router.add_get("/", hello)
    async with LoopNet(tmp_path) as net:
        await net.serve(app, "platform.example")
        async with aiohttp.ClientSession(connector=net.connector()) as client:
            async with client.get("https://platform.example/") as answer:
                assert await answer.text() == "here"
            with pytest.raises(aiohttp.ClientConnectorError, match="not among the hosts"):
                await client.get("https://elsewhere.example/")
        async with aiohttp.ClientSession(connector=Line(hosts=net.hosts).connector()) as stranger:
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await stranger.get("https://platform.example/")


@pytest.mark.parametrize("host", ["platform.example", "platform.example=here:1", "x=10.0.0.1", "a b=1.1.1.1:1"])
def test_a_host_that_cannot_be_read_is_refused(host: str) -> None:
    with pytest.raises(ValidationError):
        Line(hosts=(host,))
