"""Write to an account privately. Refused where the account takes no messages from the bot (50007): a person's task."""

from collections.abc import Mapping

from adapters.discord.act import sent
from adapters.discord.desk import Desk, as_json, somebody_else
from adapters.discord.errors import NO_LETTERS, NO_SERVER_SHARED, Answered, Refusal
from adapters.platform import Action, Look


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Send it once. Who refused before is not asked again: refusals are counted against our address."""
    who = somebody_else(desk, action)
    if who in desk.closed_to_us:
        raise Refusal(NO_LETTERS, "the account accepts no direct messages from the bot")
    try:
        return await sent.say(desk, action, await conversation(desk, who))
    except Answered as no:
        if no.code in {NO_LETTERS, NO_SERVER_SHARED}:
            desk.closed_to_us.add(who)
        raise


async def look(desk: Desk, action: Action) -> Look:
    """In the conversation now."""
    somebody_else(desk, action)
    return await sent.look(desk, action)


async def conversation(desk: Desk, who: str) -> str:
    """The private channel with an account; asking for it again gives the same one, and tells nobody."""
    return str(as_json(await desk.connection.write(lambda http: http.start_private_message(who))).get("id"))
