"""Is the post still what was judged? Asked just before an act: an edit is a new post under a new id."""

from adapters.platform import Action, Json
from adapters.x.desk import Desk
from adapters.x.errors import Refusal, Stale
from adapters.x.ids import history, is_id


async def still_judged(desk: Desk, action: Action) -> Json:
    """The post, in the version that was judged.

    Raises:
        Stale: when it is gone, or a later version stands.
        Refusal: when the subject is no post.
    """
    version = action.subject.version or action.subject.ref
    if not is_id(version) or not is_id(action.subject.ref):
        raise Refusal("NoPost", "this is not a post on X")
    post = await desk.post(version)
    if post is None:
        raise Stale("Gone", "the post is no longer there")
    if history(post)[-1] != version:
        raise Stale("Edited", "the post was edited since it was judged")
    return post
