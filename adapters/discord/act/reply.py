"""Answer under what was said, seen by everybody in the channel (POST /channels/{id}/messages with a reference)."""

from collections.abc import Mapping

from adapters.discord.act import sent
from adapters.discord.act.judged import still_judged
from adapters.discord.desk import Desk, message_place
from adapters.platform import Action, Look, Sight


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Say it once, to the words that were judged."""
    place = message_place(action)
    standing = await sent.look(desk, action)
    if standing.sight is Sight.PRESENT:
        return standing.receipt
    await still_judged(desk, action)
    return await sent.say(desk, action, place.channel, place.message)


async def look(desk: Desk, action: Action) -> Look:
    """In the channel now."""
    return await sent.look(desk, action)
