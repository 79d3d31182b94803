"""A stand-in for Bluesky's chat service, which is closed source: the few methods of chat.bsky.convo that a landlord needs.

It is reached through the real PDS, which mints a real service token for each request; the claims of each are checked
here. Only this service is a stand-in: everything else of the test network is the makers' own code.
"""

import base64
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

Json = dict[str, Any]
_CREATED = "chat.bsky.convo.defs#logCreateMessage"
_VIEW = "chat.bsky.convo.defs#messageView"


@dataclass
class Convo:
    id: str
    members: tuple[str, ...]
    messages: list[Json] = field(default_factory=list)


class Chat:
    """Conversations of the test network. `closed` accounts accept no messages; `mute_next` swallows one answer."""

    def __init__(self, did: str) -> None:
        self.did = did
        self.closed: set[str] = set()
        self.convos: dict[tuple[str, ...], Convo] = {}
        self.swallow_answers = 0
        self.bad_tokens: list[str] = []
        self._log: list[tuple[str, Convo, Json]] = []

    def convo(self, *members: str) -> Convo:
        key = tuple(sorted(members))
        return self.convos.setdefault(key, Convo(f"convo{len(self.convos) + 1}", key))

    def say(self, sender: str, to: str, text: str) -> Json:
        """Somebody writes to somebody."""
        return self._add(self.convo(sender, to), sender, text)

    def texts(self, *members: str) -> list[str]:
        """What was said in a conversation, oldest first."""
        return [message["text"] for message in self.convo(*members).messages]

    def _add(self, convo: Convo, sender: str, text: str) -> Json:
        rev = f"{len(self._log) + 1:013d}"
        sent_at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        message = {
            "$type": _VIEW, "id": f"m{rev}", "rev": rev, "text": text, "sender": {"did": sender}, "sentAt": sent_at
        }  # fmt: skip
        convo.messages.append(message)
        self._log.append((rev, convo, message))
        return message

    # The methods.

    async def get_convo_for_members(self, me: str, request: web.Request) -> Json | web.Response:
        members = {me, *request.query.getall("members")}
        if self.closed & members - {me}:
            return _no("MessagesDisabled", "recipient has disabled incoming messages")
        return {"convo": self._view(self.convo(*members))}

    async def list_convos(self, me: str, _: web.Request) -> Json:
        return {"convos": [self._view(convo) for convo in self.convos.values() if me in convo.members]}

    async def get_messages(self, me: str, request: web.Request) -> Json | web.Response:
        convo = self._mine(me, request.query["convoId"])
        if convo is None:
            return _no("InvalidConvo", "Convo not found")
        limit, before = int(request.query.get("limit", "50")), request.query.get("cursor")
        newest_first = [m for m in reversed(convo.messages) if before is None or m["rev"] < before]
        page = newest_first[:limit]
        return {"messages": page} | ({"cursor": page[-1]["rev"]} if len(newest_first) > limit else {})

    async def get_log(self, me: str, request: web.Request) -> Json:
        after = request.query.get("cursor", "")
        logs = [
            {"$type": _CREATED, "rev": rev, "convoId": convo.id, "message": message}
            for rev, convo, message in self._log
            if rev > after and me in convo.members
        ][:50]
        return {"logs": logs} | ({"cursor": logs[-1]["rev"]} if logs else {"cursor": after} if after else {})

    async def send_message(self, me: str, request: web.Request) -> Json | web.Response:
        body = await request.json()
        convo = self._mine(me, body["convoId"])
        if convo is None:
            return _no("InvalidConvo", "Convo not found")
        message = self._add(convo, me, body["message"]["text"])
        if self.swallow_answers:
            self.swallow_answers -= 1
            assert request.transport is not None
            request.transport.close()
        return message

    async def get_convo_availability(self, me: str, request: web.Request) -> Json:
        return {"canChat": not self.closed & set(request.query.getall("members")) - {me}}

    def _mine(self, me: str, convo_id: str) -> Convo | None:
        return next((c for c in self.convos.values() if c.id == convo_id and me in c.members), None)

    @staticmethod
    def _view(convo: Convo) -> Json:
        members = [{"did": did, "handle": "handle.invalid"} for did in convo.members]
        last = {"lastMessage": convo.messages[-1]} if convo.messages else {}
        rev = convo.messages[-1]["rev"] if convo.messages else ""
        return {"id": convo.id, "rev": rev, "members": members, "muted": False, "unreadCount": 0, **last}

    # The door.

    def method(self, name: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        """The handler of one method: the token first, then the method."""
        steps = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)

        async def handle(request: web.Request) -> web.Response:
            claims = _claims(request)
            if wrong := self._wrong(claims, f"chat.bsky.convo.{name}"):
                self.bad_tokens.append(wrong)
                return web.json_response({"error": "AuthenticationRequired", "message": wrong}, status=401)
            answer = await getattr(self, steps)(claims["iss"], request)
            return answer if isinstance(answer, web.Response) else web.json_response(answer)

        return handle

    def _wrong(self, claims: Json, method: str) -> str:
        if claims.get("aud") != self.did:
            return f"aud is {claims.get('aud')}"
        if claims.get("lxm") != method:
            return f"lxm is {claims.get('lxm')}"
        if not str(claims.get("iss", "")).startswith("did:") or claims.get("exp", 0) < time.time():
            return "iss or exp is wrong"
        return ""


def _claims(request: web.Request) -> Json:
    part = request.headers.get("Authorization", "").removeprefix("Bearer ").split(".")[1:2]
    raw = base64.urlsafe_b64decode(part[0] + "=" * (-len(part[0]) % 4)) if part else b"{}"
    claims: Json = json.loads(raw)
    return claims


def _no(error: str, message: str) -> web.Response:
    return web.json_response({"error": error, "message": message}, status=400)


@asynccontextmanager
async def chat_service(did: str, port: int) -> AsyncIterator[Chat]:
    """The stand-in, listening on loopback where the PDS looks for the chat service."""
    chat, app = Chat(did), web.Application()
    read = ("getConvoForMembers", "getConvoAvailability", "listConvos", "getMessages", "getLog")
    app.add_routes([web.get(f"/xrpc/chat.bsky.convo.{name}", chat.method(name)) for name in read])
    app.add_routes([web.post("/xrpc/chat.bsky.convo.sendMessage", chat.method("sendMessage"))])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield chat
    finally:
        await runner.cleanup()
