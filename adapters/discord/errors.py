"""What went wrong on the way to Discord: discord.py's many errors in the shared words (`adapters/trouble.py`).

Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

import asyncio

import aiohttp
import discord

from adapters import trouble
from adapters.trouble import NobodyKnows, NotOpen, NotReached, Refusal, Stale, Trouble, outcome

UNKNOWN_CHANNEL, UNKNOWN_MEMBER, UNKNOWN_MESSAGE = "10003", "10007", "10008"
UNKNOWN_USER, UNKNOWN_BAN = "10013", "10026"
NO_LETTERS = "50007"
NO_SERVER_SHARED = "50278"
NOT_THERE = frozenset({UNKNOWN_CHANNEL, UNKNOWN_MEMBER, UNKNOWN_MESSAGE, UNKNOWN_USER, UNKNOWN_BAN})
"""What is not there any more needs no undoing."""

_PLAINLY = {
    UNKNOWN_CHANNEL: "the channel is no longer there",
    UNKNOWN_MEMBER: "the account is not on the server any more",
    UNKNOWN_MESSAGE: "the message is no longer there",
    UNKNOWN_USER: "the account is no longer there",
    UNKNOWN_BAN: "there is no ban of this account",
    NO_LETTERS: "the account accepts no direct messages from the bot",
    NO_SERVER_SHARED: "the account shares no server with the bot any more, so it cannot be written to",
    "50001": "the bot cannot see that channel: let its role view it",
    "50013": "the bot lacks a permission there, or its role stands below the account's: move its role up",
    "50021": "this cannot be done to one of Discord's own notices",
    "50034": "the message is older than two weeks, too old for this",
    "50035": "Discord found something wrong in what was sent",
    "50083": "the thread is archived: open it again first",
    "160005": "the thread is locked",
    "200000": "an AutoMod rule of the server stopped our own message: exempt the bot's role",
    "40007": "the account is banned from this server",
}
_LONGEST = 200


class Answered(trouble.Answered):
    """Discord answered no; `code` is its JSON error code. Opening conversations too fast (40003) passes."""

    busy = frozenset({"40003", "20016", "20022", "20028"})


def from_library(problem: BaseException) -> Trouble:
    """One of the library's errors, of aiohttp's, or a time-out, as what it means for a writing request."""
    if isinstance(problem, discord.RateLimited):
        return Answered("429", "Discord asks us to slow down", 429, problem.retry_after)
    if isinstance(problem, discord.HTTPException):
        return _answered(problem)
    code = type(problem).__name__
    if isinstance(problem, aiohttp.ClientConnectorError):
        return NotReached(code, "no connection could be made")
    if isinstance(problem, asyncio.TimeoutError):
        return NobodyKnows(code, "no answer came in time")
    return NobodyKnows(code, "the connection ended before the answer came")


LIBRARY = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, asyncio.TimeoutError)
"""Everything that `from_library` knows."""


def _answered(problem: discord.HTTPException) -> Trouble:
    status = int(problem.status)
    code = str(problem.code or f"HTTP{status}")
    said = " ".join(str(problem.text or "").split())[:_LONGEST]
    if status == 429:
        return Answered(code, "Discord's gatekeeper refuses our address for now: too many requests", 429, 600.0)
    return Answered(code, _PLAINLY.get(code) or said or "Discord gave no reason", status)


__all__ = [
    "LIBRARY",
    "NOT_THERE",
    "Answered",
    "NobodyKnows",
    "NotOpen",
    "NotReached",
    "Refusal",
    "Stale",
    "Trouble",
    "from_library",
]
__all__ += ["NO_LETTERS", "NO_SERVER_SHARED", "UNKNOWN_BAN", "UNKNOWN_MEMBER", "UNKNOWN_MESSAGE", "outcome"]
