"""Block an account, and unblock it by the live record (app.bsky.graph.block). A block is public.

The live record is looked up each time: blocking again by hand replaces the record, and a kept address goes stale.
"""

from collections.abc import Mapping

from adapters.bluesky.act.gates import NOT_YET_SEEN
from adapters.bluesky.act.mute import somebody_else
from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk, list_of, now_iso
from adapters.bluesky.errors import Answered
from adapters.bluesky.ids import BLOCK, Address, record_key
from adapters.platform import Action, Json, Look, Sight

_PAGE = 100


async def block(desk: Desk, action: Action) -> Mapping[str, str]:
    """A second block record would delete the first one, so a standing one is left alone."""
    who = somebody_else(desk, action)
    async with desk.lock(f"block {who}"):
        if standing := await _live(desk, who):
            return {"uri": standing[0], "already": "yes"}
        uri = str(Address(desk.us, BLOCK, record_key(action.key)))
        await desk.put(uri, {"$type": BLOCK, "subject": who, "createdAt": now_iso()}, instead_of=None)
        return {"uri": uri}


async def unblock(desk: Desk, action: Action) -> Mapping[str, str]:
    """Delete every block record for the account, whoever set it."""
    who = somebody_else(desk, action)
    async with desk.lock(f"block {who}"):
        for uri in await _live(desk, who):
            await desk.erase(uri)
    return {}


async def look_blocked(desk: Desk, action: Action) -> Look:
    """A block record stands, and readers' services act on it."""
    return await _look(desk, action, blocked=True)


async def look_unblocked(desk: Desk, action: Action) -> Look:
    """No block record of ours stands; a block by a list is another matter."""
    return await _look(desk, action, blocked=False)


async def _look(desk: Desk, action: Action, *, blocked: bool) -> Look:
    who = somebody_else(desk, action)
    standing = await _live(desk, who)
    if bool(standing) is not blocked:
        return Look(Sight.ABSENT)

    async def shows() -> bool:
        try:
            profile = await desk.profile(who)
        except Answered as no:
            if no.passing:
                raise
            return not blocked  # the account is gone: nothing of it is blocked or unblocked any more
        return bool(at(profile, "viewer", "blocking")) is blocked

    if await desk.seen(shows):
        return Look(Sight.PRESENT, {"uri": standing[0]} if standing else {})
    return NOT_YET_SEEN


async def _live(desk: Desk, who: str) -> list[str]:
    """The addresses of our block records for an account, from our own repository."""
    found: list[str] = []
    where: dict[str, str | int] = {"repo": desk.us, "collection": BLOCK, "limit": _PAGE}
    while True:
        page: Json = await desk.session.read("com.atproto.repo.listRecords", where)
        records = list_of(page, "records")
        found += [str(at(record, "uri")) for record in records if at(record, "value", "subject") == who]
        cursor = page.get("cursor")
        if not records or not isinstance(cursor, str):
            return found
        where["cursor"] = cursor
