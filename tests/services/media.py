"""A server of pictures on 127.0.0.1, as a platform's own host would be: remembers what it was asked, can misbehave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from aiohttp import web

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def noise(size: int, seed: str = "picture") -> bytes:
    """Bytes that look like a picture's: the same for the same seed, and nothing in them repeats."""
    return b"".join(sha256(f"{seed}{n}".encode()).digest() for n in range(size // 32 + 1))[:size]


@dataclass
class Shelf:
    """`files` by path; `behave`: what a path does instead. `asked`: each request's path and headers, in order."""

    address: str = ""
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    behave: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def put(self, path: str, body: bytes = PNG, mime: str = "image/png") -> str:
        """Put a file there; its address."""
        self.files[path] = (mime, body)
        return self.at(path)

    def at(self, path: str, behaviour: str = "") -> str:
        """The address of a path; `behaviour`: an HTTP status, `to URL`, slow, packed, endless, cookie, short, empty."""
        if behaviour:
            self.behave[path] = behaviour
        return self.address + path

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def app(self) -> web.Application:
        """The server itself, for whoever runs it under another name."""
        app = web.Application()
        app.router.add_get("/{rest:.*}", self._answer)
        return app

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        self.asked.append((path, dict(request.headers)))
        does = self.behave.get(path, "")
        if does.isdecimal():
            return web.Response(status=int(does), text="no")
        if does.startswith("to "):
            return web.Response(status=302, headers={"Location": does.removeprefix("to ")})
        if does in _ODD:
            return await _ODD[does](request)
        if path not in self.files:
            return web.Response(status=404, text="no such file")
        mime, body = self.files[path]
        return web.Response(body=body, content_type=mime)


async def _slow(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response(body=PNG)


async def _packed(_: web.Request) -> web.StreamResponse:
    return web.Response(body=PNG, headers={"Content-Encoding": "gzip"})


async def _endless(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    try:
        for _ in range(10_000):
            await answer.write(bytes(10_000))
    except ConnectionError:
        pass  # the client hung up, as it should
    return answer


async def _cookie(_: web.Request) -> web.StreamResponse:
    answer = web.Response(body=PNG, content_type="image/png")
    answer.set_cookie("followed", "yes")
    return answer


async def _short(request: web.Request) -> web.StreamResponse:
    """Says that more is coming, and hangs up."""
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b"half of a pic")
    assert request.transport is not None
    request.transport.close()
    return answer


async def _empty(_: web.Request) -> web.StreamResponse:
    return web.Response(body=b"", content_type="image/png")


_ODD = {"slow": _slow, "packed": _packed, "endless": _endless, "cookie": _cookie, "short": _short, "empty": _empty}


@asynccontextmanager
async def shelf() -> AsyncIterator[Shelf]:
    """A shelf that serves until the block ends."""
    made = Shelf()
    runner = web.AppRunner(made.app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()
