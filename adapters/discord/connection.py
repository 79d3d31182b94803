"""Our connection to Discord: one discord.py client, its gateway and its REST calls, in our own words for trouble.

JSON stays JSON: we take what the gateway sent before the library reads it, so that one odd payload is kept like any other.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient

from adapters.discord.errors import LIBRARY, Answered, NobodyKnows, NotOpen, NotReached, from_library
from adapters.discord.settings import DiscordSettings
from adapters.platform import ChannelDown, Json

T = TypeVar("T")
Frame = Json
"""One message of the gateway: `t` is the event, `d` what it holds, `s` its number."""

_SERVER_TROUBLE = 500
_RATE_LIMIT_SECONDS = 30.0
_STUMBLED = (LookupError, TypeError, ValueError, AttributeError)
_STUMBLES = (0.5, 5.0, 30.0, 120.0, 300.0)
"""Seconds before another session is begun, of which Discord allows a thousand a day."""
_NO_INTENTS = (
    "Discord refuses the privileged intents: switch on 'Message Content Intent' and 'Server Members Intent' on the Bot"
    " page of the developer portal (https://discord.com/developers/applications)"
)
_NO_TOKEN = "Discord refuses the bot's token: make a new one on the Bot page of the developer portal"  # noqa: S105 - a sentence, no secret


class _Client(discord.Client):
    """Hands on what the gateway sent, as it came, and what staff press."""

    def __init__(
        self, take: Callable[[str], None], press: Callable[[discord.Interaction], Awaitable[None]], **options: Any
    ) -> None:
        super().__init__(**options)
        self._take, self._press = take, press

    async def on_socket_raw_receive(self, said: str) -> None:
        self._take(said)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self._press(interaction)


class Connection:
    """One signed-in bot. Raises only `Trouble` and `ChannelDown`. `take` gets each gateway message as text."""

    def __init__(self, settings: DiscordSettings) -> None:
        self._settings = settings
        self._client: _Client | None = None
        self.us = ""
        self.take: Callable[[str], None] = lambda _: None
        self.press: Callable[[discord.Interaction], Awaitable[None]] = _nobody

    async def open(self) -> None:
        """Sign in over REST; the gateway is for `follow`.

        Raises:
            ChannelDown: with what a person must do.
        """
        await self.close()
        try:
            connector = self._settings.connector()
        except OSError as problem:
            raise ChannelDown(f"the file of certificates cannot be read ({problem})") from problem
        self._client = _Client(
            self._taken,
            self._pressed,
            intents=_intents(),
            connector=connector,
            max_messages=None,
            chunk_guilds_at_startup=False,
            enable_debug_events=True,
            max_ratelimit_timeout=_RATE_LIMIT_SECONDS,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        try:
            async with asyncio.timeout(self._settings.timeout_seconds):
                await self._client.login(self._settings.token.get_secret_value())
        except discord.LoginFailure:
            await self.close()
            raise ChannelDown(_NO_TOKEN) from None  # the cause may hold the request, and the request the token
        except LIBRARY as problem:
            await self.close()
            raise ChannelDown(f"Discord cannot be reached ({from_library(problem).why})") from None
        self.us = str(self._client.user.id) if self._client.user else ""

    async def close(self) -> None:
        """Give the connection back; `open` makes a new one."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def follow(self) -> None:
        """Hold the gateway open, resuming by itself, until cancelled. Returns when the library gave up.

        Raises:
            ChannelDown: for what a person must mend.
        """
        client = self._client
        if client is None:
            raise ChannelDown("not signed in")
        for wait in _STUMBLES:
            try:
                return await self._hold(client)
            except _STUMBLED:
                # The library could not read one payload. We took it before; a new session and the history lose nothing.
                await asyncio.sleep(wait)
        raise ChannelDown("discord.py stumbles over what the server sends, again and again: look for a newer version")

    async def _hold(self, client: discord.Client) -> None:
        try:
            await client.connect(reconnect=True)
        except discord.PrivilegedIntentsRequired:
            raise ChannelDown(_NO_INTENTS) from None
        except discord.ConnectionClosed as closed:
            raise ChannelDown(
                _NO_TOKEN if closed.code == 4004 else f"Discord closed the line ({closed.code})"
            ) from None
        finally:
            await self._hang_up(client)

    async def read(self, ask: Callable[[HTTPClient], Awaitable[T]]) -> T:
        """One request that changes nothing.

        Raises:
            Answered, NotReached.
        """
        try:
            return await self._once(ask)
        except NobodyKnows as trouble:
            raise NotReached(trouble.code, trouble.why) from trouble

    async def write(self, ask: Callable[[HTTPClient], Awaitable[T]]) -> T:
        """One request that changes something. The library sends it again after 500, 502, 504 by itself.

        Raises:
            Answered, NotReached, NobodyKnows.
        """
        try:
            return await self._once(ask)
        except Answered as no:
            if no.status >= _SERVER_TROUBLE:
                raise NobodyKnows(no.code, f"Discord stumbled over it: {no.why}") from no
            raise

    async def _once(self, ask: Callable[[HTTPClient], Awaitable[T]]) -> T:
        if self._client is None or self._client.is_closed():
            raise NotOpen
        try:
            async with asyncio.timeout(self._settings.timeout_seconds):
                return await ask(self._client.http)
        except LIBRARY as problem:
            raise from_library(problem) from None  # the cause holds the request, and the request holds the token

    def _taken(self, said: str) -> None:
        self.take(said)

    async def _pressed(self, interaction: discord.Interaction) -> None:
        await self.press(interaction)

    @staticmethod
    async def _hang_up(client: discord.Client) -> None:
        """Close the gateway and leave the rest open. The library has no gateway before it first connects."""
        gateway: DiscordWebSocket | None = client.ws
        if gateway is not None and gateway.open:
            await gateway.close(code=1000)


async def _nobody(interaction: discord.Interaction) -> None:
    del interaction


def _intents() -> discord.Intents:
    """What is asked of the gateway. Message content and members are privileged: a person switches them on."""
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        message_content=True,
        members=True,
        guild_reactions=True,
        moderation=True,
        dm_messages=True,
        auto_moderation_execution=True,
    )
