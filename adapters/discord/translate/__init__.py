"""Gateway payloads into what was heard. Pure and total: an answer, maybe empty, or Untranslatable with a reason.

A payload is what the gateway sent (`t`, `d`), and `doorstep`: whose words are ours. History read over REST comes in the
same shape. https://docs.discord.com/developers/events/gateway-events
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from adapters.discord.translate import others
from adapters.discord.translate.message import message
from adapters.payload import heard, trouble
from adapters.platform import Json, Untranslatable
from rules.model.interaction import Heard

Reader = Callable[[Json, datetime, str], tuple[Heard, ...]]

HEARD: Mapping[str, Reader] = {
    "MESSAGE_CREATE": partial(message, update=False),
    "MESSAGE_UPDATE": partial(message, update=True),
    "MESSAGE_DELETE": others.removal,
    "MESSAGE_DELETE_BULK": others.removals,
    "MESSAGE_REACTION_ADD": others.reaction,
    "MESSAGE_REACTION_REMOVE": others.reaction_gone,
    "THREAD_CREATE": others.thread,
    "THREAD_DELETE": others.thread_gone,
    "AUTO_MODERATION_ACTION_EXECUTION": others.stopped,
}
"""The events in which somebody says or takes back something; no other is kept."""

TROUBLE = "TROUBLE"
"""Not an event of Discord's: something that a person must mend, said by the listener."""


def translate(payload: bytes, heard_at_iso: str, channel: str) -> tuple[Heard, ...]:
    """One payload to what was heard. Our own words, and what nobody said, become nothing.

    Raises:
        Untranslatable: with the reason.
    """
    return heard(payload, heard_at_iso, channel, _read)


def _read(body: Json, heard_at: datetime, channel: str) -> tuple[Heard, ...]:
    event = body.get("t")
    if event == TROUBLE:
        raise trouble(body.get("d"))
    read = HEARD.get(event) if isinstance(event, str) else None
    if read is None:
        raise Untranslatable(f"{str(event)[:60]!r} is nothing that somebody said")
    return read(body, heard_at, channel)
