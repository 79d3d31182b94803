"""Time stamps from a real authority (openssl) on loopback; `openssl ts -verify` reads what we keep."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.platform import Letter
from adapters.post.connect import BadPost, connect
from adapters.post.timestamp import TimestampPost, TimestampSettings, fault, roots_in
from tests.adapters.post.authority import Authority

LETTER = Letter("checkpoint-1", "A checkpoint", "words", sealed=b'{"body":{"size":4}}')


@pytest.fixture
def authority(tmp_path: Path, openssl_path: Path) -> Authority:
    return Authority(tmp_path, openssl_path)


@pytest.fixture
async def url(authority: Authority) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/tsa", authority.answer)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    yield str(server.make_url("/tsa"))
    await server.close()


async def test_a_stamp_is_kept_that_anybody_can_check(authority: Authority, url: str) -> None:
    post = TimestampPost("tsa", TimestampSettings(url=url, root=authority.root))
    receipt = await post.send(LETTER)
    assert receipt.accepted, receipt.why
    assert await authority.checks_out(receipt.proof, LETTER.sealed)
    assert not await authority.checks_out(receipt.proof, LETTER.sealed + b" ")
    roots = roots_in(authority.root)
    assert fault(receipt.proof, LETTER.sealed, roots) == ""
    assert fault(receipt.proof, b"other", roots).startswith("the time stamp does not check out")
    replayed = replace(LETTER, key="again")
    authority.spoil = receipt.proof
    assert not (await post.send(replayed)).accepted, "an old answer does not pass for a new one"


async def test_another_root_or_a_spoilt_answer_is_refused(authority: Authority, url: str, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    stranger = Authority(tmp_path / "other", authority.openssl)
    post = TimestampPost("tsa", TimestampSettings(url=url, root=stranger.root))
    assert (await post.send(LETTER)).why.startswith("the time stamp does not check out")
    authority.spoil = b"\x30\x03nonsense"
    mine = TimestampPost("tsa", TimestampSettings(url=url, root=authority.root))
    assert (await mine.send(LETTER)).why.startswith("the time stamp does not check out")


async def test_nobody_there_is_an_answer(authority: Authority, unused_tcp_port: int) -> None:
    post = TimestampPost("tsa", TimestampSettings(url=f"http://127.0.0.1:{unused_tcp_port}", root=authority.root))
    assert "could not be reached" in (await post.send(LETTER)).why


def test_settings_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadPost, match=r"destination tsa: url: .* starts with https"):
        connect("tsa", "timestamp", {"url": "ftp://x", "root": "r.pem"})
    with pytest.raises(BadPost, match=r"destination tsa: root: .* is no PEM file"):
        connect("tsa", "timestamp", {"url": "https://x", "root": str(tmp_path / "none.pem")})
