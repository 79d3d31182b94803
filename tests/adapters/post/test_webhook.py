"""The signed webhook against a real HTTP server on loopback."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.platform import Letter
from adapters.post.connect import BadPost, connect
from adapters.post.webhook import WebhookPost, WebhookSettings, signature

LETTER = Letter("call-1", "Doorstep needs a person", "Möglicherweise Gas 🔥", "https://doorstep.test/alarm/1")


@dataclass
class Door:
    """What a receiver saw, and what it answers next."""

    url: str = ""
    status: int = 204
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def post(self, request: web.Request) -> web.Response:
        self.seen.append((dict(request.headers), await request.read()))
        return web.Response(status=self.status, headers={"Location": "/elsewhere"} if self.status == 302 else {})


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    app = web.Application()
    app.router.add_post("/{rest:.*}", door.post)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    door.url = str(server.make_url("/call"))
    yield door
    await server.close()


async def test_a_letter_arrives_signed_over_time_and_raw_bytes(door: Door) -> None:
    receipt = await WebhookPost("duty", WebhookSettings(url=door.url), "s3cret", now=lambda: 1_700_000_000.9).send(
        LETTER
    )
    assert receipt.accepted
    headers, body = door.seen[0]
    assert json.loads(body) == {"key": "call-1", "subject": LETTER.subject, "text": LETTER.text, "link": LETTER.link}
    assert headers["X-Doorstep-Timestamp"] == "1700000000"
    assert headers["X-Doorstep-Signature"] == signature(b"s3cret", "1700000000", body)
    assert headers["Idempotency-Key"] == "call-1"


def test_another_time_body_or_secret_has_another_signature() -> None:
    good = signature(b"s3cret", "1700000000", b"{}")
    assert good not in {
        signature(b"s3cret", "1700000001", b"{}"),
        signature(b"s3cret", "1700000000", b"{ }"),
        signature(b"other", "1700000000", b"{}"),
    }


def test_the_signature_is_the_one_other_implementations_make() -> None:
    """Checked with `printf '1700000000.{}' | openssl dgst -sha256 -hmac s3cret`."""
    assert (
        signature(b"s3cret", "1700000000", b"{}")
        == "v1=97926816e98fbb41ccb1673225ff29a2f35369099990e1b1561651e7bd097ebf"
    )


@pytest.mark.parametrize("status", [302, 400, 401, 500, 503])
async def test_anything_but_a_yes_is_not_accepted(door: Door, status: int) -> None:
    door.status = status
    receipt = await WebhookPost("duty", WebhookSettings(url=door.url), "s3cret").send(LETTER)
    assert not receipt.accepted
    assert str(status) in receipt.why
    assert len(door.seen) == 1, "no redirect followed, no retry of its own"


async def test_nobody_there_is_an_answer_not_an_exception(unused_tcp_port: int) -> None:
    post = WebhookPost("duty", WebhookSettings(url=f"http://127.0.0.1:{unused_tcp_port}/"), "s3cret")
    receipt = await post.send(LETTER)
    assert not receipt.accepted
    assert "could not be reached" in receipt.why


async def test_silence_ends() -> None:
    async def never(request: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    app = web.Application()
    app.router.add_post("/", never)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    try:
        receipt = await WebhookPost("duty", WebhookSettings(url=str(server.make_url("/")), seconds=0.1), "s3cret").send(
            LETTER
        )
    finally:
        await server.close()
    assert not receipt.accepted
    assert "did not answer" in receipt.why


@pytest.mark.parametrize(
    ("options", "secret", "field"),
    [
        ({"url": "http://example.org/"}, "s", "url"),
        ({"url": "ftp://example.org/"}, "s", "url"),
        ({}, "s", "url"),
        ({"url": "https://example.org/"}, "", "secret"),
        ({"url": "https://example.org/", "extra": 1}, "s", "extra"),
    ],
)
def test_bad_settings_name_the_destination_and_the_field(
    options: dict[str, str | int | float | bool], secret: str, field: str
) -> None:
    with pytest.raises(BadPost, match=rf"destination duty: .*{field}"):
        connect("duty", "webhook", options, secret)
