"""What went wrong on the way to X: tweepy's and aiohttp's many errors in the shared words (`adapters/trouble.py`).

X answers with problems (title, detail), with bare error lists, and under load with HTML pages, on which tweepy raises
aiohttp's own error instead of its own.
"""

import asyncio
import time

import aiohttp
import tweepy

from adapters import trouble
from adapters.trouble import NobodyKnows, NotOpen, NotReached, Refusal, Stale, Trouble, outcome

NOT_SUMMONED, DUPLICATE, NO_LETTERS = "NotSummoned", "DuplicateText", "NoLetters"
CREDITS, NO_SIGN_IN, PAGE = "CreditsUsedUp", "SignInRefused", "NotJson"

_SAID = (
    ("not been mentioned or otherwise engaged", NOT_SUMMONED, "X lets us answer only who mentioned or quoted us"),
    ("reply to this conversation is not allowed", NOT_SUMMONED, "X does not let us answer in this thread"),
    ("duplicate content", DUPLICATE, "X refuses the same words twice"),
    ("permission to dm", NO_LETTERS, "the account accepts no direct messages from us"),
    ("cannot send messages to this user", NO_LETTERS, "the account accepts no direct messages from us"),
    ("not permitted to access or delete direct", "NoLetterRight", "our keys may not read or write direct messages"),
    ("oauth1 app permissions", "NoWriteRight", "our keys may only read: give the app read, write and direct messages"),
)
_WAITS = {401: 300.0, 402: 3600.0}
_SERVER_TROUBLE = 500
_TOO_MANY = 429
_LONGEST = 200
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)

LIBRARY = (tweepy.TweepyException, aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError, TypeError)
"""Everything that `from_library` knows. ValueError and its like: an answer that tweepy could not read."""


class Answered(trouble.Answered):
    """X answered no. Refused keys, used-up credits and error pages pass, once a person or X has mended them."""

    busy = frozenset({CREDITS, NO_SIGN_IN, PAGE})

    @property
    def for_a_person(self) -> bool:
        """Whether nothing will be heard until a person does something."""
        return self.code in {CREDITS, NO_SIGN_IN}


def from_library(problem: BaseException) -> Trouble:
    """One of the libraries' errors, as what it means for a writing request."""
    code = type(problem).__name__
    if isinstance(problem, tweepy.HTTPException):
        return _answered(problem)
    if isinstance(problem, aiohttp.ContentTypeError):
        return _page(problem)
    if isinstance(problem, _NOT_SENT):
        return NotReached(code, "no connection could be made")
    if isinstance(problem, asyncio.TimeoutError):
        return NobodyKnows(code, "no answer came in time")
    if isinstance(problem, aiohttp.ClientError | OSError):
        return NobodyKnows(code, "the connection ended before the answer came")
    return NobodyKnows(code, "X gave an answer that cannot be read")


def _answered(problem: tweepy.HTTPException) -> Trouble:
    status = int(problem.response.status)
    said = " ".join(" ".join(str(one) for one in problem.api_messages).split())[:_LONGEST]
    if status >= _SERVER_TROUBLE:
        return NobodyKnows(f"HTTP{status}", f"X stumbled over it: {said or 'no reason given'}")
    if status == _TOO_MANY:
        return Answered("TooManyRequests", "X asks us to slow down", status, _until_reset(problem))
    if status in _WAITS:
        code = NO_SIGN_IN if status == 401 else CREDITS
        why = "X refuses our keys" if status == 401 else "the X account's credits are used up: buy more"
        return Answered(code, f"{why} ({said})" if said else why, status, _WAITS[status])
    code, why = _known(said) or (type(problem).__name__, said or "X gave no reason")
    return Answered(code, why, status)


def _known(said: str) -> tuple[str, str] | None:
    for words, code, why in _SAID:
        if words in said.lower():
            return code, why
    return None


def _page(problem: aiohttp.ContentTypeError) -> Trouble:
    """A page instead of an answer. Below 500 a gatekeeper refused it; from 500 on, or with a success, nobody knows."""
    if 400 <= problem.status < _SERVER_TROUBLE:
        return Answered(PAGE, f"X answered {problem.status} with a web page: its gatekeeper refuses us for now", 503)
    return NobodyKnows(PAGE, f"X answered {problem.status} with a web page")


def _until_reset(problem: tweepy.HTTPException) -> float | None:
    """Seconds until the window opens: of the day where that is used up, else of the quarter of an hour."""
    headers = problem.response.headers
    day = ("x-app-limit-24hour", "x-user-limit-24hour")
    names = [f"{name}-reset" for name in day if headers.get(f"{name}-remaining") == "0"] + ["x-rate-limit-reset"]
    resets = [int(headers[name]) for name in names if str(headers.get(name, "")).isdigit()]
    return max(max(resets) - time.time(), 1.0) if resets else None


__all__ = [
    "CREDITS",
    "DUPLICATE",
    "LIBRARY",
    "NOT_SUMMONED",
    "NO_LETTERS",
    "NO_SIGN_IN",
    "PAGE",
    "Answered",
    "NobodyKnows",
    "NotOpen",
    "NotReached",
    "Refusal",
    "Stale",
    "Trouble",
    "from_library",
    "outcome",
]
