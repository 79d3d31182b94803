"""Answer in public, under what was said (app.bsky.feed.post). The record key comes from the idempotency key."""

from collections.abc import Mapping

from adapters.bluesky.act.gates import NOT_YET_SEEN
from adapters.bluesky.act.judged import still_judged
from adapters.bluesky.can import POST_LIMIT
from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk, Record, now_iso, strong_ref
from adapters.bluesky.errors import Answered, Refusal
from adapters.bluesky.ids import POST, Address, record_key
from adapters.bluesky.words import fits, link_facets
from adapters.platform import Action, Json, Look, Sight


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Say it once: the PDS refuses a second record under the same key, and then the first one counts."""
    if why := fits(action.text, POST_LIMIT):
        raise Refusal("TooLong", why)
    uri = address_of(desk, action)
    if standing := await desk.record(uri):
        return {"uri": uri, "cid": standing.cid}
    parent = await still_judged(desk, action)
    try:
        written = await desk.put(uri, _record(desk, action.text, parent), instead_of=None)
    except Answered as no:
        standing = await desk.record(uri) if no.code == "InvalidSwap" else None
        if standing is None:
            raise
        return {"uri": uri, "cid": standing.cid}
    return {"uri": uri, "cid": written.cid}


async def look(desk: Desk, action: Action) -> Look:
    """In our repository, and shown to readers."""
    uri = address_of(desk, action)
    standing = await desk.record(uri)
    if standing is None:
        return Look(Sight.ABSENT)

    async def shows() -> bool:
        return uri in await desk.views([uri])

    return Look(Sight.PRESENT, {"uri": uri, "cid": standing.cid}) if await desk.seen(shows) else NOT_YET_SEEN


def address_of(desk: Desk, action: Action) -> str:
    """Where this action's reply stands, or would stand."""
    return str(Address(desk.us, POST, record_key(action.key)))


def _record(desk: Desk, text: str, parent: Record) -> Json:
    root = at(parent.value, "reply", "root")
    here = strong_ref(parent.uri, parent.cid)
    return {
        "$type": POST,
        "text": text,
        "createdAt": now_iso(),
        "langs": list(desk.settings.languages),
        "facets": link_facets(text),
        "reply": {"root": root if isinstance(root, dict) else here, "parent": here},
    }
