"""Fetches a picture or file that came with a comment: from the hosts its platform serves it from, and from nowhere else.

What is fetched was named by a stranger. So the host must be on the platform's list, over TLS, also after each redirect; no
cookie, sign-in or proxy goes along, nothing is unpacked, and size and time have an end.
"""

import ssl
from collections.abc import Collection
from typing import Annotated

import aiohttp
from pydantic import Field
from yarl import URL

from adapters.line import Line
from adapters.platform import Fetched, NotFetched
from rules.model.interaction import Media

MediaHost = Annotated[
    str, Field(pattern=r"^([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+$|^http://(localhost|127\.0\.0\.1|\[::1\]):[0-9]{1,5}$")
]
"""A host's exact name (https, port 443), or `http://127.0.0.1:PORT` for a platform on this machine."""

HOPS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = {401: "forbidden", 403: "forbidden", 410: "gone", 451: "forbidden"}
_SERVER_TROUBLE = 500
_LATER = frozenset({404, 408, 425, 429})
_PORTION = 1 << 16
_LONGEST_URL = 4_000
_HEADERS = {"Accept-Encoding": "identity", "Accept": "*/*", "User-Agent": "Doorstep"}


async def fetch(media: Media, hosts: Collection[str], line: Line, most: int, seconds: float) -> Fetched:
    """The bytes behind `media.url`, at most `most` of them, within `seconds`.

    Raises:
        NotFetched: with a code, the reason, and whether another try may go better.
    """
    url = allowed(media.url, hosts)
    try:
        async with _client(line, seconds) as client:
            for _ in range(HOPS):
                async with client.get(url, allow_redirects=False) as answer:
                    if answer.status not in _REDIRECTS:
                        return await _body(answer, most)
                    url = allowed(answer.headers.get("Location", ""), hosts, url)
    except TimeoutError:
        raise NotFetched("timeout", f"it did not come within {seconds:g} seconds", again=True) from None
    except (aiohttp.ClientError, OSError, ssl.SSLError) as error:
        raise NotFetched("not_reached", f"the line broke: {type(error).__name__}", again=True) from None
    raise NotFetched("redirected", "it was passed on too often")


def allowed(address: str, hosts: Collection[str], before: URL | None = None) -> URL:
    """The address, where it is one of the platform's own. `before`: what redirected there. Raises NotFetched."""
    try:
        if len(address) > _LONGEST_URL:
            raise ValueError
        url = before.join(URL(address)) if before else URL(address)
        host, port = url.host or "", url.port
    except (ValueError, UnicodeError):
        raise NotFetched("address", "its address cannot be read") from None
    plain = url.user is None and url.password is None
    known = url.scheme == "https" and port == 443 and host.lower() in {one.lower() for one in hosts}
    loopback = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    if not plain or not (known or (url.scheme == "http" and loopback in hosts)):
        code = "host" if before is None else "redirected"
        raise NotFetched(code, "it does not stand on one of the platform's own hosts")
    return url


def _client(line: Line, seconds: float) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=line.connector(),
        timeout=aiohttp.ClientTimeout(total=seconds),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        headers=_HEADERS,
    )


async def _body(answer: aiohttp.ClientResponse, most: int) -> Fetched:
    status = answer.status
    if status != 200:  # also for a part of a file (206): it was not asked for
        again = status in _LATER or status >= _SERVER_TROUBLE
        raise NotFetched(_FOR_GOOD.get(status, "refused"), f"the platform answered {status}", again=again)
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NotFetched("packed", "it came packed, and is not unpacked")
    if (answer.content_length or 0) > most:
        raise NotFetched("too_large", f"it is larger than {most:,} bytes")
    body = bytearray()
    async for portion in answer.content.iter_chunked(_PORTION):
        body += portion
        if len(body) > most:
            raise NotFetched("too_large", f"it is larger than {most:,} bytes")
    if not body:
        raise NotFetched("empty", "it came empty", again=True)
    return Fetched(bytes(body), answer.content_type[:100])
