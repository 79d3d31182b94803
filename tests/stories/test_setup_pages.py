"""The set-up pages, followed word by word: from nothing to a live channel in `observe`, with the steps counted and timed."""

import asyncio
import re
import socket
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.services.discord.server import discord_server
from tests.services.x.server import x_server
from tests.stories.landlord import PASSWORD, DutyPhone, duty_phone
from tests.stories.process import Process
from tests.stories.walk import Page, Walk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

A_STEP = 30.0
"""Seconds reckoned for one thing a person does with the page open. An estimate: no officer was timed with a watch."""
TEN_MINUTES = 600.0
INSULT = "You fucking useless bastards, the lot of you"


def here(phone: DutyPhone, options: dict[str, object]) -> dict[str, object]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    duty = {"name": "out-of-hours", "kind": "webhook", "options": {"url": phone.url}}
    return {"options": options, "console": {"port": port}, "emergency": [duty], "ledger": {}}


async def chooses_a_password(link: str) -> None:
    """Opens the printed link, as a browser does."""
    origin, form = link.partition("/set-up/")[0], {"password": PASSWORD, "again": PASSWORD}
    async with ClientSession(headers={"Origin": origin}) as browser, browser.post(link, data=form) as answer:
        assert answer.status == 200, await answer.text()


def link_in(said: str) -> str:
    found = re.search(r"http://\S+/set-up/\S+", said)
    assert found, said
    return found.group()


async def comes(look: Callable[[], object], what: str, seconds: float = 60) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while not look():
        assert asyncio.get_running_loop().time() < end, f"never: {what}"
        await asyncio.sleep(0.1)


def rows(walk: Walk, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{walk.folder / 'home' / 'doorstep.db'}?mode=ro", uri=True) as database:
        return database.execute(question).fetchall()


async def follow(walk: Walk, phone: DutyPhone, speak: Callable[[], object]) -> None:
    """Both pages go on alike: a home, settings, secrets, the test call, a look, the approval, and somebody speaks."""
    for line in walk.command(0):
        await walk.does(line)
    walk.settings(1)
    walk.keys()
    for line in walk.command(2):
        await walk.does(line)
    assert {stat.S_IMODE(one.stat().st_mode) for one in (walk.folder / "home" / "secrets").iterdir()} == {0o600}
    await is_answered(walk, phone)
    look, run = walk.command(4)
    said = await walk.does(look, may_fail=True)
    assert "data protection" in said, said
    with walk.starts(run) as running:
        await is_approved(walk, running)
        await comes(lambda: rows(walk, "SELECT 1 FROM channel WHERE state = 'listening'"), "listening")
        speak()
        await comes(lambda: rows(walk, "SELECT 1 FROM action WHERE measure = 'hide' OR simulate"), "in the queue")
        assert rows(walk, "SELECT DISTINCT mode FROM channel") == [("observe",)]
        assert running.stop() == 0, running.said()


async def is_answered(walk: Walk, phone: DutyPhone) -> None:
    upgrade, call, acknowledge = walk.command(3)
    await walk.does(upgrade)
    await walk.does(call)
    code = re.search(r"arrives here: (\S+)", phone.letters[-1]["text"])
    assert code, phone.letters[-1]
    assert "CODE" in acknowledge
    await walk.does(acknowledge.replace("CODE", code.group(1)))


async def is_approved(walk: Walk, running: Process) -> None:
    greeting = await asyncio.to_thread(running.wait_for, r"http://\S+/set-up/\S+", 90)
    await chooses_a_password(greeting.group())
    exported, dee, *papers = walk.command(5)
    await walk.does(exported)
    await chooses_a_password(link_in(await walk.does(dee)))
    for line in papers:
        await walk.does(line)
    assert list((walk.folder / "papers").iterdir())


def in_ten_minutes(name: str, walk: Walk) -> None:
    by_hand = walk.page.steps * A_STEP
    print(f"{name}: {walk.page.steps} steps by hand, {walk.commands} commands in {walk.seconds:.0f} s of their own")
    assert walk.page.minutes == 10, "what the page says of each part"
    assert by_hand + walk.seconds <= TEN_MINUTES


async def test_the_discord_page(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    async with discord_server(tmp_path / "net") as server, duty_phone() as phone:
        world, page = server.world, Page.of("connect-discord.md")
        text = (Path(__file__).parents[2] / "docs" / "connect-discord.md").read_text(encoding="utf-8")
        invited = re.search(r"permissions=(\d+)", text)
        assert invited
        world.bot_role["permissions"] = invited.group(1)  # what the page's address asks for, and no more
        options: dict[str, object] = {"ca_file": str(server.net.ca_file), "hosts": list(server.net.hosts)}
        folder = tmp_path / "doorstep"
        folder.mkdir()
        walk = Walk(
            page,
            folder,
            {"123456789012345678": world.server_id},
            {"discord.bot_token": world.token, "out-of-hours.secret": "story"},
            here(phone, options),
        )
        await follow(walk, phone, lambda: world.say(world.tenant, INSULT))
        in_ten_minutes("Discord", walk)


async def test_the_x_page(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    async with x_server(tmp_path / "net") as server, duty_phone() as phone:
        world, keys = server.world, server.keys
        quick = {"poll_seconds": 0.5, "conversation_seconds": 1.0}
        options: dict[str, object] = {"ca_file": str(server.net.ca_file), "hosts": list(server.net.hosts), **quick}
        folder = tmp_path / "doorstep"
        folder.mkdir()
        secrets = {
            "x.consumer_key": keys.consumer_key,
            "x.consumer_secret": keys.consumer_secret,
            "x.access_token": keys.token,
            "x.access_token_secret": keys.token_secret,
            "out-of-hours.secret": "story",
        }
        walk = Walk(Page.of("connect-x.md"), folder, {}, secrets, here(phone, options))
        root = world.post(world.landlord, "Repairs update: boiler visits this week")
        await follow(walk, phone, lambda: world.post(world.tenant, INSULT, root["id"]))
        in_ten_minutes("X", walk)
        assert not server.rest.bad_signatures
