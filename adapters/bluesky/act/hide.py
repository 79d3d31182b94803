"""Hide a reply in our own thread, and show it again (app.bsky.feed.threadgate, hiddenReplies)."""

from collections.abc import Mapping

from adapters.bluesky.act.gates import NOT_YET_SEEN, THREADGATE, add, change_gate, drop, has
from adapters.bluesky.act.judged import still_judged
from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk, list_of
from adapters.bluesky.errors import Refusal
from adapters.platform import Action, Look, Sight

MOST_HIDDEN = 300
_FIELD = "hiddenReplies"


async def hide(desk: Desk, action: Action) -> Mapping[str, str]:
    """Readers see it only if they ask for hidden replies."""
    root = _root(action)
    record = await still_judged(desk, action)
    if at(record.value, "reply", "root", "uri") != root:
        raise Refusal("NotInThread", "this post is not a reply in that thread")
    return await change_gate(desk, root, THREADGATE, add(_FIELD, action.subject.ref, MOST_HIDDEN, "hidden replies"))


async def unhide(desk: Desk, action: Action) -> Mapping[str, str]:
    """Works whatever became of the reply since."""
    return await change_gate(desk, _root(action), THREADGATE, drop(_FIELD, action.subject.ref))


async def look_hidden(desk: Desk, action: Action) -> Look:
    """Hidden in our record, and in what readers get."""
    return await _look(desk, action, hidden=True)


async def look_shown(desk: Desk, action: Action) -> Look:
    """No longer hidden, in our record and for readers."""
    return await _look(desk, action, hidden=False)


async def _look(desk: Desk, action: Action, *, hidden: bool) -> Look:
    root, reply = _root(action), action.subject.ref
    if await has(desk, root, THREADGATE, _FIELD, reply) is not hidden:
        return Look(Sight.ABSENT)

    async def shows() -> bool:
        view = (await desk.views([root])).get(root, {})
        return (reply in list_of(view, "threadgate", "record", _FIELD)) is hidden

    return Look(Sight.PRESENT, {"root": root}) if await desk.seen(shows) else NOT_YET_SEEN


def _root(action: Action) -> str:
    if not action.subject.root:
        raise Refusal("NotInThread", "this post does not stand in a thread of ours")
    return action.subject.root
