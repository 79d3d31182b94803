"""Is the message still what was judged? Asked just before an act: authors can edit, and delete."""

from adapters.discord.desk import Desk, message_place
from adapters.discord.errors import Stale, Trouble
from adapters.discord.ids import place_of
from adapters.discord.translate.version import version_of
from adapters.platform import Action, Json, Presence, Subject


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


async def presence(desk: Desk, subject: Subject) -> Presence:
    """Whether the message stands as it was judged; a title or a blocked attempt is no message that could be asked for."""
    place = place_of(subject.ref)
    if place is None:
        return Presence.CANNOT_TELL
    try:
        found = await desk.message(place)
    except Trouble:
        return Presence.CANNOT_TELL
    if found is None:
        return Presence.GONE
    return Presence.THERE if version_of(found) == subject.version else Presence.EDITED
