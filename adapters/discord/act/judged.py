"""Is the message still what was judged? Asked just before an act: authors can edit, and delete."""

from adapters.discord.desk import Desk, message_place
from adapters.discord.errors import Stale
from adapters.discord.translate.version import version_of
from adapters.platform import Action, Json


async def still_judged(desk: Desk, action: Action) -> Json:
    """The message, in the version that was judged.

    Raises:
        Stale: when it is gone, or was edited since.
    """
    found = await desk.message(message_place(action))
    if found is None:
        raise Stale("Gone", "the message is no longer there")
    if action.subject.version and version_of(found) != action.subject.version:
        raise Stale("Edited", "the message was edited since it was judged")
    return found
