"""Our signed-in connection to the PDS: sign-in, refresh, and two kinds of requests, reading and writing.

Built on the atproto client, which signs and refreshes. JSON stays JSON: one odd record must not spoil a page of good
ones, and records must survive a read-modify-write with the fields we do not know.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

import httpx
from atproto import AsyncClient, AsyncRequest, Session, SessionEvent
from atproto.exceptions import AtProtocolError, RateLimitExceededError, RequestErrorBase

from adapters.bluesky.errors import Answered, BlueskyTrouble, NobodyKnows, NotOpen, NotReached, SignInRefused, answered
from adapters.bluesky.settings import BlueskySettings
from adapters.platform import ChannelDown, Json, Notebook

_NOTE = "bluesky session"
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_SIGN_IN_AGAIN = frozenset({"ExpiredToken", "InvalidToken", "AuthenticationRequired", "AuthMissing"})
_SERVER_TROUBLE = 500
NO_LETTERS = "Bad token method"
"""What the PDS says when an ordinary app password asks for direct messages."""

Transport = Callable[[], httpx.AsyncBaseTransport]
Parameter = str | int | bool | list[str]


class BlueskySession:
    """One signed-in account. Raises only `BlueskyTrouble` and `ChannelDown`.

    The session string is written to the notebook at every change: a refresh token can be used only once.
    """

    def __init__(self, settings: BlueskySettings, notebook: Notebook, transport: Transport | None = None) -> None:
        self._settings = settings
        self._notebook = notebook
        self._transport = transport
        self._connected: AsyncClient | None = None
        self._signing_in = asyncio.Lock()
        self.did = ""
        self.scope = ""

    async def open(self) -> None:
        """Go on with the kept session, or sign in with the app password.

        Raises:
            ChannelDown: with what a person must do.
        """
        await self.close()
        self._connected = self._connect()
        try:
            kept = await self._notebook.read(_NOTE)
            if not (kept and await self._resume(kept)):
                await self._sign_in()
        except NotReached as trouble:
            raise ChannelDown(f"Bluesky cannot be reached at {self._settings.base_url} ({trouble.why})") from trouble
        except BlueskyTrouble as trouble:
            raise ChannelDown(
                f"Bluesky refuses to sign in {self._settings.handle}: {trouble.why}. Check the handle and make a new "
                "app password (Settings, Privacy and security, App passwords)."
            ) from trouble

    async def close(self) -> None:
        """Give the connection back; the kept session stays good, and `open` makes a new connection."""
        if self._connected is not None:
            client, self._connected = self._connected, None
            await client.request.close()

    def _connect(self) -> AsyncClient:
        transport = self._transport() if self._transport else None
        client = AsyncClient(
            self._settings.base_url, request=AsyncRequest(timeout=self._settings.timeout_seconds, transport=transport)
        )
        client.on_session_change(self._remember)
        return client

    @property
    def _client(self) -> AsyncClient:
        if self._connected is None:
            raise NotOpen
        return self._connected

    async def read(self, method: str, parameters: Mapping[str, Parameter], *, service: str = "") -> Json:
        """One query. `service` is the one it is passed on to (`did#id`), or the PDS and its AppView.

        Raises:
            Answered, NotReached.
        """
        try:
            return await self._signed(method, parameters, None, service)
        except NobodyKnows as trouble:
            raise NotReached(trouble.code, trouble.why) from trouble

    async def write(self, method: str, body: Json, *, service: str = "") -> Json:
        """One procedure, sent once.

        Raises:
            Answered, NotReached, NobodyKnows.
        """
        try:
            return await self._signed(method, {}, body, service)
        except Answered as no:
            if no.status >= _SERVER_TROUBLE:
                raise NobodyKnows(no.code, f"the server stumbled over it: {no.why}") from no
            raise

    async def _signed(self, method: str, parameters: Mapping[str, Parameter], body: Json | None, service: str) -> Json:
        token = self.token
        try:
            return await self._once(method, parameters, body, service)
        except Answered as no:
            if no.code not in _SIGN_IN_AGAIN or NO_LETTERS in no.why:
                raise
        await self._sign_in_again(token)
        return await self._once(method, parameters, body, service)

    async def _once(self, method: str, parameters: Mapping[str, Parameter], body: Json | None, service: str) -> Json:
        headers = {"atproto-proxy": service} if service else {}
        try:
            if body is None:
                response = await self._client.invoke_query(f"{method}{_query(parameters)}", headers=headers)
            else:
                content = json.dumps(body).encode()
                response = await self._client.invoke_procedure(
                    method, headers=headers, content=content, input_encoding="application/json"
                )
        except (AtProtocolError, httpx.HTTPError, httpx.StreamError) as problem:
            raise _trouble(problem) from None  # the cause holds the request, and the request holds the token
        return response.content if isinstance(response.content, dict) else {}

    @property
    def token(self) -> str:
        """The access token now in use; compared, never shown."""
        headers = self._client.request.get_headers()
        return str(headers.get("Authorization", ""))

    async def _remember(self, event: SessionEvent, session: Session) -> None:
        if event is not SessionEvent.IMPORT:
            await self._notebook.write(_NOTE, session.export())
        self.did = session.did
        self.scope = str(getattr(session.access_jwt_payload, "scope", None) or "")

    async def _resume(self, kept: str) -> bool:
        """Whether the kept session still works; a spent refresh token is answered with 400 ExpiredToken."""
        try:
            await self._client.login(session_string=kept, fetch_bsky_profile=False)
            await self._once("com.atproto.server.getSession", {}, None, "")
        except Answered as no:
            if no.passing:
                raise NotReached(no.code, no.why) from no
            return False
        except NobodyKnows as trouble:
            raise NotReached(trouble.code, trouble.why) from trouble
        except (AtProtocolError, ValueError):  # the kept text is no session string
            return False
        return True

    async def _sign_in(self) -> None:
        secret = self._settings.app_password.get_secret_value()
        try:
            await self._client.login(self._settings.handle, secret, fetch_bsky_profile=False)
        except (AtProtocolError, httpx.HTTPError) as problem:
            trouble = _trouble(problem)
            if isinstance(trouble, NobodyKnows) or (isinstance(trouble, Answered) and trouble.passing):
                raise NotReached(trouble.code, trouble.why) from None
            raise trouble from None

    async def _sign_in_again(self, refused_token: str) -> None:
        async with self._signing_in:
            if self.token != refused_token:
                return
            try:
                await self._sign_in()
            except Answered as no:
                raise SignInRefused(no.code, f"signing in was refused: {no.why}", no.status) from None


def _query(parameters: Mapping[str, Parameter]) -> str:
    plain = {name: str(value).lower() if isinstance(value, bool) else value for name, value in parameters.items()}
    return f"?{urlencode(plain, doseq=True)}" if plain else ""


def _trouble(problem: Exception) -> BlueskyTrouble:
    """The library's and httpx's many errors in our three words. httpx.RemoteProtocolError comes unwrapped."""
    if isinstance(problem, RequestErrorBase) and problem.response is not None:
        return answered(problem.response, _wait(problem))
    cause = problem.__cause__ or problem
    code = type(cause).__name__
    if isinstance(cause, _NOT_SENT):
        return NotReached(code, "no connection could be made")
    return NobodyKnows(code, "the connection ended before the answer came")


def _wait(problem: RequestErrorBase) -> float | None:
    if not isinstance(problem, RateLimitExceededError):
        return None
    return problem.retry_after if problem.retry_after is not None else _until(problem)


def _until(problem: RateLimitExceededError) -> float | None:
    return max((problem.reset_at - datetime.now(UTC)).total_seconds(), 1.0) if problem.reset_at else None
