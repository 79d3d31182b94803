"""The services start, answer on 127.0.0.1 only, and stop with the run."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psycopg
import pytest
from atproto import AsyncClient, models
from playwright.async_api import Page

from tests.services.bluesky.network import Network
from tests.services.server import LEASH, answers, free_port
from tools import find


def test_each_test_gets_an_empty_database_of_its_own(postgres_database: str) -> None:
    with psycopg.connect(postgres_database.replace("+psycopg", "")) as connection:
        row = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchone()
    assert row == (0,)


def test_redis_answers_and_is_empty(redis_address: str) -> None:
    program = find.redis()
    assert program is not None
    host, port = redis_address.split(":")
    said = subprocess.run(
        [program.with_name("redis-cli"), "-h", host, "-p", port, "dbsize"], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "0"


async def test_chromium_shows_a_page(page: Page) -> None:
    await page.set_content("<h1>Doorstep</h1><button onclick='this.textContent = \"pressed\"'>press</button>")
    await page.get_by_role("button").click()
    assert await page.get_by_role("button").text_content() == "pressed"


async def test_an_account_signs_in_to_the_network_and_its_post_is_seen(bluesky_network: Network) -> None:
    """PLC, PDS and AppView each had to do their part for the post to come back."""
    client = AsyncClient(base_url=bluesky_network.pds)
    handle = f"services-{os.getpid()}.test"
    await client.com.atproto.server.create_account(
        models.ComAtprotoServerCreateAccount.Data(
            handle=handle, email=f"{handle}@example.test", password="front-door-9"
        )
    )
    await client.login(handle, "front-door-9", fetch_bsky_profile=False)
    reference = await client.com.atproto.repo.create_record(
        models.ComAtprotoRepoCreateRecord.Data(
            repo=handle,
            collection="app.bsky.feed.post",
            record=models.AppBskyFeedPost.Record(
                text="The lift is out again", created_at=client.get_current_time_iso()
            ),
        )
    )
    while not (posts := (await client.get_posts([reference.uri])).posts):  # noqa: ASYNC110  another process indexes it: no event to wait for
        await asyncio.sleep(0.05)
    await client.request.close()
    assert [post.record.text for post in posts] == ["The lift is out again"]


async def test_ozone_and_the_chat_identity_are_there(bluesky_network: Network) -> None:
    async with httpx.AsyncClient() as http:
        queue = await http.get(
            f"{bluesky_network.ozone}/xrpc/tools.ozone.moderation.queryStatuses",
            headers={"authorization": bluesky_network.admin_auth},
        )
        document = (await http.get(f"{bluesky_network.plc}/{bluesky_network.chat_did}")).json()
    assert queue.status_code == 200
    assert {service["serviceEndpoint"] for service in document["service"]} >= {bluesky_network.chat_url}
    assert not answers(bluesky_network.chat_port)


def test_the_network_listens_on_this_machine_only(bluesky_network: Network) -> None:
    addresses = {bluesky_network.plc, bluesky_network.pds, bluesky_network.appview, bluesky_network.ozone}
    ports = {int(address.rsplit(":", 1)[1]) for address in addresses}
    heard = listeners()
    assert ports <= set(heard)
    assert {heard[port] for port in ports} == {"0100007F"}, "127.0.0.1, as the kernel writes it"


def listeners() -> dict[int, str]:
    """Port to local address of each listening TCP socket of this machine, from the kernel's own table."""
    rows = [
        line.split() for table in ("tcp", "tcp6") for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    listening = [row[1].split(":") for row in rows if row[3] == "0A"]
    return {int(port, 16): address for address, port in listening}


def test_a_server_stops_when_the_test_run_is_killed(tmp_path: Path) -> None:
    """The run gets no chance to clean up; the server on the leash ends all the same."""
    port = free_port()
    run = (
        "import subprocess, sys, time;"
        f"subprocess.Popen([sys.executable, {str(LEASH)!r}, sys.executable, '-m', 'http.server', '{port}',"
        " '--bind', '127.0.0.1'], stdin=subprocess.PIPE, start_new_session=True); time.sleep(60)"
    )
    with (tmp_path / "log").open("w") as log:
        test_run = subprocess.Popen([sys.executable, "-c", run], stdout=log, stderr=log)
    assert until(lambda: answers(port))
    test_run.send_signal(signal.SIGKILL)
    test_run.wait()
    assert until(lambda: not answers(port))


def until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 15
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


@pytest.mark.parametrize("program", ["chromium", "postgres", "redis", "openssl"])
def test_a_missing_program_is_none(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    assert getattr(find, program)() is None
