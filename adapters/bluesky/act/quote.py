"""Detach our post from somebody's quote of it, and attach it again (app.bsky.feed.postgate, detachedEmbeddingUris)."""

from collections.abc import Mapping

from adapters.bluesky.act.gates import NOT_YET_SEEN, POSTGATE, add, change_gate, drop, has
from adapters.bluesky.act.judged import still_judged
from adapters.bluesky.concern import at, quoted
from adapters.bluesky.desk import Desk
from adapters.bluesky.errors import Refusal
from adapters.bluesky.ids import did_of
from adapters.platform import Action, Look, Sight

MOST_DETACHED = 50
_FIELD = "detachedEmbeddingUris"


async def detach(desk: Desk, action: Action) -> Mapping[str, str]:
    """The quote keeps its words; our post no longer shows in it."""
    record = await still_judged(desk, action)
    ours = _our_post(desk, quoted(record.value))
    change = add(_FIELD, action.subject.ref, MOST_DETACHED, "detached quotes")
    return {**await change_gate(desk, ours, POSTGATE, change), "quoted": ours}


async def attach(desk: Desk, action: Action) -> Mapping[str, str]:
    """Our post shows in the quote again."""
    ours = await _quoted_by(desk, action)
    if ours is None:
        return {"already": "yes"}
    return await change_gate(desk, ours, POSTGATE, drop(_FIELD, action.subject.ref))


async def look_detached(desk: Desk, action: Action) -> Look:
    """Readers see the quote without our post."""
    return await _look(desk, action, detached=True)


async def look_attached(desk: Desk, action: Action) -> Look:
    """Readers see our post in the quote; a quote that is gone needs no attaching."""
    return await _look(desk, action, detached=False)


async def _look(desk: Desk, action: Action, *, detached: bool) -> Look:
    quote = action.subject.ref
    ours = await _quoted_by(desk, action)
    if ours is None:
        return Look(Sight.ABSENT if detached else Sight.PRESENT, why="the quote is no longer there")
    if await has(desk, ours, POSTGATE, _FIELD, quote) is not detached:
        return Look(Sight.ABSENT)

    async def shows() -> bool:
        embed = (await desk.views([quote])).get(quote, {}).get("embed")
        inner = at(embed, "record")
        return bool(at(inner, "detached") or at(inner, "record", "detached")) is detached

    return Look(Sight.PRESENT, {"quoted": ours}) if await desk.seen(shows) else NOT_YET_SEEN


async def _quoted_by(desk: Desk, action: Action) -> str | None:
    """Which post of ours the quote holds: as the receipt says, or as the quote itself does; None when it is gone."""
    if known := action.params.get("quoted"):
        return _our_post(desk, known)
    record = await desk.record(action.subject.ref)
    return _our_post(desk, quoted(record.value)) if record else None


def _our_post(desk: Desk, uri: str | None) -> str:
    if not uri or did_of(uri) != desk.us:
        raise Refusal("NotAQuote", "this post does not quote one of ours")
    return uri
