"""What can go wrong on the way to a platform, in the few words that matter, and what then became of an act.

An adapter turns its library's many errors into these; `outcome` turns these into the answer that bot records.
"""

from typing import ClassVar

from adapters.platform import Outcome, OutcomeState

AGAIN_SECONDS = 30.0
_SERVER_TROUBLE = 500
_LATER = frozenset({408, 425, 429})


class Trouble(Exception):
    """Something went wrong. `code` is the platform's own name for it, `why` one line for a person."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.why = why


class Answered(Trouble):
    """The server answered no. `status` is the HTTP status, `retry_after` seconds where it said when to come back.

    `busy`: a platform's own codes that pass, whatever their status.
    """

    busy: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, code: str, why: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(code, why)
        self.status = status
        self.retry_after = retry_after

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status >= _SERVER_TROUBLE or self.status in _LATER or self.code in self.busy


class NotReached(Trouble):
    """Nothing was done: the request never left, or it only read."""


class NotOpen(NotReached):
    """We are not signed in, or not yet: nothing was asked, and the same will do later."""

    def __init__(self) -> None:
        super().__init__("NotOpen", "we are not signed in now")


class NobodyKnows(Trouble):
    """A writing request was sent and no answer came back: it may have been done."""


class Refusal(Trouble):
    """We do not even ask: the platform's rules or our own make it impossible for this item."""


class Stale(Trouble):
    """The item is no longer what was judged."""


def outcome(trouble: Trouble) -> Outcome:
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
