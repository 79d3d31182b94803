"""The Activity API: subscriptions of one app, and a stream of what they are about. https://docs.x.com/x-api/activity"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.services.openapi import Spec
from tests.services.x.world import Thing, World, iso, snowflake

_MILLISECONDS = 22
_EPOCH_MS = 1_288_834_974_657


class Refused(Exception):
    """Why X does not subscribe."""


class Activity:
    """`subscriptions` by id. Only what is subscribed to is told; every told post is shown to the description."""

    def __init__(self, world: World, spec: Spec | None) -> None:
        self.world, self.spec = world, spec
        self.subscriptions: dict[str, Thing] = {}
        self._streams: list[Callable[[Thing], None]] = []
        world.bells.append(self._post)
        world.letter_bells.append(self._letter)

    def listed(self) -> Thing:
        found = list(self.subscriptions.values())
        return {"data": found} if found else {}

    def subscribe(self, body: Thing) -> Thing:
        wanted = (body["event_type"], body["filter"])
        if any((one["event_type"], one["filter"]) == wanted for one in self.subscriptions.values()):
            raise Refused("A subscription for this event and filter exists already.")
        if body["filter"].get("user_id") != self.world.landlord["id"]:
            raise Refused("The user has not authorized your application for this event.")
        made = {"subscription_id": snowflake(), "created_at": iso(), "updated_at": iso(), **body}
        self.subscriptions[made["subscription_id"]] = made
        return {"data": {"subscription": made}}

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """One event a line."""
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        waiting: asyncio.Queue[Thing] = asyncio.Queue()
        self._streams.append(waiting.put_nowait)
        try:
            while True:
                told = await waiting.get()
                await response.write(f"{json.dumps({'data': told})}\r\n".encode())
        finally:
            self._streams.remove(waiting.put_nowait)

    @property
    def heard_by(self) -> int:
        """How many streams are open."""
        return len(self._streams)

    def _post(self, post: Thing) -> None:
        us, about = self.world.landlord["id"], post.get("referenced_tweets", [])
        ours = {one["type"] for one in about if self.world.ours(self.world.posts.get(one["id"]))}
        shown = {name: it for name, it in post.items() if name not in {"lead", "note_tweet"}}
        for kind, applies in (
            ("post.mention.create", self.world.mentions_us(post)),
            ("post.reply.create", "replied_to" in ours),
            ("post.quote.create", "quoted" in ours),
        ):
            if applies and post["author_id"] != us:
                self._tell(kind, shown, {"users": [self.world.users[post["author_id"]]]}, check=True)

    def _letter(self, event: Thing) -> None:
        """In the older shape that letters have here."""
        people = event["dm_conversation_id"].split("-")
        made = {
            "target": {"recipient_id": next(one for one in people if one != event["sender_id"])},
            "sender_id": event["sender_id"],
            "message_data": {"text": event["text"], "entities": {}},
        }
        when = str((int(event["id"]) >> _MILLISECONDS) + _EPOCH_MS)
        told = {"type": "message_create", "id": event["id"], "created_timestamp": when, "message_create": made}
        users = {who: {"data": self.world.users[who]} for who in people}
        if event["sender_id"] != self.world.landlord["id"]:
            self._tell("dm.received", {"direct_message_events": [told], "users": users}, {}, check=False)

    def _tell(self, kind: str, payload: Any, includes: Thing, *, check: bool) -> None:
        for one in self.subscriptions.values():
            if one["event_type"] != kind:
                continue
            told: Thing = {"event_uuid": snowflake(), "filter": one["filter"], "event_type": kind, "payload": payload}
            told |= {"includes": includes} if includes else {}
            if check and self.spec is not None:  # of letters the description says nothing
                self.spec.shows("ActivityStreamingResponsePayload", kind, payload)
            for hear in list(self._streams):
                hear(told)
