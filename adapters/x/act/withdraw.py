"""Take back our own post, and nobody else's (DELETE /2/tweets/:id)."""

from collections.abc import Mapping

from adapters.platform import Action, Look, Sight
from adapters.x.desk import Desk
from adapters.x.errors import Answered, Refusal
from adapters.x.ids import is_id

_NOT_THERE = 404


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Delete it; already gone is as good."""
    name = _named(action)
    post = await desk.post(name)
    if post is None:
        return {"post": name}
    if post.get("author_id") != desk.us:
        raise Refusal("NotOurs", "only our own posts can be withdrawn")
    try:
        answer = await desk.session.write("withdraw", lambda x: x.delete_tweet(name), giving_back=True)
    except Answered as no:
        if no.status != _NOT_THERE:
            raise
        return {"post": name}
    data = answer.get("data")
    if not isinstance(data, dict) or data.get("deleted") is not True:
        raise Refusal("NotDone", "X answered, and did not do it")
    return {"post": name}


async def look(desk: Desk, action: Action) -> Look:
    """Whether X shows it no more."""
    name = _named(action)

    async def gone() -> bool:
        return await desk.post(name) is None

    return Look(Sight.PRESENT, {"post": name}) if await desk.seen(gone) else Look(Sight.ABSENT)


def _named(action: Action) -> str:
    """The post meant: the one a receipt names, or the subject itself."""
    name = action.params.get("post") or action.subject.version or action.subject.ref
    if not is_id(name):
        raise Refusal("NoPost", "it is not known which post of ours is meant")
    return name
