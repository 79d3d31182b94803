# long: one service, one handler for each request, over the same world
"""The X API v2 over the world: only what the adapter may ask, with X's own limits, pages, partial errors and refusals.

https://docs.x.com/x-api. Every OAuth 1.0a signature is worked out again, as X does it.
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

from tests.services.openapi import Spec
from tests.services.x.activity import Activity, Refused
from tests.services.x.oauth import Keys, who_signs
from tests.services.x.world import MOST_HIDDEN, PROBLEMS, Thing, World, snowflake

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_ALWAYS = ("id", "text", "edit_history_tweet_ids")
_OLD_NAME, _NEW_NAME = "tweet.fields", "post.fields"
_LIMITS = {
    "mentions": (5, 100),
    "tweets": (5, 100),
    "recent": (10, 100),
    "quote_tweets": (10, 100),
    "dm_events": (1, 100),
}
_LONGEST_QUERY = 512
_COUNTS = ("reply_count", "like_count", "retweet_count", "repost_count", "bookmark_count", "impression_count")


@dataclass
class Fault:
    """What goes wrong with the next requests that match. `lose`: done, and the line breaks inside the answer.

    `drop`: the line breaks before anything is done. `hang`: done, and the answer comes so many seconds late.
    """

    matches: str
    status: int = 0
    body: str = '{"title":"Trouble","detail":"trouble","type":"about:blank"}'
    kind: str = "application/problem+json"
    headers: dict[str, str] = field(default_factory=dict)
    lose: bool = False
    drop: bool = False
    hang: float = 0.0
    times: int = 1


class No(Exception):
    """X's no: HTTP status, title, detail."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail


class Rest:
    """Every request and every reply is shown to the description, where there is one."""

    def __init__(self, world: World, keys: Keys, spec: Spec | None) -> None:
        self.world, self.keys, self.spec = world, keys, spec
        self.activity = Activity(world, spec)
        self.faults: list[Fault] = []
        self.calls: Counter[str] = Counter()
        self.bad_signatures = 0

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._see])
        for method, path, handler in self._routes():
            app.router.add_route(method, path, handler)
        return app

    def _routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("GET", "/2/users/me", self.me),
            ("GET", "/2/users/{id}", self.user),
            ("GET", "/2/users/{id}/mentions", self.mentions),
            ("GET", "/2/users/{id}/tweets", self.timeline),
            ("GET", "/2/tweets/search/recent", self.search),
            ("GET", "/2/tweets/search/stream", self.stream),
            ("GET", "/2/tweets/search/stream/rules", self.rules),
            ("POST", "/2/tweets/search/stream/rules", self.change_rules),
            ("GET", "/2/tweets/{id}/quote_tweets", self.quoting),
            ("GET", "/2/tweets", self.lookup),
            ("POST", "/2/tweets", self.say),
            ("DELETE", "/2/tweets/{id}", self.delete),
            ("PUT", "/2/tweets/{id}/hidden", self.hide),
            ("POST", "/2/users/{id}/muting", self.mute),
            ("DELETE", "/2/users/{id}/muting/{whom}", self.unmute),
            ("GET", "/2/dm_events", self.letters),
            ("GET", "/2/dm_conversations/with/{whom}/dm_events", self.letters),
            ("POST", "/2/dm_conversations/with/{whom}/messages", self.write),
            ("POST", "/2/users/{id}/dm/block", self.shut_out),
            ("POST", "/2/users/{id}/dm/unblock", self.let_in),
            ("GET", "/2/activity/subscriptions", self.subscriptions),
            ("POST", "/2/activity/subscriptions", self.subscribe),
            ("GET", "/2/activity/stream", self.activity.stream),
        ]

    @web.middleware
    async def _see(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        name = f"{request.method} {request.path}"
        self.calls[name] += 1
        fault = self._fault(name)
        if fault and fault.drop and request.transport:
            request.transport.abort()
            return web.Response()
        if fault and fault.status:
            return web.Response(
                status=fault.status, text=fault.body, content_type=fault.kind, headers=fault.headers, charset="utf-8"
            )
        answer = await self._answer(request, handler)
        if fault and fault.lose:
            return await _break_off(request)
        if fault and fault.hang:
            await asyncio.sleep(fault.hang)
        return answer

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        try:
            self._let_in(request)
            answer = await handler(request)
        except No as no:
            problem = {"title": no.title, "detail": no.detail, "type": "about:blank", "status": no.status}
            answer = web.json_response(problem, status=no.status, content_type="application/problem+json")
        if self.spec is not None and isinstance(answer, web.Response):
            text = answer.text if answer.content_type == "application/json" else None
            query = {_NEW_NAME if one == _OLD_NAME else one: it for one, it in request.query.items()}
            self.spec.see(request.method, request.path, query, body, answer.status, json.loads(text) if text else None)
        return answer

    def _let_in(self, request: web.Request) -> None:
        who = who_signs(request, self.keys)
        if who is None:
            self.bad_signatures += 1
        wanted = "app" if "/stream" in request.path else "user"
        if who != wanted:
            raise No(401, "Unauthorized", "Unauthorized")

    def _fault(self, name: str) -> Fault | None:
        for fault in self.faults:
            if re.search(fault.matches, name):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    # -- reading

    async def me(self, request: web.Request) -> web.Response:
        return _json({"data": self.world.landlord})

    async def user(self, request: web.Request) -> web.Response:
        found = self.world.users.get(request.match_info["id"])
        if found is None:
            return _json({"errors": [_problem("user", "id", request.match_info["id"])]})
        shown = dict(found)
        if "connection_status" in request.query.get("user.fields", ""):
            shown["connection_status"] = ["muting"] if found["id"] in self.world.muted else []
        return _json({"data": shown})

    async def mentions(self, request: web.Request) -> web.Response:
        self._me(request)
        return self._page(request, [post for post in self._visible() if self.world.mentions_us(post)], "mentions")

    async def timeline(self, request: web.Request) -> web.Response:
        who = request.match_info["id"]
        return self._page(request, [post for post in self._visible() if post["author_id"] == who], "tweets")

    async def search(self, request: web.Request) -> web.Response:
        query = request.query["query"]
        if len(query) > _LONGEST_QUERY:
            raise No(400, "Invalid Request", "One or more parameters to your request was invalid.")
        threads, left_out = set(re.findall(r"conversation_id:(\d+)", query)), re.search(r"-from:(\d+)", query)
        found = [post for post in self._visible() if post["conversation_id"] in threads]
        return self._page(
            request, [one for one in found if not left_out or one["author_id"] != left_out.group(1)], "recent"
        )

    async def quoting(self, request: web.Request) -> web.Response:
        of = request.match_info["id"]
        return self._page(request, [post for post in self._visible() if self.world.quotes(post, of)], "quote_tweets")

    async def lookup(self, request: web.Request) -> web.Response:
        ids = request.query["ids"].split(",")
        if not 1 <= len(ids) <= 100:
            raise No(400, "Invalid Request", "The `ids` query parameter must hold 1 to 100 ids.")
        visible = {post["id"]: post for post in self.world.posts.values() if not self._withheld(post)}
        found = [visible[one] for one in ids if one in visible]
        missing = [self._missing(one) for one in ids if one not in visible]
        return _json({**self._shown(request, found), **({"errors": missing} if missing else {})})

    async def letters(self, request: web.Request) -> web.Response:
        self._right_to_letters()
        whom = request.match_info.get("whom")
        mine = self.world.landlord["id"]
        found = [one for one in self.world.letters if mine in one["dm_conversation_id"].split("-")]
        if whom:
            found = [one for one in found if whom in one["dm_conversation_id"].split("-")]
        found = sorted(found, key=lambda one: -int(one["id"]))
        part, meta = _cut(request, found, "dm_events")
        asked = request.query.get("dm_event.fields", "id,text,event_type").split(",")
        shown = [{name: it for name, it in one.items() if name in {*asked, "id", "event_type"}} for one in part]
        body: Thing = {"meta": meta, **({"data": shown} if shown else {})}
        if shown and "sender_id" in request.query.get("expansions", ""):
            body["includes"] = {"users": [self.world.users[who] for who in dict.fromkeys(o["sender_id"] for o in part)]}
        return _json(body)

    # -- writing

    async def say(self, request: web.Request) -> web.Response:
        body = await request.json()
        world, text = self.world, body["text"]
        to = body.get("reply", {}).get("in_reply_to_tweet_id", "")
        parent = world.posts.get(to)
        if to and parent is None:
            raise No(403, "Forbidden", "You attempted to reply to a Tweet that is deleted or not visible to you.")
        if parent and not world.summoned(parent):
            raise No(
                403,
                "Forbidden",
                "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by "
                "the author of the post you are replying to.",
            )
        if text in world.texts(world.landlord):
            raise No(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
        said = world.post(world.landlord, text, to)
        return _json({"data": {"id": said["id"], "text": said["text"], "edit_history_tweet_ids": [said["id"]]}}, 201)

    async def delete(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        post = self.world.posts.get(number)
        if post is not None and not self.world.ours(post):
            raise No(403, "Forbidden", "You are not permitted to perform this action.")
        if post is not None:
            self.world.remove(number)
        return _json({"data": {"deleted": True}})

    async def hide(self, request: web.Request) -> web.Response:
        number, hidden = request.match_info["id"], (await request.json())["hidden"]
        world, post = self.world, self.world.posts.get(request.match_info["id"])
        if post is None:
            raise No(404, "Not Found Error", f"Could not find tweet with id: [{number}].")
        if not world.ours(world.posts.get(post["conversation_id"])) or post["conversation_id"] == number:
            raise No(403, "Forbidden", "You are not permitted to perform this action.")
        thread = [one for one in world.hidden if world.posts[one]["conversation_id"] == post["conversation_id"]]
        if hidden and number not in world.hidden and len(thread) >= MOST_HIDDEN:
            raise No(403, "Forbidden", "You have hidden as many replies in this conversation as you can.")
        (world.hidden.add if hidden else world.hidden.discard)(number)
        return _json({"data": {"hidden": hidden}})

    async def mute(self, request: web.Request) -> web.Response:
        self._me(request)
        whom = (await request.json())["target_user_id"]
        if whom not in self.world.users:
            raise No(400, "Invalid Request", "One or more parameters to your request was invalid.")
        self.world.muted.add(whom)
        return _json({"data": {"muting": True}})

    async def unmute(self, request: web.Request) -> web.Response:
        self._me(request)
        self.world.muted.discard(request.match_info["whom"])
        return _json({"data": {"muting": False}})

    async def write(self, request: web.Request) -> web.Response:
        self._right_to_letters()
        whom, text = request.match_info["whom"], (await request.json())["text"]
        if whom in self.world.closed_doors or whom not in self.world.users:
            raise No(403, "Forbidden", "You do not have permission to DM one or more participants.")
        event = self.world.write(self.world.landlord, self.world.users[whom], text)
        return _json({"data": {"dm_conversation_id": event["dm_conversation_id"], "dm_event_id": event["id"]}}, 201)

    async def shut_out(self, request: web.Request) -> web.Response:
        self._right_to_letters()
        self.world.shut_out.add(request.match_info["id"])
        return _json({"data": {"blocked": True}})

    async def let_in(self, request: web.Request) -> web.Response:
        self._right_to_letters()
        self.world.shut_out.discard(request.match_info["id"])
        return _json({"data": {"blocked": False}})

    # -- the stream

    async def rules(self, request: web.Request) -> web.Response:
        found = list(self.world.rules.values())
        sent = datetime.now().astimezone().isoformat()
        return _json({**({"data": found} if found else {}), "meta": {"sent": sent, "result_count": len(found)}})

    async def change_rules(self, request: web.Request) -> web.Response:
        body = await request.json()
        sent = datetime.now().astimezone().isoformat()
        for one in body.get("delete", {}).get("ids", []):
            self.world.rules.pop(one, None)
        added = [{"id": snowflake(), **rule} for rule in body.get("add", [])]
        self.world.rules.update({rule["id"]: rule for rule in added})
        answer: Thing = {"meta": {"sent": sent, "summary": {}}}
        return _json({**answer, "data": added} if added else answer, 201 if added and self.spec is None else 200)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """One post a line; a bare line now and then as a sign of life."""
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        waiting: asyncio.Queue[Thing] = asyncio.Queue()
        self.world.ears.append(waiting.put_nowait)
        try:
            while True:
                post = await waiting.get()
                matching = [rule for rule in self.world.rules.values() if _matches(rule["value"], post)]
                told = {**self._shown(request, [post]), "matching_rules": [{"id": one["id"]} for one in matching]}
                line = json.dumps({**told, "data": told["data"][0]}) if matching else ""
                await response.write(f"{line}\r\n".encode())
        finally:
            self.world.ears.remove(waiting.put_nowait)

    async def subscriptions(self, request: web.Request) -> web.Response:
        return _json(self.activity.listed())

    async def subscribe(self, request: web.Request) -> web.Response:
        try:
            return _json(self.activity.subscribe(await request.json()))
        except Refused as no:
            raise No(400, "Invalid Request", str(no)) from None

    # -- how X shows things

    def _me(self, request: web.Request) -> None:
        if request.match_info["id"] != self.world.landlord["id"]:
            raise No(403, "Forbidden", "You are not permitted to perform this action.")

    def _right_to_letters(self) -> None:
        if not self.keys.letters:
            raise No(403, "Forbidden", "Your client app is not permitted to access or delete direct messages.")

    def _visible(self) -> list[Thing]:
        return [post for post in self.world.latest() if not self._withheld(post)]

    def _withheld(self, post: Thing) -> bool:
        return post["author_id"] in self.world.protected

    def _missing(self, number: str) -> Thing:
        post = self.world.posts.get(number)
        if post is None:
            return _problem("tweet", "ids", number)
        return {
            **_problem("tweet", "ids", number),
            "title": "Authorization Error",
            "detail": f"Sorry, you are not authorized to see the Tweet with ids: [{number}].",
            "type": f"{PROBLEMS}not-authorized-for-resource",
        }

    def _page(self, request: web.Request, posts: list[Thing], what: str) -> web.Response:
        since = int(request.query.get("since_id", 0))
        part, meta = _cut(request, [post for post in posts if int(post["id"]) > since], what)
        ids = [int(post["id"]) for post in part]
        if ids:
            meta |= {"newest_id": str(max(ids)), "oldest_id": str(min(ids))}
        return _json({**self._shown(request, part), "meta": meta})

    def _shown(self, request: web.Request, posts: list[Thing]) -> Thing:
        """Only the fields asked for; an empty answer has no list at all."""
        if not posts:
            return {}
        asked = {*_ALWAYS, *request.query.get(_OLD_NAME, "").split(",")}
        quoted = Counter(
            one["id"]
            for post in self.world.latest()
            for one in post.get("referenced_tweets", [])
            if one["type"] == "quoted"
        )
        data = []
        for post in posts:
            counts = dict.fromkeys(_COUNTS, 0) | {"quote_count": quoted[post["id"]]}
            data.append({name: it for name, it in {**post, "public_metrics": counts}.items() if name in asked})
        body: Thing = {"data": data}
        if "author_id" in request.query.get("expansions", ""):
            body["includes"] = {
                "users": [self.world.users[who] for who in dict.fromkeys(p["author_id"] for p in posts)]
            }
        return body


def _cut(request: web.Request, found: list[Thing], what: str) -> tuple[list[Thing], Thing]:
    low, high = _LIMITS[what]
    most = int(request.query.get("max_results", 10))
    if not low <= most <= high:
        raise No(400, "Invalid Request", f"The `max_results` query parameter must be between {low} and {high}.")
    token = request.query.get("pagination_token") or request.query.get("next_token") or ""
    start = int(token.removeprefix("page-of-results-")) if token else 0
    part = found[start : start + most]
    meta: Thing = {"result_count": len(part)}
    if start + most < len(found):
        meta["next_token"] = f"page-of-results-{start + most}"
    return part, meta


def _matches(rule: str, post: Thing) -> bool:
    left_out = re.search(r"-from:(\d+)", rule)
    here = post["conversation_id"] in re.findall(r"conversation_id:(\d+)", rule)
    return here and not (left_out and left_out.group(1) == post["author_id"])


def _problem(kind: str, parameter: str, value: str) -> Thing:
    return {
        "value": value,
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": value,
        "type": f"{PROBLEMS}resource-not-found",
    }


def _json(body: Any, status: int = 200) -> web.Response:
    headers = {
        "x-rate-limit-limit": "300",
        "x-rate-limit-remaining": "299",
        "x-rate-limit-reset": str(int(time.time()) + 900),
    }
    return web.json_response(body, status=status, headers=headers)


async def _break_off(request: web.Request) -> web.StreamResponse:
    """The answer begins, and the line breaks."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "500"})
    await response.prepare(request)
    await response.write(b'{"da')
    if request.transport:
        request.transport.abort()
    return response
