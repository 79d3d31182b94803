"""One line said after a deed, shown once on the next page; and one-time form numbers, so that a double press acts once.

Both live in memory: a restart loses a line of text, and the desk and the outbox hold what matters.
"""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, and whether it was done. `undo`: the action to take back, where it can be; `typed`: what to keep."""

    text: str
    done: bool = True
    undo: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


class Flash:
    """Lines by session, and the numbers of forms already sent. Bounded: the oldest are forgotten."""

    def __init__(self) -> None:
        self._lines: OrderedDict[str, Said] = OrderedDict()
        self._sent: OrderedDict[str, None] = OrderedDict()

    def say(self, session: str, said: Said) -> None:
        """Keep `said` for the session's next page."""
        self._lines[session] = said
        _trim(self._lines)

    def take(self, session: str) -> Said | None:
        """What there is to say, once."""
        return self._lines.pop(session, None)

    def number(self) -> str:
        """A number for one form."""
        return secrets.token_urlsafe(12)

    def first(self, number: str) -> bool:
        """True the first time a form's number comes back; a form without one is never the first."""
        if not number or number in self._sent:
            return False
        self._sent[number] = None
        _trim(self._sent)
        return True


def _trim(kept: OrderedDict[str, Any]) -> None:
    while len(kept) > _KEPT:
        kept.popitem(last=False)
