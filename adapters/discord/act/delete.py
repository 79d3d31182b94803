"""Delete somebody's message. One-way, so only ever for a person who decided it, after the words were kept.

Before it, a note says that it is us: then a message that is gone was deleted by us, and not by its author.
"""

import json
from collections.abc import Mapping

from adapters.discord.act.judged import still_judged
from adapters.discord.desk import Desk, audit, message_place, somebody_else
from adapters.discord.errors import NOT_THERE, Answered
from adapters.platform import Action, Look, Sight

_NOTES = "discord deleted"
_REMEMBERED = 500


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Gone is done, if it was we who deleted it."""
    place = message_place(action)
    somebody_else(desk, action)
    async with desk.lock(f"delete {place}"):
        begun = await _begun(desk)
        if action.key in begun and await desk.message(place) is None:
            return {"message": str(place), "already": "yes"}
        await still_judged(desk, action)
        begun[action.key] = str(place)
        await desk.notebook.write(_NOTES, json.dumps(dict(list(begun.items())[-_REMEMBERED:])))
        desk.ours_to_forget(str(place))
        try:
            await desk.connection.write(
                lambda http: http.delete_message(place.channel, int(place.message), reason=audit(action))
            )
        except Answered as no:
            if no.code not in NOT_THERE:
                raise
        return {"message": str(place)}


async def look(desk: Desk, action: Action) -> Look:
    """Not to be read by anybody any more, whoever deleted it."""
    gone = await desk.message(message_place(action)) is None
    return Look(Sight.PRESENT if gone else Sight.ABSENT)


async def deleted_by_us(desk: Desk) -> set[str]:
    """Which messages we set out to delete ourselves, lately."""
    return set((await _begun(desk)).values())


async def _begun(desk: Desk) -> dict[str, str]:
    return {str(key): str(ref) for key, ref in json.loads(await desk.notebook.read(_NOTES) or "{}").items()}
