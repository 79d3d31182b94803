"""The gateway (version 10): hello, identify, resume with replay, heartbeats, and the world's events as they happen.

https://docs.discord.com/developers/events/gateway
"""

import asyncio
import json
import secrets
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

import zstandard
from aiohttp import WSMsgType, web

from tests.services.discord.things import Thing
from tests.services.discord.world import World

RESUME_HOST = "gateway-us-east1-b.discord.gg"
_HELLO, _HEARTBEAT, _ACK, _IDENTIFY, _RESUME, _INVALID, _RECONNECT = 10, 1, 11, 2, 6, 9, 7
_MESSAGE_CONTENT = 1 << 15
_PRIVILEGED = _MESSAGE_CONTENT | 1 << 1 | 1 << 8
_INTENT = {"MESSAGE": 1 << 9, "THREAD": 1, "CHANNEL": 1, "GUILD_MEMBER": 1 << 1, "AUTO_MODERATION_ACTION": 1 << 21}
Send = Callable[[Thing], Awaitable[None]]


class Gateway:
    """One bot's line. `forget` makes the next resume fail, as after a long outage."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.identifies: list[int] = []
        self.resumes = 0
        self.compression: set[str] = set()
        self.closed = False
        self._session, self._number = secrets.token_hex(8), 0
        self._told: list[Thing] = []
        self._socket: web.WebSocketResponse | None = None
        self._out: asyncio.Queue[Thing] = asyncio.Queue()
        self._intents = 0
        self._request: web.Request | None = None
        world.ears.append(self.hear)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/", self.line)
        return app

    def hear(self, event: str, data: Thing) -> None:
        """The world tells; it is numbered and kept for a replay, whether somebody is there or not."""
        if self.identifies and self._wanted(event):
            self._put(event, self._seen(event, data))

    def forget(self) -> None:
        """This session is over: nothing of it is replayed any more."""
        self._session, self._told = secrets.token_hex(8), []

    async def drop(self) -> None:
        """The connection breaks without a word."""
        if self._request is not None and self._request.transport is not None:
            self._request.transport.abort()
        self._socket = None

    async def say(self, op: int, data: Any = None) -> None:
        """A message outside the numbering: invalid session (9), reconnect (7)."""
        self._out.put_nowait({"op": op, "d": data, "s": None, "t": None})
        await asyncio.sleep(0)

    async def invalidate(self) -> None:
        """INVALID SESSION: the client must begin anew."""
        self.forget()
        await self.say(_INVALID, False)

    def _wanted(self, event: str) -> bool:
        return all(self._intents & bit for start, bit in _INTENT.items() if event.startswith(start))

    def _seen(self, event: str, data: Thing) -> Thing:
        """Without the intent, the words of others are left out (except in private and where the bot is named)."""
        if not event.startswith("MESSAGE_") or "content" not in data or self._intents & _MESSAGE_CONTENT:
            return data
        if "guild_id" not in data or data["author"]["id"] == self.world.bot["id"]:
            return data
        return {**data, "content": "", "embeds": [], "attachments": [], "components": []}

    def _put(self, event: str, data: Thing) -> None:
        self._number += 1
        said = json.loads(json.dumps({"op": 0, "d": data, "s": self._number, "t": event}))
        self._told.append(said)
        if self._socket is not None:
            self._out.put_nowait(said)

    async def line(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        send = self._sender(socket, request.query.get("compress", ""))
        await send({"op": _HELLO, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        talking: asyncio.Task[None] | None = None
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                said = json.loads(message.data)
                if said["op"] == _HEARTBEAT:
                    await send({"op": _ACK, "d": None, "s": None, "t": None})
                elif said["op"] in {_IDENTIFY, _RESUME} and await self._let_in(socket, request, send, said):
                    talking = asyncio.create_task(self._talk(send))
        finally:
            if talking is not None:
                talking.cancel()
            if self._socket is socket:
                self._socket = None
        return socket

    async def _let_in(self, socket: web.WebSocketResponse, request: web.Request, send: Send, said: Thing) -> bool:
        data = said["d"]
        if data["token"] != self.world.token:
            await socket.close(code=4004)
            return False
        if said["op"] == _RESUME:
            self.resumes += 1
            if data["session_id"] != self._session:
                await send({"op": _INVALID, "d": False, "s": None, "t": None})
                return False
            self._begin(socket, request)
            for told in [told for told in self._told if told["s"] > data["seq"]]:
                self._out.put_nowait(told)
            self._put("RESUMED", {})
            return True
        self.identifies.append(data["intents"])
        if data["intents"] & _PRIVILEGED and not self.world.privileged:
            await socket.close(code=4014, message=b"Disallowed intent(s).")
            return False
        self._intents = data["intents"]
        self.forget()
        self._begin(socket, request)
        self._put("READY", self._ready())
        self._put("GUILD_CREATE", self.world.guild_create())
        return True

    def _begin(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._socket, self._request, self._out = socket, request, asyncio.Queue()

    def _ready(self) -> Thing:
        return {
            "v": 10,
            "user": self.world.bot,
            "guilds": [{"id": self.world.server_id, "unavailable": True}],
            "session_id": self._session,
            "resume_gateway_url": f"wss://{RESUME_HOST}",
            "application": {"id": self.world.app_id, "flags": 0},
        }

    async def _talk(self, send: Send) -> None:
        out = self._out
        while True:
            await send(await out.get())

    def _sender(self, socket: web.WebSocketResponse, compression: str) -> Send:
        """As the client asked: one compressed stream for the whole line."""
        self.compression.add(compression)
        shrink: Callable[[bytes], bytes] | None = None
        if compression == "zstd-stream":
            zstd = zstandard.ZstdCompressor().compressobj()
            shrink = lambda raw: zstd.compress(raw) + zstd.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)  # noqa: E731 - a compressor has its stream, and its one use
        elif compression == "zlib-stream":
            z = zlib.compressobj()
            shrink = lambda raw: z.compress(raw) + z.flush(zlib.Z_SYNC_FLUSH)  # noqa: E731 - a compressor has its stream, and its one use

        async def send(said: Thing) -> None:
            if socket.closed:
                return
            raw = json.dumps(said)
            await (socket.send_bytes(shrink(raw.encode())) if shrink else socket.send_str(raw))

        return send
