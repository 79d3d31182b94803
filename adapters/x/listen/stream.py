"""The filtered stream for our own threads, where the tier has it: the same posts, at once. Polling fills its gaps.

tweepy's stream tries refused keys again for ever, every five minutes, and says so only to its log. Here each end of a
stream comes out, and what a person must mend is told.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable

from tweepy import StreamRule
from tweepy.asynchronous import AsyncStreamingClient

from adapters.platform import Json
from adapters.x.desk import ASKED, Desk
from adapters.x.errors import LIBRARY, Trouble
from adapters.x.listen.hearing import Found, Hearing
from adapters.x.listen.threads import ours_only, own_posts, query

TAG = "doorstep"
SILENCE = 21.0
"""X sends a sign of life every twenty seconds."""

SHORT = 5.0
_THREADS = 12
_LONG, _REFUSED = 300.0, 3600.0
_TOO_MANY = frozenset({420, 429})
_FOR_A_PERSON = frozenset({401, 402, 403})


class StreamEnded(Exception):
    """The stream ended; `status` is X's answer where there was one, else 0."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Stream(AsyncStreamingClient):  # type: ignore[misc]  # tweepy ships no types
    """One connection. Whatever ends it is kept in `ended` instead of being tried again inside the library."""

    def __init__(self, token: str, desk: Desk, hearing: Hearing) -> None:
        super().__init__(token, return_type=dict, max_retries=0)
        self._desk, self._hearing = desk, hearing
        self.ended = StreamEnded(0, "the stream was closed")
        self.raised: Exception | None = None

    async def on_data(self, raw_data: bytes) -> None:
        """One post, or an error of the stream itself."""
        try:
            told = json.loads(raw_data)
        except ValueError:
            return  # half a line: polling hears it
        if not isinstance(told, dict):
            return
        if isinstance(told.get("data"), dict):
            await self.heard(told)
        elif told.get("errors"):
            raise StreamEnded(0, "X ended the stream")

    async def heard(self, told: Json) -> None:
        """One post with what came along; X charges it as one that was asked for."""
        page = {**told, "data": [told["data"]]}
        self._desk.meter.read("post_read", page)
        await self._desk.meter.save()
        found = Found("stream")
        found.add(page)
        await self._hearing.posts(found)

    async def on_request_error(self, status_code: int) -> None:
        """X refused the stream."""
        raise StreamEnded(status_code, f"X answered {status_code}")

    async def on_connection_error(self) -> None:
        """The line broke."""
        raise StreamEnded(0, "the line broke")

    async def on_closed(self, resp: object) -> None:
        """X closed the stream."""
        raise StreamEnded(0, "X closed the stream")

    async def on_exception(self, exception: Exception) -> None:
        """The end, whatever it was. Errors of the intake are raised by the one who waits."""
        self.ended = exception if isinstance(exception, StreamEnded) else StreamEnded(-1, "")
        self.raised = None if isinstance(exception, (StreamEnded, *LIBRARY)) else exception


async def follow(desk: Desk, hearing: Hearing) -> None:
    """For ever: connect, hear, and after an end wait as long as it asks for."""
    await follow_on(lambda: _once(desk, hearing), hearing, "the stream")


async def follow_on(once: Callable[[], Awaitable[StreamEnded]], hearing: Hearing, what: str) -> None:
    """One connection after the other; what a person must mend is told, and tried again in an hour."""
    wait = SHORT
    while True:
        ended = await once()
        if ended.status in _FOR_A_PERSON:
            await hearing.trouble(f"X refuses {what} ({ended}): check the bearer token and the tier. Polling goes on.")
            wait = _REFUSED
        elif ended.status in _TOO_MANY:
            wait = _LONG
        else:
            wait = min(wait * 2, _LONG) if ended.status else SHORT
        await asyncio.sleep(wait)


async def _once(desk: Desk, hearing: Hearing) -> StreamEnded:
    """One connection, from its rules to its end; begun anew when we have posted something new."""
    token = desk.settings.bearer_token
    try:
        if not hearing.own:
            await own_posts(desk, hearing)
    except Trouble as trouble:
        return StreamEnded(-1, trouble.why)
    threads = ours_only(desk, hearing)[:_THREADS]
    if token is None or not threads or desk.meter.used_up:
        return StreamEnded(0, "nothing to listen to yet")
    stream = Stream(token.get_secret_value(), desk, hearing)

    async def connected() -> None:
        await _rules(stream, query(threads, desk.us))
        asked = {name: ASKED[name] for name in ("tweet_fields", "expansions", "user_fields", "media_fields")}
        await hold(
            stream,
            stream.filter(**asked),
            lambda: not desk.meter.used_up and ours_only(desk, hearing)[:_THREADS] == threads,
        )

    return await until_its_end(desk, stream, connected)


async def hold(stream: Stream, following: "asyncio.Task[None]", still: Callable[[], bool]) -> None:
    """Hear until it ends, or is wanted no more."""
    while not following.done() and still():
        await asyncio.wait([following], timeout=SHORT)
    stream.disconnect()
    await asyncio.wait([following])


async def until_its_end(desk: Desk, stream: Stream, connected: Callable[[], Awaitable[None]]) -> StreamEnded:
    """One connection on a line of its own; how it ended. Errors of the intake are raised."""
    try:
        stream.session = desk.session.web(silence=SILENCE)
        await connected()
    except LIBRARY as problem:
        status = getattr(getattr(problem, "response", None), "status", 0)
        return StreamEnded(int(status), f"X answered {status}" if status else "the line broke")
    finally:
        stream.disconnect()
        if stream.session is not None:
            await stream.session.close()
    if stream.raised is not None:
        raise stream.raised
    return stream.ended


async def _rules(stream: Stream, wanted: str) -> None:
    """One rule of ours, and no other of ours; rules of other tools are left alone."""
    standing = (await stream.get_rules()).get("data") or []
    ours = [rule for rule in standing if rule.get("tag") == TAG]
    old = [rule["id"] for rule in ours if rule.get("value") != wanted]
    if old:
        await stream.delete_rules(old)
    if len(old) == len(ours):
        await stream.add_rules(StreamRule(wanted, tag=TAG))
