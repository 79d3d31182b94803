"""Rules that hang on our own posts: threadgates (replies) and postgates (quotes), read, changed and written back whole.

A gate has the record key of the post it belongs to. One change at a time per gate here; somebody else's change in
between is refused by the PDS (InvalidSwap), and we read again.
"""

import copy
from collections.abc import Callable, Mapping

from adapters.bluesky.desk import Desk, list_of, now_iso
from adapters.bluesky.errors import Answered, Refusal
from adapters.bluesky.ids import POST, POSTGATE, THREADGATE, Address, address
from adapters.platform import Json, Look, Sight

TRIES = 5
ALREADY: Mapping[str, str] = {"already": "yes"}
Change = Callable[[Json], bool]
"""Alters the gate in place and says whether there was anything to alter; may raise Refusal."""

NOT_YET_SEEN = Look(Sight.CANNOT_TELL, why="it is written, but readers are not shown it yet")


def gate_of(desk: Desk, post: str, collection: str) -> str:
    """The address of the gate that belongs to a post of ours.

    Raises:
        Refusal: the PDS would accept a gate on somebody else's post, and readers would never see it.
    """
    found = address(post)
    if found is None or found.did != desk.us or found.collection != POST:
        raise Refusal("NotOurThread", "this works only on our own posts")
    return str(Address(found.did, collection, found.rkey))


async def change_gate(desk: Desk, post: str, collection: str, change: Change) -> Mapping[str, str]:
    """Change the gate of a post of ours; everything in it that is not changed stays as it was."""
    uri = gate_of(desk, post, collection)
    async with desk.lock(uri):
        for _ in range(TRIES):
            current = await desk.record(uri)
            blank: Json = {"$type": collection, "post": post, "createdAt": now_iso()}
            value = copy.deepcopy(current.value) if current else blank
            if not change(value):
                return ALREADY
            try:
                written = await desk.put(uri, value, instead_of=current.cid if current else None)
            except Answered as no:
                if no.code != "InvalidSwap":
                    raise
                continue
            return {"uri": written.uri, "cid": written.cid}
    raise Answered("InvalidSwap", "somebody else keeps changing the same thread's rules", 400)


async def has(desk: Desk, post: str, collection: str, field: str, uri: str) -> bool:
    """Whether our own record names `uri` in the list `field`."""
    current = await desk.record(gate_of(desk, post, collection))
    return current is not None and uri in list_of(current.value, field)


def add(field: str, uri: str, most: int, what: str) -> Change:
    """Put `uri` into a list that holds at most `most`."""

    def change(gate: Json) -> bool:
        listed = list_of(gate, field)
        if uri in listed:
            return False
        if len(listed) >= most:
            raise Refusal("Full", f"Bluesky holds at most {most} {what} for one post, and this one has them")
        gate[field] = [*listed, uri]
        return True

    return change


def drop(field: str, uri: str) -> Change:
    """Take `uri` out of a list."""

    def change(gate: Json) -> bool:
        listed = list_of(gate, field)
        gate[field] = [item for item in listed if item != uri]
        return uri in listed

    return change


__all__ = ["ALREADY", "NOT_YET_SEEN", "POSTGATE", "THREADGATE", "add", "change_gate", "drop", "gate_of", "has"]
