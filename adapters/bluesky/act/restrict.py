"""Close a thread of ours to replies, and open it again exactly as it was (app.bsky.feed.threadgate, allow).

An empty `allow` means nobody, a missing one means everybody. What stood there before is kept in the notebook before the
thread is closed, and in the receipt.
"""

import json
from collections.abc import Mapping

from adapters.bluesky.act.gates import ALREADY, NOT_YET_SEEN, THREADGATE, change_gate, gate_of
from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk
from adapters.bluesky.errors import Refusal
from adapters.bluesky.ids import address
from adapters.platform import Action, Json, Look, Sight

_NOBODY: list[object] = []
_BEFORE = "allow_before"
_EVERYBODY = "everybody"


async def close(desk: Desk, action: Action) -> Mapping[str, str]:
    """Nobody may reply; replies already there, and those hidden, stay as they are."""
    root = _root(action)
    current = await desk.record(gate_of(desk, root, THREADGATE))
    earlier = _told(current.value if current else {})
    if earlier == json.dumps(_NOBODY):
        return ALREADY
    await desk.notebook.write(_note(root), earlier)

    def change(gate: Json) -> bool:
        if _told(gate) != earlier:
            raise Refusal("Changed", "somebody changed who may reply in this very moment; look again")
        gate["allow"] = _NOBODY
        return True

    return {**await change_gate(desk, root, THREADGATE, change), _BEFORE: earlier}


async def reopen(desk: Desk, action: Action) -> Mapping[str, str]:
    """Exactly who could reply before may reply again."""
    root = _root(action)
    earlier = action.params.get(_BEFORE) or await desk.notebook.read(_note(root))

    def change(gate: Json) -> bool:
        if gate.get("allow") != _NOBODY:
            return False
        if earlier is None:
            raise Refusal("NotKnown", "it is not known who could reply before; set it by hand in the Bluesky app")
        gate.pop("allow")
        if earlier != _EVERYBODY:
            gate["allow"] = json.loads(earlier)
        return True

    return await change_gate(desk, root, THREADGATE, change)


async def look_closed(desk: Desk, action: Action) -> Look:
    """Nobody may reply, in our record and for readers."""
    return await _look(desk, action, closed=True)


async def look_open(desk: Desk, action: Action) -> Look:
    """The thread is no longer closed to everybody."""
    return await _look(desk, action, closed=False)


async def _look(desk: Desk, action: Action, *, closed: bool) -> Look:
    root = _root(action)
    current = await desk.record(gate_of(desk, root, THREADGATE))
    if (current is not None and current.value.get("allow") == _NOBODY) is not closed:
        return Look(Sight.ABSENT)

    async def shows() -> bool:
        view = (await desk.views([root])).get(root, {})
        return (at(view, "threadgate", "record", "allow") == _NOBODY) is closed

    before = await desk.notebook.read(_note(root)) or ""
    return Look(Sight.PRESENT, {_BEFORE: before}) if await desk.seen(shows) else NOT_YET_SEEN


def _told(gate: Json) -> str:
    """Who may reply, as text: the rules as JSON, or the word for no rule at all."""
    return json.dumps(gate["allow"]) if "allow" in gate else _EVERYBODY


def _note(root: str) -> str:
    found = address(root)
    return f"bluesky replies {found.rkey if found else ''}"


def _root(action: Action) -> str:
    if not action.subject.root:
        raise Refusal("NotInThread", "there is no thread of ours to close")
    return action.subject.root
