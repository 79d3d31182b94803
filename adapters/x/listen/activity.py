"""The Activity API, where the account has it: who names, answers, quotes or writes to us is told within a second.

tweepy does not know it: subscriptions go through its signed requests, the stream through its stream, at another address.
An event about a post is only a bell: the post itself is read as always, whole. Polling fills the gaps.
https://docs.x.com/x-api/activity/introduction
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from tweepy.asynchronous import AsyncClient
from tweepy.asynchronous.streaming import AsyncBaseStream

from adapters.platform import Json
from adapters.x import payloads
from adapters.x.desk import Desk
from adapters.x.errors import Answered, Trouble
from adapters.x.ids import is_id, iso_of
from adapters.x.listen.hearing import Found, Hearing
from adapters.x.listen.stream import TAG, Stream, StreamEnded, follow_on, hold, until_its_end

_HOST = "https://api.twitter.com"
"""The one tweepy uses, so that a relay needs no second name."""

_SUBSCRIPTIONS, _STREAM = "/2/activity/subscriptions", "/2/activity/stream"
_LETTER = "dm.received"
_POSTS: Mapping[str, str] = {
    "post.mention.create": "mentions",
    "post.reply.create": "conversation",
    "post.quote.create": "quotes",
}
"""Event to how the post was heard. `post.delete` tells of our own posts only."""


class Activity(Stream):
    """The stream of the Activity API."""

    def follow(self) -> "asyncio.Task[None]":
        """Connect, as `filter` does for the filtered stream."""
        headers = {"Authorization": f"Bearer {self.bearer_token}"}
        self.task = asyncio.create_task(self._listen(headers))
        return self.task

    async def _listen(self, headers: Mapping[str, str]) -> None:
        await AsyncBaseStream._connect(self, "GET", _HOST + _STREAM, headers=headers)  # noqa: SLF001 - the library's own way in; its public ones know the filtered stream only

    async def heard(self, told: Json) -> None:
        """One event."""
        event = told["data"]
        kind, body = event.get("event_type"), event.get("payload")
        if not isinstance(body, dict) or not isinstance(kind, str):
            return
        if kind in _POSTS and is_id(body.get("id")):
            await self._post(str(body["id"]), _POSTS[kind])
        elif kind == _LETTER and self._desk.settings.direct_messages:
            await self._letters(body)

    async def _post(self, post: str, by: str) -> None:
        found = Found(by)
        try:
            found.add(await self._desk.posts([post]))
        except Trouble:
            return  # polling hears it
        await self._hearing.posts(found)

    async def _letters(self, body: Json) -> None:
        listed = body.get("direct_message_events")
        for event in listed if isinstance(listed, list) else []:
            letter = _letter(event) if isinstance(event, dict) else None
            if letter is None or letter["sender_id"] in self._desk.ours:
                continue
            self._desk.meter.read("letter_read", {"data": letter})
            author = _author(body.get("users"), letter["sender_id"])
            await self._hearing.told(payloads.letter(letter, author, self._desk.ours), letter["id"])
            await self._desk.wrote([letter["sender_id"]])
        await self._desk.meter.save()


async def follow(desk: Desk, hearing: Hearing) -> None:
    """For ever: subscribe, connect, hear."""
    await follow_on(lambda: _once(desk, hearing), hearing, "the Activity API")


async def _once(desk: Desk, hearing: Hearing) -> StreamEnded:
    token = desk.settings.bearer_token
    if token is None or desk.meter.used_up:
        return StreamEnded(0, "nothing to listen to yet")
    try:
        await _subscribe(desk)
    except Trouble as trouble:
        status = trouble.status if isinstance(trouble, Answered) else -1
        return StreamEnded(status, trouble.why)
    stream = Activity(token.get_secret_value(), desk, hearing)

    async def connected() -> None:
        await hold(stream, stream.follow(), lambda: not desk.meter.used_up)

    return await until_its_end(desk, stream, connected)


async def _subscribe(desk: Desk) -> None:
    """What is missing of ours. They are private events: our own tokens ask for them, not the app's. Raises Trouble."""
    wanted = [*_POSTS, *([_LETTER] if desk.settings.direct_messages else [])]
    answer = await desk.session.read("subscription", lambda x: _ask(x, "GET"), "subscriptions")
    listed = answer.get("data")
    standing = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    have = {one.get("event_type") for one in standing if (one.get("filter") or {}).get("user_id") == desk.us}
    for kind in [one for one in wanted if one not in have]:
        body = {"event_type": kind, "filter": {"user_id": desk.us}, "tag": TAG}
        await desk.session.write("subscription", lambda x, body=body: _ask(x, "POST", body))  # type: ignore[misc]  # mypy cannot infer a lambda with defaults


async def _ask(client: AsyncClient, method: str, body: Json | None = None) -> Any:
    answer = await client.request(method, _SUBSCRIPTIONS, params={}, json=body, user_auth=True)
    return await answer.json()


def _author(users: object, who: str) -> Json:
    """The account as the event knows it (wrapped in `data`, or not), or only its id."""
    known = users.get(who) if isinstance(users, dict) else None
    found = known.get("data", known) if isinstance(known, dict) else None
    return found if isinstance(found, dict) and found.get("id") == who else {"id": who}


def _letter(event: Json) -> Json | None:
    """The event as the ordinary list of letters shows it; None where it is no message, or cannot be read."""
    made = event.get("message_create")
    if event.get("type") != "message_create" or not isinstance(made, dict):
        return None
    words, name, sender = made.get("message_data"), event.get("id"), made.get("sender_id")
    if not isinstance(words, dict) or not is_id(name) or not is_id(sender):
        return None
    when = _when(event.get("created_timestamp"))
    return {"id": name, "event_type": "MessageCreate", "sender_id": sender, "text": words.get("text", ""), **when}


def _when(milliseconds: object) -> Json:
    """Its time; without one that can be, it is the time of hearing."""
    try:
        return {"created_at": iso_of(str(milliseconds))} if is_id(milliseconds) else {}
    except (ValueError, OverflowError, OSError):
        return {}
