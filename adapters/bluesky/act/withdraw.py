"""Take back our own post, and nobody else's (com.atproto.repo.deleteRecord)."""

from collections.abc import Mapping

from adapters.bluesky.act.gates import NOT_YET_SEEN
from adapters.bluesky.desk import Desk
from adapters.bluesky.errors import Refusal
from adapters.bluesky.ids import POST, address
from adapters.platform import Action, Look, Sight


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Delete it; already gone is as good."""
    uri = _own_post(desk, action)
    await desk.erase(uri)
    return {"uri": uri}


async def look(desk: Desk, action: Action) -> Look:
    """Gone from our repository, and readers no longer see it."""
    uri = _own_post(desk, action)
    if await desk.record(uri):
        return Look(Sight.ABSENT)

    async def shows() -> bool:
        return uri not in await desk.views([uri])

    return Look(Sight.PRESENT, {"uri": uri}) if await desk.seen(shows) else NOT_YET_SEEN


def _own_post(desk: Desk, action: Action) -> str:
    """The post meant: the one a receipt names, or the subject itself."""
    uri = action.params.get("uri") or action.subject.ref
    found = address(uri)
    if found is None or found.did != desk.us or found.collection != POST:
        raise Refusal("NotOurs", "only our own posts can be withdrawn")
    return uri
