"""Our connection to the X API through tweepy's own client: reads, writes, limits and cost in one place.

tweepy may sleep through a rate limit for a quarter of an hour inside a call; that is switched off, and we wait outside.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from tweepy.asynchronous import AsyncClient

from adapters.platform import ChannelDown, Json
from adapters.x.cost import Meter
from adapters.x.errors import LIBRARY, Answered, NobodyKnows, NotOpen, NotReached, Trouble, from_library
from adapters.x.settings import XSettings

Call = Callable[[AsyncClient], Awaitable[Any]]

_TALKATIVE = ("tweepy", "oauthlib", "requests_oauthlib")
_TOO_MANY = 429
_FIX = "Check the four keys of the app, and make new access tokens after any change of its permissions."


class XSession:
    """One signed-in account. Raises only `Trouble` and `ChannelDown`.

    A route that X has closed for a while is not asked again before that while is over.
    """

    def __init__(self, settings: XSettings, meter: Meter) -> None:
        self._settings = settings
        self._meter = meter
        self._connected: AsyncClient | None = None
        self._closed_until: dict[str, float] = {}

    async def open(self) -> None:
        """Sign in, and see that we are who the tokens say.

        Raises:
            ChannelDown: with what a person must do.
        """
        for name in _TALKATIVE:  # at DEBUG they write our tokens into the log
            logging.getLogger(name).setLevel(logging.WARNING)
        await self.close()
        await self._meter.load()
        self._connected = self._connect()
        try:
            me = await self.read("user_read", lambda x: x.get_me(user_auth=True))
        except Answered as no:
            if no.passing and not no.for_a_person:
                raise ChannelDown(f"X cannot be used now: {no.why}") from None
            raise ChannelDown(f"X refuses to sign us in: {no.why}. {_FIX}") from None
        except Trouble as trouble:
            raise ChannelDown(f"X cannot be reached ({trouble.why})") from None
        if str((me.get("data") or {}).get("id")) != self._settings.us:
            raise ChannelDown(f"X knows our tokens as those of another account. {_FIX}")

    async def close(self) -> None:
        """Give the connection back; `open` makes a new one."""
        if self._connected is not None:
            client, self._connected = self._connected, None
            await client.session.close()

    def web(self, *, silence: float | None = None) -> aiohttp.ClientSession:
        """A session of our own line. `silence`: seconds without a word after which a stream is given up."""
        whole = None if silence else self._settings.timeout_seconds
        limits = aiohttp.ClientTimeout(total=whole, sock_connect=self._settings.timeout_seconds, sock_read=silence)
        jar = aiohttp.DummyCookieJar()
        return aiohttp.ClientSession(connector=self._settings.connector(), timeout=limits, cookie_jar=jar)

    async def read(self, price: str, call: Call, route: str = "") -> Json:
        """One question. `price` is that of each item in the answer.

        Raises:
            Answered, NotReached.
        """
        try:
            answer = await self._once(route or price, call)
        except NobodyKnows as trouble:
            raise NotReached(trouble.code, trouble.why) from None
        self._meter.read(price, answer)
        await self._meter.save()
        return answer

    async def write(self, price: str, call: Call, *, giving_back: bool = False) -> Json:
        """One deed, sent once. The budget never holds up giving back.

        Raises:
            Answered, NotReached, NobodyKnows.
        """
        if not giving_back:
            self._meter.check(price)
        try:
            answer = await self._once(price, call)
        except NobodyKnows:
            self._meter.deed(price)
            await self._meter.save()
            raise
        self._meter.deed(price)
        await self._meter.save()
        return answer

    async def _once(self, route: str, call: Call) -> Json:
        if self._connected is None:
            raise NotOpen
        left = self._closed_until.get(route, 0.0) - time.monotonic()
        if left > 0:
            raise Answered("TooManyRequests", "X asked us to wait", _TOO_MANY, left)
        try:
            answer = await call(self._connected)
        except (*LIBRARY, AttributeError) as problem:  # AttributeError: an error body that is no object
            trouble = from_library(problem)
            if isinstance(trouble, Answered) and trouble.status == _TOO_MANY:
                self._closed_until[route] = time.monotonic() + (trouble.retry_after or 60.0)
            raise trouble from None  # the cause holds the request, and the request holds the token
        return answer if isinstance(answer, dict) else {}

    def _connect(self) -> AsyncClient:
        mine = self._settings
        client = AsyncClient(
            consumer_key=mine.consumer_key.get_secret_value(),
            consumer_secret=mine.consumer_secret.get_secret_value(),
            access_token=mine.access_token.get_secret_value(),
            access_token_secret=mine.access_token_secret.get_secret_value(),
            return_type=dict,
            wait_on_rate_limit=False,
        )
        try:
            client.session = self.web()
        except OSError as problem:
            raise ChannelDown(f"the certificate file of this channel cannot be used: {problem}") from None
        return client
