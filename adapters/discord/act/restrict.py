"""Close a thread to new replies (locked), or slow a channel down, and put it back exactly as it was.

What was set before stands in the notebook from before the change until it is put back.
"""

import json
from collections.abc import Mapping

from adapters.discord.desk import Desk, audit
from adapters.discord.errors import Refusal
from adapters.platform import Action, Json, Look, Sight

_THREADS = frozenset({10, 11, 12})
_NOTES = "discord restricted"
_LOCKED, _SLOW = "locked", "rate_limit_per_user"


async def close(desk: Desk, action: Action) -> Mapping[str, str]:
    """Nobody but the server's moderators can write in a locked thread; slow mode lets each write now and then."""
    root = _root(action)
    async with desk.lock("restrict"):
        channel = await desk.channel(root)
        if _closed(desk, channel):
            return {"already": "yes"}
        before = _state(channel)
        await desk.notebook.write(_NOTES, json.dumps({**await _notes(desk), root: before}))
        await _set(desk, action, root, _wanted(desk, channel))
        return {"before": json.dumps(before)}


async def reopen(desk: Desk, action: Action) -> Mapping[str, str]:
    """As it was before we closed it. What we did not close is left alone."""
    root = _root(action)
    async with desk.lock("restrict"):
        notes = await _notes(desk)
        before = notes.pop(root, None)
        if before is None:
            if _closed(desk, await desk.channel(root)):
                raise Refusal("NotOurs", "somebody else restricted it, so somebody else opens it")
            return {"already": "yes"}
        await _set(desk, action, root, before)
        await desk.notebook.write(_NOTES, json.dumps(notes))
        return {}


async def look_closed(desk: Desk, action: Action) -> Look:
    """Locked, or in our slow mode, now."""
    return Look(Sight.PRESENT if _closed(desk, await desk.channel(_root(action))) else Sight.ABSENT)


async def look_open(desk: Desk, action: Action) -> Look:
    """Neither locked nor slowed by us."""
    return Look(Sight.ABSENT if _closed(desk, await desk.channel(_root(action))) else Sight.PRESENT)


def _root(action: Action) -> str:
    if not action.subject.root:
        raise Refusal("NoThread", "this stands in no channel or thread of ours")
    return action.subject.root


def _is_thread(channel: Json) -> bool:
    return channel.get("type") in _THREADS


def _closed(desk: Desk, channel: Json) -> bool:
    if _is_thread(channel):
        return bool(_state(channel)[_LOCKED])
    return int(_state(channel)[_SLOW]) >= desk.settings.slow_seconds


def _state(channel: Json) -> dict[str, int]:
    if _is_thread(channel):
        metadata = channel.get("thread_metadata")
        return {_LOCKED: int(isinstance(metadata, dict) and metadata.get("locked") is True)}
    slow = channel.get(_SLOW)
    return {_SLOW: slow if isinstance(slow, int) else 0}


def _wanted(desk: Desk, channel: Json) -> dict[str, int]:
    return {_LOCKED: 1} if _is_thread(channel) else {_SLOW: desk.settings.slow_seconds}


async def _set(desk: Desk, action: Action, root: str, state: Mapping[str, int]) -> None:
    changes = {name: bool(value) if name == _LOCKED else value for name, value in state.items()}
    await desk.connection.write(lambda http: http.edit_channel(int(root), reason=audit(action), **changes))


async def _notes(desk: Desk) -> dict[str, dict[str, int]]:
    return dict(json.loads(await desk.notebook.read(_NOTES) or "{}"))
