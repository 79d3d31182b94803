"""Mute an account, and unmute it (/2/users/:id/muting). Private: nobody else can see it. Twice is once."""

from collections.abc import Mapping

from adapters.platform import Action, Json, Look, Sight
from adapters.x.desk import Desk
from adapters.x.errors import Refusal
from adapters.x.ids import is_id

_ASKED = {"user_fields": ["connection_status"], "user_auth": True}


async def mute(desk: Desk, action: Action) -> Mapping[str, str]:
    """We see less of it; it is not told."""
    who = somebody_else(desk, action)
    answer = await desk.session.write("mute", lambda x: x.mute(who))
    _agreed(answer, muting=True)
    return {"account": who}


async def unmute(desk: Desk, action: Action) -> Mapping[str, str]:
    """Unmuting who is not muted does nothing."""
    who = somebody_else(desk, action)
    answer = await desk.session.write("unmute", lambda x: x.unmute(who), giving_back=True)
    _agreed(answer, muting=False)
    return {"account": who}


async def look_muted(desk: Desk, action: Action) -> Look:
    """Whether X says that we mute it."""
    return await _look(desk, action, muting=True)


async def look_unmuted(desk: Desk, action: Action) -> Look:
    """Whether X says that we do not mute it."""
    return await _look(desk, action, muting=False)


async def _look(desk: Desk, action: Action, *, muting: bool) -> Look:
    """How we stand to an account (connection_status)."""
    who = somebody_else(desk, action)
    answer = await desk.session.read("user_read", lambda x: x.get_user(id=who, **_ASKED), "account")
    data = answer.get("data")
    if not isinstance(data, dict):
        return Look(Sight.CANNOT_TELL, why="X does not show this account")
    standing = data.get("connection_status")
    holds = isinstance(standing, list) and "muting" in standing
    return Look(Sight.PRESENT, {"account": who}) if holds is muting else Look(Sight.ABSENT)


def somebody_else(desk: Desk, action: Action) -> str:
    """The account meant.

    Raises:
        Refusal: when it is unknown or our own.
    """
    who = action.subject.author or ""
    if not is_id(who):
        raise Refusal("NoAccount", "it is not known which account is meant")
    if who in desk.ours:
        raise Refusal("Ourselves", "this is an account of the landlord")
    return who


def _agreed(answer: Json, *, muting: bool) -> None:
    data = answer.get("data")
    if not isinstance(data, dict) or data.get("muting") is not muting:
        raise Refusal("NotDone", "X answered, and did not do it")
