"""Reactions to our own messages that came or went while the gateway could not tell: asked for message by message."""

from collections.abc import AsyncIterator
from functools import partial

from discord.http import HTTPClient

from adapters.discord import payloads
from adapters.discord.desk import Desk, as_json
from adapters.discord.place import Hearing
from adapters.platform import Json, Payload

_PAGE = 100


def reaction_of(data: Json) -> str:
    """`channel/message/user/emoji`: what makes a reaction the same one."""
    emoji = as_json(data.get("emoji"))
    names = (data.get("channel_id"), data.get("message_id"), data.get("user_id"), emoji.get("name") or emoji.get("id"))
    return "/".join(str(name) for name in names)


async def changed(desk: Desk, hearing: Hearing, message: Json, server: str | None) -> list[Payload]:
    """What is new about the reactions to one message of ours, as the gateway would have told it. Raises Trouble.

    Everything is asked first and noted after: what is noted is kept in the same commit.
    """
    place = f"{message['channel_id']}/{message['id']}/"
    listed = message.get("reactions")
    there: dict[str, Json] = {}
    for one in listed if isinstance(listed, list) else []:
        emoji = as_json(as_json(one).get("emoji"))
        async for user in _users(desk, message, emoji):
            if user.get("id") not in desk.ours:
                data = _event(message, emoji, user, server)
                there[reaction_of(data)] = data
    gone = [which for which in hearing.reactions if which.startswith(place) and which not in there]
    for which in gone:
        del hearing.reactions[which]
    new = [data for which, data in there.items() if not hearing.reacted(which)]
    told = [payloads.heard("MESSAGE_REACTION_ADD", data, desk.ours) for data in new]
    return [
        *told,
        *(payloads.heard("MESSAGE_REACTION_REMOVE", _taken_back(which, server), desk.ours) for which in gone),
    ]


async def _users(desk: Desk, message: Json, emoji: Json) -> AsyncIterator[Json]:
    channel, number, name = int(message["channel_id"]), int(message["id"]), str(emoji.get("name"))
    asked = f"{name}:{emoji['id']}" if emoji.get("id") else name
    users: list[Json] = []
    while True:
        after = int(users[-1]["id"]) if users else None
        ask = partial(HTTPClient.get_reaction_users, channel_id=channel, message_id=number, emoji=asked)
        page = await desk.connection.read(partial(ask, limit=_PAGE, after=after))
        users = [as_json(one) for one in page]
        for user in users:
            yield user
        if len(users) < _PAGE:
            return


def _event(message: Json, emoji: Json, user: Json, server: str | None) -> Json:
    return {
        "user_id": user.get("id"),
        "channel_id": message["channel_id"],
        "message_id": message["id"],
        "emoji": emoji,
        "message_author_id": as_json(message.get("author")).get("id"),
        "member": {"user": user},
        **({"guild_id": server} if server else {}),
    }


def _taken_back(which: str, server: str | None) -> Json:
    channel, message, user, emoji = which.split("/", 3)
    data: Json = {"channel_id": channel, "message_id": message, "user_id": user, "emoji": {"id": None, "name": emoji}}
    return {**data, **({"guild_id": server} if server else {})}
