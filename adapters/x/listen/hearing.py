"""From posts as X shows them to kept payloads: the latest version of each, once, with whose thread it stands in."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from adapters.platform import Intake, Json, Payload, Untranslatable
from adapters.x import payloads
from adapters.x.desk import AT_ONCE, Desk, included, items
from adapters.x.ids import first, history, is_id
from adapters.x.place import Place
from adapters.x.translate import refers, translate
from adapters.x.words import named, shown

_TEXTS = 500


@dataclass
class Found:
    """Posts that somebody found, with what came along. `by`: how (mentions, conversation, quotes, stream, check)."""

    by: str
    posts: dict[str, Json] = field(default_factory=dict)
    authors: dict[str, Json] = field(default_factory=dict)
    media: dict[str, Json] = field(default_factory=dict)

    def add(self, page: Json) -> list[Json]:
        """One more page; its posts. Of each post only the latest version met counts."""
        found = items(page)
        for post in found:
            ref = first(post)
            if ref not in self.posts or int(self.posts[ref]["id"]) < int(post["id"]):
                self.posts[ref] = post
        self.authors |= included(page, "users", "id")
        self.media |= included(page, "media", "media_key")
        return found


class Hearing:
    """The one way to the intake. One at a time: no post is offered by two sides at once.

    `own`: our own recent posts by id, for the sides and for what a reply replies to.
    """

    def __init__(self, desk: Desk, intake: Intake, place: Place) -> None:
        self._desk = desk
        self._intake = intake
        self._turn = asyncio.Lock()
        self._texts: dict[str, str] = {}
        self.place = place
        self.own: dict[str, Json] = {}

    async def posts(self, found: Found, *, mentions: str = "") -> None:
        """Hear these posts, oldest first. `mentions` becomes the place when all of them are kept."""
        async with self._turn:
            await self._latest(found)
            theirs = {ref: post for ref, post in found.posts.items() if post.get("author_id") not in self._desk.ours}
            new = {ref: post for ref, post in theirs.items() if not self.place.knows(ref, str(post["id"]))}
            new = {ref: new[ref] for ref in sorted(new, key=int)}
            place = self.place.with_threads(await self._owners(list(new.values())))
            offered = {ref: self._payload(post, found, place) for ref, post in new.items()}
            kept = [payload for payload in offered.values() if self._concerns_us(payload)]
            place = place.with_posts({ref: str(new[ref]["id"]) for ref in new if offered[ref] in kept}, [])
            self._desk.summons(str(post["id"]) for post in new.values() if self._summons(post, found))
            if mentions and int(mentions) > int(place.mentions or "0"):
                place = replace(place, mentions=mentions)
            if kept or place != self.place:
                await self._keep(kept, place)

    async def gone(self, refs: Sequence[str]) -> None:
        """Hear that these known posts are no longer shown."""
        async with self._turn:
            left = [ref for ref in refs if ref in self.place.known]
            kept = [payloads.gone(ref, self.place.known[ref], self._desk.settings.when_removed) for ref in left]
            if kept:
                await self._keep(kept, self.place.with_posts({}, left))

    async def letters(self, found: Mapping[str, Payload], newest: str) -> None:
        """Keep direct messages, by id, and the place among them; those told before are left out."""
        async with self._turn:
            kept = [payload for name, payload in found.items() if name not in self.place.told]
            if kept or newest != self.place.letters:
                await self._keep(kept, self.place.with_letters(newest))

    async def told(self, payload: Payload, name: str) -> None:
        """Keep one direct message out of turn. The place stays: an earlier one may not have been told."""
        async with self._turn:
            if name not in self.place.told and int(name) > int(self.place.letters or "0"):
                await self._keep([payload], self.place.with_told(name))

    async def trouble(self, why: str) -> None:
        """Put something that a person must mend on record."""
        async with self._turn:
            await self._keep([payloads.trouble(why, datetime.now(UTC).date().isoformat())], self.place)

    async def _keep(self, kept: Sequence[Payload], place: Place) -> None:
        await self._intake.keep(kept, place.as_text())
        self.place = place

    async def _latest(self, found: Found) -> None:
        """Where a post says that a later version stands, that one is read."""
        later = [history(post)[-1] for ref, post in found.posts.items() if self._is_older(ref, post)]
        for start in range(0, len(later), AT_ONCE):
            found.add(await self._desk.posts(later[start : start + AT_ONCE]))

    def _is_older(self, ref: str, post: Json) -> bool:
        last = history(post)[-1]
        return last != post["id"] and not self.place.knows(ref, last)

    def _payload(self, post: Json, found: Found, place: Place) -> Payload:
        parent = refers(post, "replied_to") or refers(post, "quoted") or ""
        text = shown(self.own[parent]) if parent in self.own else self._texts.get(parent)
        self._texts[str(post["id"])] = shown(post) if isinstance(post.get("text"), str) else ""
        if len(self._texts) > _TEXTS:
            del self._texts[next(iter(self._texts))]
        attached = post.get("attachments")
        keys = attached.get("media_keys") if isinstance(attached, dict) else None
        media = [found.media[key] for key in keys if key in found.media] if isinstance(keys, list) else []
        author = found.authors.get(str(post.get("author_id")), {"id": post.get("author_id")})
        quoted = refers(post, "quoted") or ""
        return payloads.post(
            post,
            author,
            media,
            self._desk.ours,
            by=found.by,
            owner=place.threads.get(str(post.get("conversation_id")), ""),
            quotes_us=quoted in self.own or found.by == "quotes",
            parent_text=text,
        )

    def _summons(self, post: Json, found: Found) -> bool:
        """Whether X is sure to let us answer: the author named or quoted us."""
        quotes_us = found.by == "quotes" or (refers(post, "quoted") or "") in self.own
        return quotes_us or any(who in self._desk.ours for who in named(post))

    def _concerns_us(self, payload: Payload) -> bool:
        """Only what is said to the landlord is kept; what cannot be understood reaches a person."""
        try:
            return bool(translate(payload.body, datetime.now(UTC).isoformat(), self._desk.settings.channel))
        except Untranslatable:
            return True

    async def _owners(self, posts: Sequence[Json]) -> dict[str, str]:
        """Whose the threads of these posts are, as far as it was not known yet."""
        owners: dict[str, str] = {}
        for post in posts:
            thread = str(post.get("conversation_id"))
            if is_id(thread) and not self.place.threads.get(thread):
                owners[thread] = owners.get(thread) or self._plainly(post, thread)
        unknown = [thread for thread, who in owners.items() if not who and thread not in self.place.threads]
        for start in range(0, len(unknown), AT_ONCE):
            page = await self._desk.posts(unknown[start : start + AT_ONCE])
            owners.update({str(post["id"]): str(post.get("author_id") or "") for post in items(page)})
        return owners

    def _plainly(self, post: Json, thread: str) -> str:
        """Whose thread it is, if the post itself or our own posts say so."""
        if thread in self.own:
            return self._desk.us
        if post["id"] == thread:
            return str(post.get("author_id") or "")
        answers_it = refers(post, "replied_to") == thread
        return str(post.get("in_reply_to_user_id") or "") if answers_it else ""
