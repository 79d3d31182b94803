"""A landlord and people on the real network, as a stage for the promises and for Bluesky's own tests."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from pydantic import SecretStr

from adapters.bluesky import BlueskySettings
from adapters.bluesky.platform import BlueskyPlatform
from adapters.platform import Action, Subject
from rules.model.measure import Verb
from tests.adapters.ears import KeptNotebook
from tests.adapters.promises import action
from tests.services.bluesky.chat import Chat, chat_service
from tests.services.bluesky.network import Network
from tests.services.bluesky.people import Person, Said, person, until


class Line(httpx.AsyncBaseTransport):
    """The line to the PDS. `lose` names methods whose next answer is lost after the server has given it.

    `slow`: methods that are refused until a time, as the PDS does it (its limits are switched off in the tests' network).
    `cut`: nothing can be reached. `held`: methods that get no answer before `let_go`. `calls` counts requests by method.
    """

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport(verify=False)  # plain http on loopback: no certificates to load
        self.lose: list[str] = []
        self.slow: dict[str, int] = {}
        self.cut = False
        self.held: set[str] = set()
        self.let_go = asyncio.Event()
        self.calls: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        method = request.url.path.rsplit("/", 1)[1]
        self.calls.append(method)
        if self.cut:
            raise httpx.ConnectError("the line is cut")
        if time.time() < (until_then := self.slow.get(method, 0)):
            limits = {"limit": "5000", "remaining": "0", "reset": str(until_then), "policy": "5000;w=3600"}
            said = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
            return httpx.Response(429, json=said, headers={f"ratelimit-{name}": it for name, it in limits.items()})
        if method in self.held:
            await self.let_go.wait()
        response = await self._inner.handle_async_request(request)
        if method in self.lose:
            self.lose.remove(method)
            await response.aread()
            raise httpx.RemoteProtocolError("server disconnected without sending a response")
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class BlueskyStage:
    """One landlord with one root post, one stranger, the chat stand-in, and a line that can be broken."""

    settle = 1.5
    touch = Verb.HIDE

    def __init__(self, network: Network, chat: Chat, landlord: Person, stranger: Person, password: str) -> None:
        self.network = network
        self.chat = chat
        self.landlord = landlord
        self.stranger = stranger
        self.secrets = [password]
        self.notebook = KeptNotebook()
        self.line = Line()
        self.root = Said("", "")
        self.settings = BlueskySettings(
            base_url=network.pds,
            handle=landlord.handle,
            app_password=SecretStr(password),
            labeler_did=network.ozone_did,
            chat_did=network.chat_did,
            poll_seconds=0.2,
            thread_seconds=1.0,
            firehose_url=network.pds.replace("http", "ws") + "/xrpc",
        )
        self.platform = BlueskyPlatform(self.settings, self.notebook, lambda: self.line)

    async def open(self) -> None:
        self.root = await self.landlord.says("Repairs update: boiler visits this week")
        await self._indexed(self.stranger, self.root.uri)
        await self.platform.open()
        self.secrets += [part for part in self.notebook.texts["bluesky session"].split(":::") if part.startswith("ey")]

    async def close(self) -> None:
        await self.platform.close()
        await self.landlord.close()
        await self.stranger.close()

    @staticmethod
    async def _indexed(reader: Person, uri: str) -> None:
        await until(lambda: reader_sees(reader, uri))

    def subject(self, said: Said, root: Said | None = None) -> Subject:
        return Subject(said.uri, said.cid, root.uri if root else None, self.stranger.did)

    async def says(self, text: str) -> Subject:
        said = await self.stranger.says(text, to=self.root)
        await self._indexed(self.stranger, said.uri)
        return self.subject(said, self.root)

    async def writes(self, text: str) -> Subject:
        message = self.chat.say(self.stranger.did, self.landlord.did, text)
        return Subject(f"convo/{message['id']}", message["rev"], None, self.stranger.did)

    async def quotes(self, text: str) -> Subject:
        said = await self.stranger.quotes(text, self.root)
        await self._indexed(self.stranger, said.uri)
        return self.subject(said)

    async def edits(self, subject: Subject, text: str) -> None:
        edited = await self.stranger.edits(Said(subject.ref, subject.version), text)
        await until(lambda: self._stands(subject.ref, edited.cid))

    async def _stands(self, uri: str, cid: str) -> bool:
        posts = (await self.stranger.client.get_posts([uri])).posts
        return bool(posts) and posts[0].cid == cid

    async def deletes(self, subject: Subject) -> None:
        await self.stranger.deletes(Said(subject.ref, subject.version))
        await until(lambda: self._gone(subject.ref))

    async def _gone(self, uri: str) -> bool:
        return not await reader_sees(self.stranger, uri)

    async def we_say(self, text: str) -> None:
        said = await self.landlord.says(text, to=self.root)
        await self._indexed(self.stranger, said.uri)

    def never_opened(self) -> BlueskyPlatform:
        return BlueskyPlatform(self.settings, self.notebook, lambda: self.line)

    async def restart(self) -> BlueskyPlatform:
        await self.platform.close()
        self.line = Line()
        self.platform = BlueskyPlatform(self.settings, self.notebook, lambda: self.line)
        await self.platform.open()
        return self.platform

    async def lose_answer(self, verb: Verb) -> None:
        if verb is Verb.MESSAGE:
            self.line.lose.append("chat.bsky.convo.sendMessage")
        else:
            self.line.lose.append("com.atproto.repo.putRecord")

    async def slow_down(self, verb: Verb) -> float:
        self.line.slow["com.atproto.repo.putRecord"] = int(time.time()) + 3
        return 3.0

    async def hopeless(self) -> Action:
        """Hiding under somebody else's post."""
        theirs = await self.stranger.says("My own post")
        return action(Verb.HIDE, self.subject(theirs, theirs))

    async def shown(self, deed: Action) -> int:
        """As the stranger sees it, through the AppView; as the chat service knows it; or as only we can see it."""
        verb, subject = deed.verb, deed.subject
        if verb is Verb.REPLY:
            return len([post for post in await self.replies() if post.record.text == deed.text])
        if verb is Verb.MESSAGE:
            return self.chat.texts(self.landlord.did, self.stranger.did).count(deed.text)
        if verb is Verb.HIDE:
            return (await self.gate()).get("hiddenReplies", []).count(subject.ref)
        if verb is Verb.RESTRICT_REPLIES:
            return int((await self.stranger.client.get_posts([self.root.uri])).posts[0].viewer.reply_disabled or False)
        if verb is Verb.DETACH:
            posts = (await self.stranger.client.get_posts([subject.ref])).posts
            return int(bool(getattr(posts[0].embed.record, "detached", False)))
        viewer = (await self.landlord.client.get_profile(self.stranger.did)).viewer
        return int(bool(viewer.blocking if verb is Verb.BLOCK else viewer.muted))

    async def gate(self) -> dict[str, list[Any]]:
        """The threadgate of our root post as a stranger's client gets it."""
        post = (await self.stranger.client.get_posts([self.root.uri])).posts[0]
        record = post.threadgate.record if post.threadgate else None
        return record.model_dump(by_alias=True, exclude_none=True) if record else {}

    async def replies(self) -> list[Any]:
        thread = (await self.stranger.client.get_post_thread(self.root.uri)).thread
        found, waiting = [], list(thread.replies or [])
        while waiting:
            node = waiting.pop()
            if post := getattr(node, "post", None):
                found.append(post)
                waiting += node.replies or []
        return [post for post in found if post.author.did == self.landlord.did]


async def reader_sees(reader: Person, uri: str) -> bool:
    return bool((await reader.client.get_posts([uri])).posts)


@asynccontextmanager
async def bluesky_stage(network: Network) -> AsyncIterator[BlueskyStage]:
    """A fresh landlord and stranger on the running network."""
    async with chat_service(network.chat_did, network.chat_port) as chat:
        landlord, stranger = await asyncio.gather(person(network, "landlord"), person(network, "tenant"))
        stage = BlueskyStage(network, chat, landlord, stranger, await landlord.app_password())
        await stage.open()
        try:
            yield stage
        finally:
            await stage.close()
            assert not chat.bad_tokens, chat.bad_tokens
