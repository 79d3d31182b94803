"""Take no direct messages from an account, and take them again (POST /2/users/:id/dm/block, dm/unblock: ten in 15 minutes).

Not in tweepy; it goes through its signed requests. X shows nobody whether it is so; saying it twice is saying it once.
"""

from collections.abc import Mapping

from tweepy.asynchronous import AsyncClient

from adapters.platform import Action, Json, Look, Sight
from adapters.x.act.mute import somebody_else
from adapters.x.desk import Desk
from adapters.x.errors import Refusal


async def shut(desk: Desk, action: Action) -> Mapping[str, str]:
    """It can still be read in public, and written to only where X lets us."""
    who = somebody_else(desk, action)
    _agreed(await desk.session.write("mute", lambda x: _ask(x, who, "block")), shut=True)
    return {"account": who}


async def reopen(desk: Desk, action: Action) -> Mapping[str, str]:
    """Letters are taken again."""
    who = somebody_else(desk, action)
    _agreed(await desk.session.write("unmute", lambda x: _ask(x, who, "unblock"), giving_back=True), shut=False)
    return {"account": who}


async def look(desk: Desk, action: Action) -> Look:
    """Never known from here; asking for it once more changes nothing."""
    somebody_else(desk, action)
    return Look(Sight.CANNOT_TELL, why="X does not tell whose letters are not taken; look in the app", repeatable=True)


async def _ask(client: AsyncClient, who: str, what: str) -> Json:
    answer = await client.request("POST", f"/2/users/{who}/dm/{what}", params={}, user_auth=True)
    found = await answer.json()
    return found if isinstance(found, dict) else {}


def _agreed(answer: Json, *, shut: bool) -> None:
    data = answer.get("data")
    if not isinstance(data, dict) or data.get("blocked") is not shut:
        raise Refusal("NotDone", "X answered, and did not do it")
