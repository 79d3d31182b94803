"""People on the test network, through the real client library: they sign up, post, reply, quote, mention, edit, delete."""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from atproto import AsyncClient, AsyncRequest, models
from atproto.exceptions import AtProtocolError

from tests.services.bluesky.network import Network

PASSWORD = "hunter22-only-on-loopback"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    uri: str
    cid: str


class Person:
    """One account. `client` is signed in with the account's own password."""

    def __init__(self, client: AsyncClient, did: str, handle: str) -> None:
        self.client = client
        self.did = did
        self.handle = handle

    async def close(self) -> None:
        await self.client.request.close()

    async def says(self, text: str, *, to: Said | None = None, root: Said | None = None, **extra: Any) -> Said:
        record: dict[str, Any] = {"text": text, "createdAt": self.client.get_current_time_iso(), **extra}
        if to is not None:
            record["reply"] = {"root": _ref(root or to), "parent": _ref(to)}
        return await self._write(record)

    async def quotes(self, text: str, what: Said) -> Said:
        return await self.says(text, embed={"$type": "app.bsky.embed.record", "record": _ref(what)})

    async def mentions(self, whom: "Person", text: str) -> Said:
        words = f"@{whom.handle} {text}"
        index = {"byteStart": 0, "byteEnd": len(whom.handle) + 1}
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": whom.did}
        return await self.says(words, facets=[{"index": index, "features": [feature]}])

    async def edits(self, said: Said, text: str) -> Said:
        """Overwrite the post in place, as some clients do."""
        where = models.ComAtprotoRepoGetRecord.Params(repo=self.did, collection=_POST, rkey=_rkey(said))
        old = (await self.client.com.atproto.repo.get_record(where)).value
        record = old.model_dump(by_alias=True, exclude_none=True) | {"text": text}
        return await self._write(record, rkey=_rkey(said))

    async def deletes(self, said: Said) -> None:
        await self.client.delete_post(said.uri)

    async def app_password(self, *, privileged: bool = True) -> str:
        data = models.ComAtprotoServerCreateAppPassword.Data(name=secrets.token_hex(4), privileged=privileged)
        return str((await self.client.com.atproto.server.create_app_password(data)).password)

    async def _write(self, record: dict[str, Any], rkey: str | None = None) -> Said:
        body = {"repo": self.did, "collection": _POST, "record": {"$type": _POST, **record}}
        method = "com.atproto.repo.putRecord" if rkey else "com.atproto.repo.createRecord"
        answer = await call(self.client, method, body | ({"rkey": rkey} if rkey else {}))
        return Said(answer["uri"], answer["cid"])


_POST = "app.bsky.feed.post"


def _ref(said: Said) -> dict[str, str]:
    return {"uri": said.uri, "cid": said.cid}


def _rkey(said: Said) -> str:
    return said.uri.rsplit("/", 1)[1]


async def call(client: AsyncClient, method: str, body: dict[str, Any]) -> dict[str, Any]:
    """A procedure with a plain JSON body."""
    response = await client.invoke_procedure(
        method, content=json.dumps(body).encode(), input_encoding="application/json"
    )
    assert isinstance(response.content, dict)
    return response.content


async def person(network: Network, name: str) -> Person:
    """A new account with a handle of its own, known to the AppView."""
    handle = f"{name}{secrets.token_hex(4)}.test"
    client = AsyncClient(network.pds, request=AsyncRequest(verify=False))  # plain http: no certificates to load
    data = models.ComAtprotoServerCreateAccount.Data(handle=handle, email=f"{handle}@x.test", password=PASSWORD)
    did = (await client.com.atproto.server.create_account(data)).did
    await client.login(handle, PASSWORD, fetch_bsky_profile=False)
    await until(lambda: client.get_profile(did))
    return Person(client, did, handle)


async def until(ask: Callable[[], Awaitable[T]], seconds: float = 20) -> T:
    """The first true answer; asks again while there is none, or while the network says no."""
    end, last = time.monotonic() + seconds, None
    while time.monotonic() < end:
        try:
            if answer := await ask():
                return answer
            last = answer
        except AtProtocolError as problem:
            last = problem
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {seconds} s; last answer: {last!r}")
