"""What every verb and every side of listening works with: the session, who we are, and posts as X shows them."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from adapters.platform import Json, Notebook
from adapters.x.cost import Meter
from adapters.x.ids import is_id
from adapters.x.session import XSession
from adapters.x.settings import XSettings

POST_FIELDS = [
    "author_id",
    "conversation_id",
    "created_at",
    "display_text_range",
    "edit_history_tweet_ids",
    "entities",
    "in_reply_to_user_id",
    "lang",
    "note_tweet",
    "public_metrics",
    "referenced_tweets",
]
ASKED = {
    "tweet_fields": POST_FIELDS,
    "expansions": ["author_id", "attachments.media_keys"],
    "user_fields": ["name", "username"],
    "media_fields": ["alt_text", "preview_image_url", "type", "url"],
    "user_auth": True,
}
"""What we ask of every post. Referenced posts are not asked for: each would cost as much as a post read."""

AT_ONCE = 100
"""What one lookup takes."""

_WRITERS = "x writers"
_REMEMBERED = 1000


@dataclass
class Desk:
    """Shared by all verbs and sides of one account. Locks hold one read-modify-write at a time."""

    settings: XSettings
    session: XSession
    notebook: Notebook
    meter: Meter
    writers: dict[str, None] = field(default_factory=dict)
    summoned: dict[str, None] = field(default_factory=dict)
    no_letters: str = ""
    locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    @property
    def us(self) -> str:
        """Our own account's id."""
        return self.settings.us

    @property
    def ours(self) -> frozenset[str]:
        """All accounts of the landlord that we know."""
        return self.settings.ours

    def lock(self, name: str) -> asyncio.Lock:
        """The one lock of this name, as long as somebody holds or waits for it."""
        return self.locks.setdefault(name, asyncio.Lock())

    async def open(self) -> None:
        """Remember who has written to us."""
        kept = json.loads(await self.notebook.read(_WRITERS) or "[]")
        self.writers = dict.fromkeys(str(one) for one in kept)

    async def wrote(self, authors: Iterable[str]) -> None:
        """These accounts wrote to us: they may be written to."""
        new = [one for one in authors if one not in self.writers]
        if new:
            self.writers = dict.fromkeys([*self.writers, *new][-_REMEMBERED:])
            await self.notebook.write(_WRITERS, json.dumps(list(self.writers)))

    def summons(self, posts: Iterable[str]) -> None:
        """These posts mention or quote us by their author's own words: X lets us answer them. Forgotten at a restart."""
        self.summoned = dict.fromkeys([*self.summoned, *posts][-_REMEMBERED:])

    async def posts(self, ids: list[str]) -> Json:
        """Posts by id (at most a hundred), each in the very version asked for; those X does not show are missing."""
        return await self.session.read("post_read", lambda x: x.get_tweets(ids, **ASKED), "lookup")

    async def post(self, post: str) -> Json | None:
        """One post, or None when X does not show it."""
        return next((one for one in items(await self.posts([post])) if one["id"] == post), None)

    async def seen(self, shows: Callable[[], Awaitable[bool]]) -> bool:
        """Whether X shows it, asked again for a while: its answers may be a moment behind."""
        loop = asyncio.get_running_loop()
        end, pause = loop.time() + self.settings.patience_seconds, 0.5
        while not await shows():
            if loop.time() + pause > end:
                return False
            await asyncio.sleep(pause)
            pause *= 2
        return True


def items(page: Json) -> list[Json]:
    """What a page holds. An empty page has no list at all; an item without an id is none."""
    data = page.get("data")
    return [one for one in data if isinstance(one, dict) and is_id(one.get("id"))] if isinstance(data, list) else []


def included(page: Json, what: str, name: str) -> dict[str, Json]:
    """What came along with a page, by its own name."""
    includes = page.get("includes")
    listed = includes.get(what) if isinstance(includes, dict) else None
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return {str(one.get(name)): one for one in found}


def next_token(page: Json) -> str:
    """Where the next page is; empty on the last one."""
    meta = page.get("meta")
    return str(meta.get("next_token") or "") if isinstance(meta, dict) else ""
