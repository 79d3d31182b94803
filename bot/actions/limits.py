"""How fast one channel is acted on: its own pace, and the pause that a platform asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiolimiter import AsyncLimiter

from bot.clock import Clock


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `acts` deeds in `seconds` on one channel."""

    acts: float = 1000
    seconds: float = 3600


class Throttle:
    """Says when a channel may be acted on. Belongs to one event loop."""

    def __init__(self, paces: Mapping[str, Pace], clock: Clock) -> None:
        self._paces, self._clock = paces, clock
        self._limiters: dict[str, AsyncLimiter] = {}
        self._paused: dict[str, datetime] = {}
        self._told_later: dict[str, int] = {}

    async def take(self, channel: str) -> bool:
        """Count a deed if it may go out now. One that may not stays queued and is asked for again at the next tick."""
        until, limiter = self._paused.get(channel), self._limiter(channel)
        if (until is not None and self._clock() < until) or not limiter.has_capacity():
            return False
        await limiter.acquire()  # does not wait: there is room, and nothing came between
        return True

    def answered(self, channel: str, retry_after: float | None) -> None:
        """What the platform asked for. One deed told to come back later waits alone; two in a row pause the channel."""
        row = self._told_later[channel] = self._told_later.get(channel, 0) + 1 if retry_after is not None else 0
        if retry_after is not None and row > 1:
            self._paused[channel] = self._clock() + timedelta(seconds=retry_after)

    def _limiter(self, channel: str) -> AsyncLimiter:
        if channel not in self._limiters:
            pace = self._paces.get(channel, Pace())
            self._limiters[channel] = AsyncLimiter(pace.acts, pace.seconds)
        return self._limiters[channel]
