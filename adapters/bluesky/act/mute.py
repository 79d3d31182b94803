"""Mute an account, and unmute it (app.bsky.graph.muteActor). Private: nobody else can see it."""

from collections.abc import Mapping

from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk
from adapters.bluesky.errors import Refusal
from adapters.platform import Action, Look, Sight


async def mute(desk: Desk, action: Action) -> Mapping[str, str]:
    """Muting twice is muting once."""
    await desk.session.write("app.bsky.graph.muteActor", {"actor": somebody_else(desk, action)})
    return {}


async def unmute(desk: Desk, action: Action) -> Mapping[str, str]:
    """Unmuting who is not muted does nothing."""
    await desk.session.write("app.bsky.graph.unmuteActor", {"actor": somebody_else(desk, action)})
    return {}


async def look_muted(desk: Desk, action: Action) -> Look:
    """Muted by this account itself, not by a list."""
    return await _look(desk, action, muted=True)


async def look_unmuted(desk: Desk, action: Action) -> Look:
    """Not muted."""
    return await _look(desk, action, muted=False)


async def _look(desk: Desk, action: Action, *, muted: bool) -> Look:
    who = somebody_else(desk, action)

    async def shows() -> bool:
        return bool(at(await desk.profile(who), "viewer", "muted")) is muted

    return Look(Sight.PRESENT if await shows() or await desk.seen(shows) else Sight.ABSENT)


def somebody_else(desk: Desk, action: Action) -> str:
    """The account meant. The network would let us block ourselves; we do not.

    Raises:
        Refusal: when it is unknown or our own.
    """
    who = action.subject.author or ""
    if not who.startswith("did:"):
        raise Refusal("NoAccount", "it is not known which account is meant")
    if who in desk.ours:
        raise Refusal("Ourselves", "this is an account of the landlord")
    return who
