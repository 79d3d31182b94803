"""Take back a message of our own, and nobody else's."""

from collections.abc import Mapping

from adapters.discord.desk import Desk, as_json, audit
from adapters.discord.errors import NOT_THERE, Answered, Refusal
from adapters.discord.ids import Place, is_id, place_of
from adapters.platform import Action, Look, Sight


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """One that is gone already is withdrawn."""
    place = _ours(action)
    found = await desk.message(place)
    if found is None:
        return {"already": "yes"}
    if as_json(found.get("author")).get("id") != desk.us:
        raise Refusal("NotOurs", "only our own messages can be withdrawn")
    try:
        await desk.connection.write(
            lambda http: http.delete_message(place.channel, int(place.message), reason=audit(action))
        )
    except Answered as no:
        if no.code not in NOT_THERE:
            raise
    return {}


async def look(desk: Desk, action: Action) -> Look:
    """Gone for everybody."""
    return Look(Sight.PRESENT if await desk.message(_ours(action)) is None else Sight.ABSENT)


def _ours(action: Action) -> Place:
    """The message that the receipt names, or else the subject itself."""
    channel, message = action.params.get("channel", ""), action.params.get("message", "")
    if is_id(channel) and is_id(message):
        return Place(channel, message)
    place = place_of(action.subject.ref)
    if place is None:
        raise Refusal("NoMessage", "it is not known which of our messages is meant")
    return place
