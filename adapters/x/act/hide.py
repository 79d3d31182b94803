"""Hide a reply in our own thread, and show it again (PUT /2/tweets/:id/hidden).

Saying it twice is saying it once. X shows nobody whether a reply is hidden, so a hide is never read back by us: a person
looks. X holds at most 725 hidden replies a thread; our own are counted.
"""

import json
from collections.abc import Mapping

from adapters.platform import Action, Look, Sight
from adapters.x.act.judged import still_judged
from adapters.x.desk import Desk
from adapters.x.errors import Refusal
from adapters.x.ids import conversation, is_id, owner

MOST_HIDDEN = 725


async def hide(desk: Desk, action: Action) -> Mapping[str, str]:
    """Readers see it only if they ask for hidden replies."""
    thread, version = _thread(desk, action), action.subject.version or action.subject.ref
    post = await still_judged(desk, action)
    if post.get("conversation_id") != thread:
        raise Refusal("NotInThread", "this post is not a reply in that thread")
    async with desk.lock(f"hidden {thread}"):
        hidden = await _hidden(desk, thread)
        if version not in hidden and len(hidden) >= MOST_HIDDEN:
            raise Refusal("Full", f"X hides at most {MOST_HIDDEN} replies in one thread, and this one has them")
        answer = await desk.session.write("hide", lambda x: x.hide_reply(version))
        _agreed(answer.get("data"), hidden=True)
        await _note(desk, thread, [*(one for one in hidden if one != version), version])
    return {"post": version}


async def unhide(desk: Desk, action: Action) -> Mapping[str, str]:
    """Works whatever became of the reply since, as long as it is there."""
    thread, version = _thread(desk, action), action.params.get("post") or action.subject.version or action.subject.ref
    async with desk.lock(f"hidden {thread}"):
        answer = await desk.session.write("hide", lambda x: x.unhide_reply(version), giving_back=True)
        _agreed(answer.get("data"), hidden=False)
        await _note(desk, thread, [one for one in await _hidden(desk, thread) if one != version])
    return {"post": version}


async def look(desk: Desk, action: Action) -> Look:
    """Never known from here; asking for it once more changes nothing."""
    del desk, action
    why = "X does not tell whether a reply is hidden; look at the thread in the app"
    return Look(Sight.CANNOT_TELL, why=why, repeatable=True)


def _thread(desk: Desk, action: Action) -> str:
    """The thread's own post. Raises Refusal when it is not ours, or when there is none."""
    thread = conversation(action.subject.root)
    if owner(action.subject.root) != desk.us or not is_id(thread):
        raise Refusal("NotOurThread", "this works only under our own posts")
    if not is_id(action.subject.ref) or thread == action.subject.ref:
        raise Refusal("NotInThread", "this post is not a reply in a thread of ours")
    return thread


def _agreed(data: object, *, hidden: bool) -> None:
    if not isinstance(data, dict) or data.get("hidden") is not hidden:
        raise Refusal("NotDone", "X answered, and did not do it")


async def _hidden(desk: Desk, thread: str) -> list[str]:
    return [str(one) for one in json.loads(await desk.notebook.read(f"x hidden {thread}") or "[]")]


async def _note(desk: Desk, thread: str, hidden: list[str]) -> None:
    await desk.notebook.write(f"x hidden {thread}", json.dumps(hidden))
