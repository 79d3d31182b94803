"""Ban an account from the server, and lift it. None of its messages is deleted (Discord's own default deletes a day).

What is said to the account is said before: afterwards it cannot be reached. A closed door does not stop the ban.
"""

from collections.abc import Mapping
from dataclasses import replace

from adapters.discord.act import message
from adapters.discord.desk import Desk, audit, somebody_else
from adapters.discord.errors import UNKNOWN_BAN, Answered, Refusal
from adapters.platform import Action, Look, Sight


async def ban(desk: Desk, action: Action) -> Mapping[str, str]:
    """Banning twice is banning once. The receipt says whether the account was told first."""
    who, server = somebody_else(desk, action), int(desk.settings.server_id)
    told = await _tell(desk, action)
    await desk.connection.write(lambda http: http.ban(who, server, delete_message_seconds=0, reason=audit(action)))
    return {"told": told} if told else {}


async def unban(desk: Desk, action: Action) -> Mapping[str, str]:
    """Lifting what is not there is done. The account must be invited again to come back."""
    who, server = somebody_else(desk, action), int(desk.settings.server_id)
    try:
        await desk.connection.write(lambda http: http.unban(who, server, reason=audit(action)))
    except Answered as no:
        if no.code != UNKNOWN_BAN:
            raise
        return {"already": "yes"}
    return {}


async def look_banned(desk: Desk, action: Action) -> Look:
    """On the server's list of bans."""
    return Look(Sight.PRESENT if await _banned(desk, action) else Sight.ABSENT)


async def look_unbanned(desk: Desk, action: Action) -> Look:
    """Not on the server's list of bans."""
    return Look(Sight.ABSENT if await _banned(desk, action) else Sight.PRESENT)


async def _tell(desk: Desk, action: Action) -> str:
    if not action.text.strip() or await _banned(desk, action):
        return ""
    try:
        await message.do(desk, replace(action, key=f"{action.key} told"))
    except (Answered, Refusal) as no:
        if isinstance(no, Answered) and no.passing:
            raise
        return f"no: {no.why}"
    return "yes"


async def _banned(desk: Desk, action: Action) -> bool:
    who, server = somebody_else(desk, action), int(desk.settings.server_id)
    try:
        await desk.connection.read(lambda http: http.get_ban(who, server))
    except Answered as no:
        if no.code != UNKNOWN_BAN:
            raise
        return False
    return True
