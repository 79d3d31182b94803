"""A time-out, and its end (PATCH /guilds/{id}/members/{id}, communication_disabled_until). At most 28 days.

The account can read and not write. Discord itself ends it; the date that a person set is kept by bot.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from adapters.discord.desk import Desk, as_json, audit, somebody_else
from adapters.discord.errors import UNKNOWN_MEMBER, Answered, Refusal
from adapters.platform import Action, Look, Sight

LONGEST = timedelta(days=28)
_UNTIL = "communication_disabled_until"


async def begin(desk: Desk, action: Action) -> Mapping[str, str]:
    """Until `params["until"]` (ISO 8601), or for as long as the settings say."""
    who, now = somebody_else(desk, action), datetime.now(UTC)
    until = _until(action, now, timedelta(hours=desk.settings.time_out_hours))
    await _set(desk, action, who, until.isoformat())
    return {"until": until.isoformat()}


async def end(desk: Desk, action: Action) -> Mapping[str, str]:
    """Who has left the server has no time-out there."""
    try:
        await _set(desk, action, somebody_else(desk, action), None)
    except Answered as no:
        if no.code != UNKNOWN_MEMBER:
            raise
        return {"already": "yes"}
    return {}


async def look_begun(desk: Desk, action: Action) -> Look:
    """The account cannot write now."""
    return await _look(desk, action, silenced=True)


async def look_ended(desk: Desk, action: Action) -> Look:
    """The account can write, or is not there."""
    return await _look(desk, action, silenced=False)


async def _look(desk: Desk, action: Action, *, silenced: bool) -> Look:
    who = somebody_else(desk, action)
    try:
        server = int(desk.settings.server_id)
        member = as_json(await desk.connection.read(lambda http: http.get_member(server, who)))
    except Answered as no:
        if no.code != UNKNOWN_MEMBER:
            raise
        return Look(Sight.ABSENT if silenced else Sight.PRESENT, why=no.why)
    until = member.get(_UNTIL)
    now = isinstance(until, str) and datetime.fromisoformat(until) > datetime.now(UTC)
    return Look(Sight.PRESENT if now is silenced else Sight.ABSENT, {"until": str(until)} if now else {})


async def _set(desk: Desk, action: Action, who: str, until: str | None) -> None:
    server, reason = int(desk.settings.server_id), audit(action)
    await desk.connection.write(
        lambda http: http.edit_member(server, who, reason=reason, communication_disabled_until=until)
    )


def _until(action: Action, now: datetime, usual: timedelta) -> datetime:
    asked = action.params.get("until")
    try:
        until = datetime.fromisoformat(asked).astimezone(UTC) if asked else now + usual
    except ValueError:
        raise Refusal("NoTime", f"{str(asked)[:40]!r} is not a time") from None
    if not now < until <= now + LONGEST:
        raise Refusal("TooLong", "a time-out on Discord ends within 28 days, and not before now")
    return until
