"""Pictures are fetched from the platform's own hosts only, over real HTTP and TLS on loopback."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.line import Line
from adapters.media import fetch
from adapters.platform import Fetched, NotFetched
from rules.model.interaction import Media
from tests.services.loopnet import LoopNet
from tests.services.media import PNG, Shelf, noise, shelf

MOST, SECONDS = 50_000, 5.0


@pytest.fixture
async def pictures() -> AsyncIterator[Shelf]:
    async with shelf() as made:
        yield made


@pytest.fixture
async def stranger() -> AsyncIterator[Shelf]:
    """Another server, which nobody has on a list."""
    async with shelf() as made:
        yield made


async def got(pictures: Shelf, url: str, seconds: float = SECONDS) -> Fetched:
    return await fetch(Media(url), {pictures.address}, Line(), MOST, seconds)


async def lost(pictures: Shelf, url: str, seconds: float = SECONDS) -> tuple[str, bool]:
    with pytest.raises(NotFetched) as refused:
        await got(pictures, url, seconds)
    return refused.value.code, refused.value.again


async def test_bytes_come_as_they_are_and_nothing_about_us_goes_along(pictures: Shelf) -> None:
    body = noise(40_000)
    assert await got(pictures, pictures.put("/a.jpg", body, "image/jpeg")) == Fetched(body, "image/jpeg")
    _, headers = pictures.asked[0]
    assert headers["User-Agent"] == "Doorstep"
    assert headers["Accept-Encoding"] == "identity"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


async def test_no_cookie_is_kept_from_one_to_the_next(pictures: Shelf) -> None:
    for _ in range(2):
        await got(pictures, pictures.at("/c.png", "cookie"))
    assert all("Cookie" not in headers for _, headers in pictures.asked)


async def test_a_redirect_is_followed_on_the_same_host_and_nowhere_else(pictures: Shelf, stranger: Shelf) -> None:
    real = pictures.put("/real.png")
    assert (await got(pictures, pictures.at("/here", f"to {real}"))).body == PNG
    assert (await got(pictures, pictures.at("/there", "to /real.png"))).body == PNG
    stranger.put("/inside.png")
    assert await lost(pictures, pictures.at("/away", f"to {stranger.at('/inside.png')}")) == ("redirected", False)
    assert await lost(pictures, pictures.at("/round", "to /round")) == ("redirected", False)
    assert stranger.asked == [], "nobody called there"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a.png",
        "http://localhost:{port}/a.png",
        "https://127.0.0.1:{port}/a.png",
        "http://somebody:secret@127.0.0.1:{port}/a.png",
        "http://127.0.0.1:{port}@evil.test/a.png",
        "https://cdn.bsky.app.evil.test/a.png",
        "https://cdn.bsky.app:8443/a.png",
        "http://cdn.bsky.app/a.png",
        "file:///etc/passwd",
        "ftp://127.0.0.1:{port}/a.png",
        "//127.0.0.1:{port}/a.png",
        "not an address",
        "",
        "http://[::1",
        "http://127.0.0.1:{port}/" + "a" * 5_000,
        "http://127.0.0.1:{port}\ud83d/a.png",
        "http://127.0.0.1:99999/a.png",
    ],
)
async def test_nothing_is_fetched_from_anywhere_else(pictures: Shelf, url: str) -> None:
    port = pictures.address.rpartition(":")[2]
    with pytest.raises(NotFetched) as refused:
        await fetch(Media(url.replace("{port}", port)), {pictures.address, "cdn.bsky.app"}, Line(), MOST, SECONDS)
    assert refused.value.code in {"host", "address"}
    assert not refused.value.again
    assert pictures.asked == []


@pytest.mark.parametrize(
    ("behaviour", "code", "again"),
    [
        ("404", "refused", True),
        ("429", "refused", True),
        ("500", "refused", True),
        ("403", "forbidden", False),
        ("410", "gone", False),
        ("204", "refused", False),
        ("packed", "packed", False),
        ("endless", "too_large", False),
        ("short", "not_reached", True),
        ("empty", "empty", True),
    ],
)
async def test_what_goes_wrong_has_a_word(pictures: Shelf, behaviour: str, code: str, again: bool) -> None:
    assert await lost(pictures, pictures.at("/odd", behaviour)) == (code, again)


async def test_a_large_one_is_refused_by_its_own_word_before_it_is_read(pictures: Shelf) -> None:
    assert await lost(pictures, pictures.put("/big.bin", bytes(MOST + 1))) == ("too_large", False)
    assert len((await got(pictures, pictures.put("/just.bin", bytes(MOST)))).body) == MOST


async def test_one_that_does_not_come_is_given_up_in_time(pictures: Shelf) -> None:
    assert await lost(pictures, pictures.at("/slow", "slow"), seconds=0.3) == ("timeout", True)


async def test_nobody_there_may_be_there_later() -> None:
    with pytest.raises(NotFetched) as refused:
        await fetch(Media("http://127.0.0.1:9/a.png"), {"http://127.0.0.1:9"}, Line(), MOST, SECONDS)
    assert (refused.value.code, refused.value.again) == ("not_reached", True)


async def test_a_platforms_real_name_over_tls(tmp_path: Path) -> None:
    """As X and Discord are reached: the real name, a certificate that is checked, and no other host."""
    made = Shelf()
    made.put("/img/a.png")
    async with LoopNet(tmp_path) as net:
        await net.serve(made.app(), "cdn.bsky.app", "pbs.twimg.com")
        url = Media("https://cdn.bsky.app/img/a.png")
        assert (await fetch(url, {"cdn.bsky.app"}, net.line, MOST, SECONDS)).body == PNG
        with pytest.raises(NotFetched, match="ClientConnectorCertificateError"):
            await fetch(url, {"cdn.bsky.app"}, Line(hosts=net.hosts), MOST, SECONDS)
        made.at("/moved", "to https://pbs.twimg.com/img/a.png")
        with pytest.raises(NotFetched) as refused:
            await fetch(Media("https://cdn.bsky.app/moved"), {"cdn.bsky.app"}, net.line, MOST, SECONDS)
    assert refused.value.code == "redirected"
    assert made.paths == ["/img/a.png", "/moved"]
