# long: one service, one handler for each request, over the same world
"""The REST API (version 10) over the world: what the bot may ask, and what it is told when it may not.

https://docs.discord.com/developers/reference
"""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.services.discord import things
from tests.services.discord.things import Thing
from tests.services.discord.world import ADMINISTRATOR, World
from tests.services.openapi import Spec

PREFIX = "/api/v10"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Fault:
    """What goes wrong with the next requests that match. `lose`: done, and the line breaks before the answer."""

    matches: str
    status: int = 0
    body: str = "{}"
    headers: dict[str, str] = field(default_factory=dict)
    lose: bool = False
    times: int = 1


class No(Exception):
    """The API's no: HTTP status, JSON code, message."""

    def __init__(self, status: int, code: int, said: str) -> None:
        super().__init__(said)
        self.status, self.code, self.said = status, code, said


class Rest:
    """Every request and every reply is shown to the description, where there is one."""

    def __init__(self, world: World, spec: Spec | None) -> None:
        self.world, self.spec = world, spec
        self.faults: list[Fault] = []
        self.calls: Counter[str] = Counter()
        self.asked: list[tuple[str, dict[str, str], Any, str]] = []

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._see])
        for method, path, handler in self._routes():
            app.router.add_route(method, PREFIX + path, _told(handler))
        return app

    def _routes(self) -> list[tuple[str, str, Callable[[web.Request], Any]]]:
        message, member = "/channels/{c}/messages/{m}", "/guilds/{g}/members/{u}"
        return [
            ("GET", "/users/@me", self.me),
            ("GET", "/oauth2/applications/@me", self.application),
            ("POST", "/users/@me/channels", self.letter_box),
            ("GET", "/guilds/{g}", self.guild),
            ("GET", "/guilds/{g}/channels", self.channels),
            ("GET", "/guilds/{g}/threads/active", self.active_threads),
            ("GET", "/channels/{c}/threads/archived/public", self.archived_threads),
            ("GET", "/channels/{c}", self.channel),
            ("PATCH", "/channels/{c}", self.edit_channel),
            ("GET", "/channels/{c}/messages", self.history),
            ("POST", "/channels/{c}/messages", self.send),
            ("GET", message, self.message),
            ("GET", message + "/reactions/{e}", self.reactions),
            ("PATCH", message, self.edit_own),
            ("DELETE", message, self.delete),
            ("GET", member, self.member),
            ("PATCH", member, self.edit_member),
            ("GET", "/guilds/{g}/bans/{u}", self.ban_of),
            ("PUT", "/guilds/{g}/bans/{u}", self.ban),
            ("DELETE", "/guilds/{g}/bans/{u}", self.unban),
            ("GET", "/guilds/{g}/auto-moderation/rules", self.rules),
            ("POST", "/guilds/{g}/auto-moderation/rules", self.make_rule),
            ("PATCH", "/guilds/{g}/auto-moderation/rules/{r}", self.edit_rule),
            ("POST", "/interactions/{i}/{token}/callback", self.answer_press),
            ("POST", "/webhooks/{a}/{token}", self.follow_up),
        ]

    # -- around every request

    @web.middleware
    async def _see(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        path = request.path.removeprefix(PREFIX)
        body = await request.json() if request.can_read_body and "json" in request.content_type else None
        name = f"{request.method} {path}"
        self.calls[re.sub(r"\d{15,}|interaction-\d+", "#", name)] += 1
        self.asked.append((name, dict(request.query), body, request.headers.get("X-Audit-Log-Reason", "")))
        fault = next((one for one in self.faults if re.search(one.matches, name)), None)
        if fault is not None:
            fault.times -= 1
            self.faults = [one for one in self.faults if one.times > 0]
            if not fault.lose:
                kind = "application/json" if fault.body.startswith("{") else "text/html"
                return _reply(fault.status, fault.body, kind, fault.headers)
        reply = await self._answer(request, handler)
        if self.spec is not None:
            shown = json.loads(reply.text) if reply.text else None
            self.spec.see(request.method, path, dict(request.query), body, reply.status, shown)
        if fault is not None and request.transport is not None:
            request.transport.abort()
        return reply

    async def _answer(self, request: web.Request, handler: Handler) -> web.Response:
        open_to_all = "/interactions/" in request.path or "/webhooks/" in request.path
        if not open_to_all and request.headers.get("Authorization") != f"Bot {self.world.token}":
            return _reply(401, json.dumps({"message": "401: Unauthorized", "code": 0}))
        try:
            found: Any = await handler(request)
            return _limited(found, request)
        except No as no:
            return _limited(_reply(no.status, json.dumps({"message": no.said, "code": no.code})), request)

    # -- who we are

    async def me(self, request: web.Request) -> Any:
        more = {"mfa_enabled": True, "locale": "en-GB", "verified": True, "email": None, "premium_type": 0}
        return {**self.world.bot, **more}

    async def application(self, request: web.Request) -> Any:
        bot = {name: value for name, value in self.world.bot.items() if name != "email"}
        switches = dict.fromkeys(("bot_public", "bot_require_code_grant", "hook", "is_monetized", "is_verified", "is_discoverable", "storefront_available"), False)  # fmt: skip  # noqa: E501 - a list of names
        counts = ("approximate_user_install_count", "approximate_user_authorization_count", "explicit_content_filter")
        nothing = ("icon", "team", "type", "max_participants", "interactions_endpoint_url", "role_connections_verification_url")  # fmt: skip  # noqa: E501 - a list of names
        return {
            **dict.fromkeys(nothing),
            **dict.fromkeys(counts, 0),
            **switches,
            "id": self.world.app_id,
            "name": "doorstep",
            "description": "",
            "verify_key": "a" * 64,
            "flags": (1 << 15 | 1 << 19) if self.world.privileged else 0,
            "owner": self.world.owner,
            "flags_new": "0",
            "eligible_oauth2_scopes": [],
            "tags": [],
            "redirect_uris": [],
            "approximate_guild_count": 1,
            "integration_types_config": {},
            "event_webhooks_status": 1,
            "bot": bot,
        }

    # -- the server and its channels

    async def guild(self, request: web.Request) -> Any:
        self._ours(request)
        counts = {"approximate_member_count": len(self.world.members), "approximate_presence_count": 0}
        return {**self.world.guild(), **(counts if request.query.get("with_counts") == "1" else {})}

    async def channels(self, request: web.Request) -> Any:
        self._ours(request)
        return list(self.world.channels.values())

    async def active_threads(self, request: web.Request) -> Any:
        self._ours(request)
        open_ones = [one for one in self.world.threads.values() if not one["thread_metadata"]["archived"]]
        return {"threads": open_ones, "members": [], "has_more": False}

    async def archived_threads(self, request: web.Request) -> Any:
        here = [one for one in self.world.threads.values() if one["parent_id"] == request.match_info["c"]]
        away = sorted((one for one in here if one["thread_metadata"]["archived"]), key=_put_away, reverse=True)
        if "before" in request.query:
            end = datetime.fromisoformat(request.query["before"])
            away = [one for one in away if _put_away(one) < end]
        limit = int(request.query.get("limit", 50))
        if not 2 <= limit <= 100:
            raise No(400, 50035, "Invalid Form Body")
        return {"threads": away[:limit], "members": [], "has_more": len(away) > limit}

    async def channel(self, request: web.Request) -> Any:
        return self._room(request)

    async def edit_channel(self, request: web.Request) -> Any:
        room, changes = self._room(request), await request.json()
        self._may(1 << 34 if "thread_metadata" in room else 1 << 4)
        if "thread_metadata" in room:
            room["thread_metadata"] |= {name: changes[name] for name in ("locked", "archived") if name in changes}
        room |= {name: changes[name] for name in ("rate_limit_per_user", "name") if name in changes}
        self._note(request, "channel")
        self.world.tell("THREAD_UPDATE" if "thread_metadata" in room else "CHANNEL_UPDATE", room)
        return room

    # -- messages

    async def history(self, request: web.Request) -> Any:
        place, asked = request.match_info["c"], request.query
        if place not in self.world.letters.values():
            self._room(request)
        found, limit = self.world.in_place(place), int(asked.get("limit", 50))
        if "after" in asked:
            found = [one for one in found if int(one["id"]) > int(asked["after"])][:limit]
        return [*reversed(found[-limit:])]

    async def message(self, request: web.Request) -> Any:
        return self._message(request)

    async def reactions(self, request: web.Request) -> Any:
        found = self.world.reacted.get(self._message(request)["id"], {}).get(request.match_info["e"], {})
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 25))
        people = sorted((one for one in found.values() if int(one["id"]) > after), key=lambda one: int(one["id"]))
        return people[:limit]

    async def send(self, request: web.Request) -> Any:
        asked, place = await request.json(), request.match_info["c"]
        who = next((user for user, box in self.world.letters.items() if box == place), None)
        if who is not None:
            self._may_write(who)
        elif self._room(request).get("thread_metadata", {}).get("archived"):
            raise No(400, 50083, "Thread is archived")
        mark = (place, str(asked.get("nonce")))
        if asked.get("enforce_nonce") and mark in self.world.nonces:
            return self.world.messages[self.world.nonces[mark]]
        said = self.world.say(self.world.bot, asked.get("content") or "", place, **self._more(asked, place))
        if asked.get("nonce"):
            said["nonce"] = asked["nonce"]
            self.world.nonces[mark] = said["id"]
        return said

    def _may_write(self, who: str) -> None:
        if who not in self.world.members:
            raise No(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
        if who in self.world.closed_doors:
            raise No(403, 50007, "Cannot send messages to this user")

    def _more(self, asked: Thing, place: str) -> Thing:
        more: Thing = {}
        if asked.get("embeds"):
            more["embeds"] = [{"type": "rich", "content_scan_version": 0, **one} for one in asked["embeds"]]
        if asked.get("components"):
            more["components"] = _numbered(asked["components"])
        reference = asked.get("message_reference")
        if reference:
            number = str(reference["message_id"])
            if number not in self.world.messages:
                raise No(400, 50035, "Invalid Form Body")
            to = {"type": 0, "channel_id": place, "message_id": number, "guild_id": self.world.server_id}
            more |= {"type": 19, "message_reference": to, "referenced_message": self.world.messages[number]}
        return more

    async def delete(self, request: web.Request) -> Any:
        said = self._message(request)
        if said["author"]["id"] != self.world.bot["id"]:
            self._may(1 << 13)
        self._note(request, "message")
        self.world.remove(said["id"])

    async def edit_own(self, request: web.Request) -> Any:
        said, asked = self._message(request), await request.json()
        if said["author"]["id"] != self.world.bot["id"]:
            raise No(403, 50005, "Cannot edit a message authored by another user")
        if "components" in asked:
            said["components"] = _numbered(asked["components"])
        return self.world.edit(said["id"], asked.get("content") or said["content"])

    async def letter_box(self, request: web.Request) -> Any:
        who = str((await request.json())["recipient_id"])
        if who not in self.world.users:
            raise No(404, 10013, "Unknown User")
        box = {"id": self.world.letter_box(who), "type": 1, "last_message_id": None, "flags": 0}
        return {**box, "recipients": [self.world.users[who]]}

    # -- people

    async def member(self, request: web.Request) -> Any:
        return self._member(request)

    async def edit_member(self, request: web.Request) -> Any:
        found, changes = self._member(request), await request.json()
        self._may(1 << 40)
        self._below(found)
        until = changes.get("communication_disabled_until")
        if until is not None and (datetime.fromisoformat(until) - datetime.fromisoformat(things.now())).days >= 28:
            raise No(400, 50035, "Invalid Form Body")
        found["communication_disabled_until"] = until
        self._note(request, "member")
        self.world.tell("GUILD_MEMBER_UPDATE", {**found, "guild_id": self.world.server_id})
        return found

    async def ban_of(self, request: web.Request) -> Any:
        who = request.match_info["u"]
        if who not in self.world.bans:
            raise No(404, 10026, "Unknown Ban")
        return {"user": self.world.users[who], "reason": self.world.bans[who]}

    async def ban(self, request: web.Request) -> Any:
        who = request.match_info["u"]
        self._may(1 << 2)
        if who in self.world.members:
            self._below(self.world.members[who])
        if int(request.query.get("delete_message_seconds", "0")):
            for one in [one for one in self.world.messages.values() if one["author"]["id"] == who]:
                self.world.remove(one["id"])
        self.world.bans[who] = request.headers.get("X-Audit-Log-Reason", "")
        self.world.members.pop(who, None)
        self._note(request, "ban")

    async def unban(self, request: web.Request) -> Any:
        self._may(1 << 2)
        if self.world.bans.pop(request.match_info["u"], None) is None:
            raise No(404, 10026, "Unknown Ban")
        self._note(request, "unban")

    # -- AutoMod

    async def rules(self, request: web.Request) -> Any:
        self._may(1 << 5)
        return list(self.world.rules.values())

    async def make_rule(self, request: web.Request) -> Any:
        self._may(1 << 5)
        asked = await request.json()
        rule: Thing = {"id": things.snowflake(), "guild_id": self.world.server_id, "creator_id": self.world.bot["id"]}
        rule |= {"exempt_roles": [], "exempt_channels": [], "enabled": False, **asked}
        lists: Thing = {"keyword_filter": [], "regex_patterns": [], "allow_list": []}
        rule["trigger_metadata"] = {**lists, **asked.get("trigger_metadata", {})}
        self.world.rules[rule["id"]] = rule
        return rule

    async def edit_rule(self, request: web.Request) -> Any:
        self._may(1 << 5)
        rule, asked = self.world.rules[request.match_info["r"]], await request.json()
        metadata = {**rule["trigger_metadata"], **asked.pop("trigger_metadata", {})}
        rule |= {**asked, "trigger_metadata": metadata}
        return rule

    # -- buttons

    async def answer_press(self, request: web.Request) -> Any:
        answer = await request.json()
        self.world.answers.append({**answer, "at": time.monotonic(), "interaction": request.match_info["i"]})
        if request.query.get("with_response") not in {"1", "true"}:
            return None
        about = {"id": request.match_info["i"], "type": 3, "response_message_loading": answer["type"] == 5}
        return {"interaction": about}

    async def follow_up(self, request: web.Request) -> Any:
        said = await request.json()
        self.world.answers.append({"type": "follow_up", "at": time.monotonic(), **said})
        return things.message(
            self.world.staff["id"], self.world.bot, said.get("content") or "", webhook_id=self.world.app_id
        )

    # -- what is there, and what the bot may do

    def _ours(self, request: web.Request) -> None:
        if request.match_info["g"] != self.world.server_id or self.world.bot["id"] not in self.world.members:
            raise No(404, 10004, "Unknown Guild")

    def _room(self, request: web.Request) -> Thing:
        number = request.match_info["c"]
        found = self.world.channels.get(number) or self.world.threads.get(number)
        if found is None:
            raise No(404, 10003, "Unknown Channel")
        return found

    def _message(self, request: web.Request) -> Thing:
        found = self.world.messages.get(request.match_info["m"])
        if found is None or found["channel_id"] != request.match_info["c"]:
            raise No(404, 10008, "Unknown Message")
        return found

    def _member(self, request: web.Request) -> Thing:
        found = self.world.members.get(request.match_info["u"])
        if found is None:
            raise No(404, 10007, "Unknown Member")
        return found

    def _may(self, bit: int) -> None:
        if not int(self.world.bot_role["permissions"]) & (bit | ADMINISTRATOR):
            raise No(403, 50013, "Missing Permissions")

    def _below(self, member: Thing) -> None:
        """A bot acts only on those whose highest role is below its own; never on the owner."""
        places = {one["id"]: one["position"] for one in self.world.roles}
        highest = max([places[one] for one in member["roles"]], default=0)
        if member["user"]["id"] == self.world.owner["id"] or highest >= self.world.bot_role["position"]:
            raise No(403, 50013, "Missing Permissions")

    def _note(self, request: web.Request, what: str) -> None:
        self.world.audit.append((what, request.headers.get("X-Audit-Log-Reason", "")))


def _put_away(thread: Thing) -> datetime:
    return datetime.fromisoformat(thread["thread_metadata"]["archive_timestamp"])


def _told(handler: Callable[[web.Request], Any]) -> Handler:
    """Handlers answer with plain things; nothing is 204."""

    async def answer(request: web.Request) -> web.StreamResponse:
        found = await handler(request)
        await asyncio.sleep(0)
        return _reply(204, "") if found is None else _reply(200, json.dumps(found))

    return answer


def _reply(
    status: int, text: str, kind: str = "application/json", headers: dict[str, str] | None = None
) -> web.Response:
    """discord.py reads JSON only where Content-Type says exactly that, without a charset."""
    if not text:
        return web.Response(status=status, headers=headers)
    return web.Response(status=status, body=text.encode(), headers={**(headers or {}), "Content-Type": kind})


def _limited(reply: web.Response, request: web.Request) -> web.Response:
    bucket = re.sub(r"\d{15,}", "x", f"{request.method}{request.path}")
    limits = {"Bucket": f"b{sum(bucket.encode())}", "Limit": "50", "Remaining": "49", "Reset-After": "1.0"}
    for name, value in limits.items():
        reply.headers[f"X-RateLimit-{name}"] = value
    reply.headers["X-RateLimit-Reset"] = str(time.time() + 1)
    return reply


def _numbered(components: list[Thing], start: int = 1) -> list[Thing]:
    numbered = []
    for place, one in enumerate(components, start):
        inner = {"components": _numbered(one["components"], place * 10)} if "components" in one else {}
        numbered.append({"id": place, **one, **inner})
    return numbered
