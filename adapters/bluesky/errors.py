"""What went wrong on the way to Bluesky: the shared words (`adapters/trouble.py`), and what the PDS answers."""

from typing import Any

from adapters import trouble
from adapters.trouble import NobodyKnows, NotOpen, NotReached, Refusal, Stale, outcome
from adapters.trouble import Trouble as BlueskyTrouble

NO_LETTERS_CODE = "InvalidToken"
"""What the PDS answers when an ordinary app password asks for direct messages ("Bad token method")."""


class Answered(trouble.Answered):
    """The server answered no, with one of the network's own names for it."""

    busy = frozenset({"RateLimitExceeded", "NotEnoughResources", "InvalidSwap"})


class SignInRefused(Answered):
    """The server no longer lets us in: a person must mend it."""


def answered(response: Any, retry_after: float | None) -> Answered:
    """The server's no, read from the library's response."""
    content = response.content
    code = str(getattr(content, "error", None) or f"HTTP{response.status_code}")
    why = str(getattr(content, "message", None) or "the server gave no reason")
    return Answered(code[:60], why[:300], int(response.status_code), retry_after)


__all__ = [
    "NO_LETTERS_CODE",
    "Answered",
    "BlueskyTrouble",
    "NobodyKnows",
    "NotOpen",
    "NotReached",
    "Refusal",
    "SignInRefused",
    "Stale",
    "answered",
    "outcome",
]
