"""What went wrong on the way to Bluesky, in three words that matter: answered, not reached, or nobody knows."""

from typing import Any

from adapters.platform import Outcome, OutcomeState

AGAIN_SECONDS = 30.0
NO_LETTERS_CODE = "InvalidToken"
"""What the PDS answers when an ordinary app password asks for direct messages ("Bad token method")."""
_BUSY = frozenset({"RateLimitExceeded", "NotEnoughResources", "InvalidSwap"})
_SERVER_TROUBLE = 500


class BlueskyTrouble(Exception):
    """Something went wrong. `code` is the platform's own name for it, `why` one line for a person."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.why = why


class Answered(BlueskyTrouble):
    """The server answered no. `status` is the HTTP status, `retry_after` seconds where it said when to come back."""

    def __init__(self, code: str, why: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(code, why)
        self.status = status
        self.retry_after = retry_after

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status >= _SERVER_TROUBLE or self.status in {408, 425, 429} or self.code in _BUSY


class NotReached(BlueskyTrouble):
    """Nothing was done: the request never left, or it only read."""


class NobodyKnows(BlueskyTrouble):
    """A writing request was sent and no answer came back: it may have been done."""


class Refusal(BlueskyTrouble):
    """We do not even ask: the platform's rules or our own make it impossible for this item."""


class SignInRefused(Answered):
    """The server no longer lets us in: a person must mend it."""


class Stale(BlueskyTrouble):
    """The item is no longer what was judged."""


def outcome(trouble: BlueskyTrouble) -> Outcome:
    """What became of an act that ended in trouble."""
    code, why = trouble.code, trouble.why
    if isinstance(trouble, Stale):
        return Outcome(OutcomeState.REFUSED, code, why, stale=True)
    if isinstance(trouble, NobodyKnows):
        return Outcome(OutcomeState.UNKNOWN, code, why)
    if isinstance(trouble, NotReached):
        return Outcome(OutcomeState.FAILED, code, why, retry_after=AGAIN_SECONDS)
    if isinstance(trouble, Answered) and trouble.passing:
        return Outcome(OutcomeState.FAILED, code, why, retry_after=trouble.retry_after or AGAIN_SECONDS)
    return Outcome(OutcomeState.REFUSED, code, why)


def answered(response: Any, retry_after: float | None) -> Answered:
    """The server's no, read from the library's response."""
    content = response.content
    code = str(getattr(content, "error", None) or f"HTTP{response.status_code}")
    why = str(getattr(content, "message", None) or "the server gave no reason")
    return Answered(code[:60], why[:300], int(response.status_code), retry_after)
