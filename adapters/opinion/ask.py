"""Asks the endpoint: one POST to `{url}/chat/completions`, and to no other address. Whatever comes becomes an `Answer`."""

import asyncio
import errno
import socket
import time
from dataclasses import dataclass

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.opinion.answer import Opinion, State, read
from adapters.opinion.request import request
from adapters.opinion.settings import OpinionSettings, address_of, near

LARGEST = 65_536
"""Bytes of an answer that are read and kept."""
_HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": "Doorstep",
}
_SERVER_TROUBLE = 500
_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking once. `raw`: the body as it came, empty where none did. `code`: why it is no opinion, in a word
    of ours. `again`: another try may go better. `request`: SHA-256 of what was sent, as hex.
    """

    state: State
    code: str
    raw: bytes
    opinion: Opinion | None
    request: str
    milliseconds: int
    cut: bool = False
    again: bool = False


class _Far(OSError):
    """The endpoint's name leads to a public address, and nobody said that data may leave."""


class Asker:
    """Asks one endpoint, as its settings say. Holds nothing between two questions."""

    def __init__(self, settings: OpinionSettings) -> None:
        self.settings = settings

    @property
    def model(self) -> str:
        """As the landlord names it."""
        return self.settings.model

    @property
    def where(self) -> str:
        """Host and port."""
        return self.settings.where

    async def ask(self, comment: str) -> Answer:
        """Never raises for what the endpoint does. Redirects are not followed: they would lead somewhere else."""
        wanted = request(comment, self.settings.model)
        began = time.monotonic()
        status, body, code = await self._post(wanted.body)
        took = round((time.monotonic() - began) * 1000)
        if code:
            again = code in {"not_reached", "timeout"}
            return Answer(State.FAILED, code, body, None, wanted.digest, took, wanted.cut, again)
        if status != 200:
            passing = status >= _SERVER_TROUBLE or status in _LATER
            state = State.FAILED if passing else State.REFUSED
            return Answer(state, f"status_{status}", body, None, wanted.digest, took, wanted.cut, passing)
        if len(body) > LARGEST:
            return Answer(State.GARBLED, "too_long", body[:LARGEST], None, wanted.digest, took, wanted.cut)
        found = read(body)
        if isinstance(found, Opinion):
            return Answer(State.GIVEN, "", body, found, wanted.digest, took, wanted.cut)
        return Answer(found.state, found.code, body, None, wanted.digest, took, wanted.cut)

    async def _post(self, body: bytes) -> tuple[int, bytes, str]:
        """Status, the body's first bytes, and a code where no answer came."""
        headers = dict(_HEADERS)
        if secret := self.settings.secret.get_secret_value():
            headers["Authorization"] = f"Bearer {secret}"
        url = f"{self.settings.url}/chat/completions"
        try:
            async with (
                self._client() as client,
                client.post(url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                return answer.status, await _beginning(answer), ""
        except TimeoutError:
            return 0, b"", "timeout"
        except (aiohttp.ClientError, OSError) as error:
            return 0, b"", "not_private" if _was_far(error) else "not_reached"

    def _client(self) -> aiohttp.ClientSession:
        """Certificates are always checked, no proxy of the environment is used, no cookie is kept."""
        resolver = None if self.settings.data_may_leave else _Near()
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=1, resolver=resolver, use_dns_cache=False, force_close=True),
            timeout=aiohttp.ClientTimeout(total=self.settings.seconds),
            cookie_jar=aiohttp.DummyCookieJar(),
        )


async def _beginning(answer: aiohttp.ClientResponse) -> bytes:
    """As much as is read: one byte more than is kept tells that there was more."""
    body = bytearray()
    async for portion in answer.content.iter_chunked(1 << 14):
        body += portion
        if len(body) > LARGEST:
            break
    return bytes(body[: LARGEST + 1])


class _Near(AbstractResolver):
    """Looks a name up and refuses it where any of its addresses is public: asked anew for each connection."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        places = [(kind, str(place[0]), int(place[1])) for kind, _, _, _, place in found]
        if any((address := address_of(at)) is None or not near(address) for _, at, _ in places):
            raise _Far(errno.EACCES, f"{host} has a public address")
        return [
            ResolveResult(hostname=host, host=at, port=there, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for kind, at, there in places
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _was_far(error: BaseException) -> bool:
    """aiohttp wraps what a resolver raises."""
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, _Far):
        inner = getattr(inner, "os_error", None) or inner.__cause__
    return inner is not None
