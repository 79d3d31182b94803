"""From addresses of posts to kept payloads: read them as they stand, drop what does not concern us, keep the rest once."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from adapters.bluesky import payloads
from adapters.bluesky.concern import Concern, concern
from adapters.bluesky.desk import Desk, now_iso
from adapters.bluesky.ids import did_of
from adapters.bluesky.listen.context import ParentTexts
from adapters.bluesky.place import Place
from adapters.platform import Intake, Json, Payload

_AT_ONCE = 25
"""What getPosts takes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the stream said of one post: its record and version, or None when it was deleted."""

    cid: str
    record: Json | None
    at: str


class Hearing:
    """The one way to the intake. One at a time: no post is offered by two sides at once."""

    def __init__(self, desk: Desk, intake: Intake, place: Place) -> None:
        self._desk = desk
        self._intake = intake
        self._turn = asyncio.Lock()
        self._texts = ParentTexts(desk)
        self.place = place

    async def posts(self, uris: Iterable[str], *, newest: str | None = None) -> None:
        """Hear these posts as they stand now. `newest` becomes the place when all of them are kept."""
        waiting = list(dict.fromkeys(uris))
        for start in range(0, len(waiting), _AT_ONCE):
            async with self._turn:
                await self._some(waiting[start : start + _AT_ONCE], {})
        if newest and newest > self.place.newest:
            async with self._turn:
                await self._keep([], replace(self.place, newest=newest))

    async def told(self, told: Mapping[str, Told], seq: int) -> None:
        """Hear what the stream told, and move on in it."""
        async with self._turn:
            await self._some(list(told), told, seq)

    async def letters(self, kept: Sequence[Payload], cursor: str | None) -> None:
        """Keep direct messages and the place in their log."""
        async with self._turn:
            if kept or cursor != self.place.letters:
                await self._keep(kept, replace(self.place, letters=cursor))

    async def trouble(self, why: str) -> None:
        """Put something that a person must mend on record."""
        async with self._turn:
            await self._keep([payloads.trouble(why, now_iso()[:10])], self.place)

    async def seq(self, number: int) -> None:
        """Move on in the stream although nothing in it concerned us."""
        async with self._turn:
            await self._keep([], replace(self.place, seq=number))

    async def _keep(self, kept: Sequence[Payload], place: Place) -> None:
        await self._intake.keep(kept, place.as_text())
        self.place = place

    async def _some(self, uris: list[str], told: Mapping[str, Told], seq: int | None = None) -> None:
        views, gone = await self._read(uris, told)
        new = [view for view in views if not self.place.knows(view["uri"], view["cid"]) and self._concerns(view)]
        texts = await self._texts.of(new)
        kept = [self._payload(view, texts) for view in new]
        kept += [payloads.gone(uri, self.place.version_end(uri) or "") for uri in gone]
        met = {view["uri"]: view["cid"] for view in views if view in new or self.place.version_end(view["uri"])}
        place = self.place.with_posts(met, gone)
        if seq is not None:
            place = replace(place, seq=seq)
        if kept:
            await self._keep(kept, place)
        else:
            self.place = place  # only the order of what is known changed: it goes with the next commit

    def _payload(self, view: Json, texts: Mapping[str, str]) -> Payload:
        touches = self._concerns(view)
        parent = texts.get(touches.parent or "") if touches else None
        edited = self.place.version_end(view["uri"]) is not None
        return payloads.post(view, self._desk.ours, parent_text=parent, edited=edited)

    def _concerns(self, view: Json) -> Concern | None:
        record = view.get("record")
        if did_of(view["uri"]) in self._desk.ours or not isinstance(record, dict):
            return None
        return concern(record, view["uri"], self._desk.ours)

    async def _read(self, uris: list[str], told: Mapping[str, Told]) -> tuple[list[Json], list[str]]:
        """Posts as they stand, and the known ones that are gone. A block between us hides a post from getPosts only."""
        shown = await self._desk.views(uris)
        views: list[Json] = []
        gone: list[str] = []
        for uri in uris:
            view = _as_told(uri, shown.get(uri), told[uri]) if uri in told else shown.get(uri)
            if view is None and not (uri in told and told[uri].record is None):
                view = await self._past_the_block(uri)
            if view is not None:
                views.append(view)
            elif self.place.version_end(uri):
                gone.append(uri)
        return views, gone

    async def _past_the_block(self, uri: str) -> Json | None:
        record = await self._desk.record(uri)
        if record is None:
            return None
        return {"uri": uri, "cid": record.cid, "record": record.value, "author": {"did": did_of(uri)}}


def _as_told(uri: str, view: Json | None, told: Told) -> Json | None:
    """The stream is ahead of the view: its words count, with what the view knows of the author."""
    if told.record is None:
        return None
    if view is not None and view.get("cid") == told.cid:
        return view
    author = view["author"] if view and "author" in view else {"did": did_of(uri)}
    return {"uri": uri, "cid": told.cid, "record": told.record, "author": author, "indexedAt": told.at}
