"""Is the item still what was judged? Asked just before an act: posts on Bluesky can be overwritten in place."""

from adapters.bluesky.desk import Desk, Record
from adapters.bluesky.errors import Stale
from adapters.platform import Action


async def still_judged(desk: Desk, action: Action) -> Record:
    """The item, in the version that was judged.

    Raises:
        Stale: when it is gone or its cid has changed.
    """
    subject = action.subject
    record = await desk.record(subject.ref)
    if record is None:
        raise Stale("Gone", "the post is no longer there")
    if subject.version and record.cid != subject.version:
        raise Stale("Edited", "the post was edited since it was judged")
    return record
