"""What every verb works with: the session, who we are, records of our own repository, and posts as readers see them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from adapters.bluesky.concern import at
from adapters.bluesky.errors import Answered, Refusal
from adapters.bluesky.ids import address
from adapters.bluesky.session import BlueskySession
from adapters.bluesky.settings import BlueskySettings
from adapters.platform import Json, Notebook

_NOT_THERE = frozenset({"RecordNotFound", "RepoNotFound", "RepoTakendown", "RepoDeactivated", "RepoSuspended"})
_NOT_THERE_WORDS = ("could not locate record", "could not find repo")


@dataclass(frozen=True, slots=True)
class Record:
    """One record and the version (cid) it was read in."""

    uri: str
    cid: str
    value: Json


@dataclass
class Desk:
    """Shared by all verbs of one account. Locks hold one read-modify-write per gate at a time."""

    settings: BlueskySettings
    session: BlueskySession
    notebook: Notebook
    locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    @property
    def us(self) -> str:
        """Our own DID; empty before the first sign-in."""
        return self.session.did

    @property
    def ours(self) -> frozenset[str]:
        """All accounts of the landlord that we know."""
        return self.settings.own_dids | ({self.us} if self.us else frozenset())

    def lock(self, name: str) -> asyncio.Lock:
        """The one lock of this name, as long as somebody holds or waits for it."""
        return self.locks.setdefault(name, asyncio.Lock())

    async def record(self, uri: str) -> Record | None:
        """A record as its repository (or, for others', the AppView's copy) holds it now, or None when it is not there.

        Unlike `getPosts`, this is not filtered by blocks and mutes.
        """
        found = address(uri)
        if found is None:
            raise Refusal("NoAddress", f"{uri[:80]!r} is not the address of a record")
        where = {"repo": found.did, "collection": found.collection, "rkey": found.rkey}
        try:
            answer = await self.session.read("com.atproto.repo.getRecord", where)
        except Answered as no:
            if no.code in _NOT_THERE or no.why.lower().startswith(_NOT_THERE_WORDS):
                return None
            raise
        value = answer.get("value")
        return Record(uri, str(answer.get("cid", "")), value if isinstance(value, dict) else {})

    async def put(self, uri: str, value: Json, *, instead_of: str | None) -> Record:
        """Write a record of ours in place of the version `instead_of`; None means that there must be none yet.

        Raises:
            Answered: with code InvalidSwap when it is not so.
        """
        found = address(uri)
        if found is None or found.did != self.us:
            raise Refusal("NotOurs", "only our own records can be written")
        body = {"repo": found.did, "collection": found.collection, "rkey": found.rkey, "record": value}
        answer = await self.session.write("com.atproto.repo.putRecord", {**body, "swapRecord": instead_of})
        return Record(uri, str(answer.get("cid", "")), value)

    async def erase(self, uri: str) -> None:
        """Delete a record of ours; one that is not there is no error."""
        found = address(uri)
        if found is None or found.did != self.us:
            raise Refusal("NotOurs", "only our own records can be deleted")
        body = {"repo": found.did, "collection": found.collection, "rkey": found.rkey}
        await self.session.write("com.atproto.repo.deleteRecord", body)

    async def views(self, uris: list[str]) -> dict[str, Json]:
        """Posts as readers see them, by address (at most 25); those gone, or blocked between us, are missing."""
        if not uris:
            return {}
        answer = await self.session.read("app.bsky.feed.getPosts", {"uris": uris})
        posts = answer.get("posts")
        shown = [view for view in posts if isinstance(view, dict)] if isinstance(posts, list) else []
        return {str(view.get("uri")): view for view in shown}

    async def profile(self, did: str) -> Json:
        """An account as we see it, with `viewer.muted` and `viewer.blocking`."""
        return await self.session.read("app.bsky.actor.getProfile", {"actor": did})

    async def seen(self, shows: Callable[[], Awaitable[bool]]) -> bool:
        """Whether readers see it, asked again for a while: the AppView follows the repositories a moment later."""
        loop = asyncio.get_running_loop()
        end, pause = loop.time() + self.settings.patience_seconds, 0.1
        while not await shows():
            if loop.time() + pause > end:
                return False
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 1.0)
        return True


def now_iso() -> str:
    """The time as the protocol writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def strong_ref(uri: str, cid: str) -> Json:
    """One version of one record (com.atproto.repo.strongRef)."""
    return {"uri": uri, "cid": cid}


def list_of(record: Json, *names: str) -> list[object]:
    """A list inside a record, empty where there is none."""
    value = at(record, *names)
    return list(value) if isinstance(value, list) else []
