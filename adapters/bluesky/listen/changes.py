"""Which of the known posts to read again, for edits and deletions: the network tells of neither.

Each round takes those met last, and a few of the others in turn.
"""

from adapters.bluesky.ids import long
from adapters.bluesky.place import Place

_NEWEST = 25
_IN_TURN = 25


class Rounds:
    """Goes through the known posts, a few at a time."""

    def __init__(self) -> None:
        self._waiting: list[str] = []

    def due(self, place: Place) -> list[str]:
        """Addresses to read again now."""
        if not self._waiting:
            self._waiting = list(place.known)
        turn, self._waiting = self._waiting[-_IN_TURN:], self._waiting[:-_IN_TURN]
        return list(dict.fromkeys([*place.newest_known(_NEWEST), *(long(name) for name in turn)]))
