"""Our own notes of what was said. X knows no idempotency keys, so before sending we write down what we are about to do.

After an unclear answer the same words in the noted place are ours, unless another action's note already claims them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from adapters.platform import Action, Notebook

_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Note:
    """About one thing said: to what, the newest id before it, the words sent, and its own id once that is known."""

    to: str
    after: str
    words: str
    id: str = ""


class Notes:
    """The notes of one kind, newest last."""

    def __init__(self, notebook: Notebook, name: str) -> None:
        self._notebook, self._name = notebook, name
        self._notes: dict[str, Note] = {}

    async def read(self) -> None:
        """As they stand in the notebook."""
        kept = json.loads(await self._notebook.read(self._name) or "{}")
        self._notes = {name: Note(**note) for name, note in kept.items()}

    def of(self, action: Action) -> Note | None:
        """What we noted of this action."""
        return self._notes.get(_name(action))

    def claimed(self, action: Action) -> frozenset[str]:
        """What is known to come from other actions."""
        return frozenset(note.id for name, note in self._notes.items() if note.id and name != _name(action))

    async def write(self, action: Action, note: Note) -> None:
        """Keep it before or after sending."""
        self._notes[_name(action)] = note
        newest: Mapping[str, Note] = dict(list(self._notes.items())[-_REMEMBERED:])
        await self._notebook.write(self._name, json.dumps({name: asdict(kept) for name, kept in newest.items()}))


def _name(action: Action) -> str:
    return hashlib.sha256(action.key.encode()).hexdigest()[:24]
