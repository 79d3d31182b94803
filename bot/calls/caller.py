"""Rings alarms: every acknowledged destination is called, again and again, until a person answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.platform import Post
from bot.clock import Clock
from bot.store.database import Database
from bot.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Ringing:
    """When an unanswered alarm rings again, in minutes after each call (the last one for ever after), and where it leads."""

    minutes: tuple[int, ...] = (5, 10, 15)
    link: str = ""
    tick_seconds: float = 1.0


class Caller:
    """Calls people. `posts` by destination name."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        posts: Mapping[str, Post],
        clock: Clock,
        ringing: Ringing = Ringing(),
    ) -> None:
        self._database, self._writer, self._posts, self._clock, self._ringing = database, writer, posts, clock, ringing

    async def run(self) -> None:
        """Until cancelled."""
        raise NotImplementedError

    async def step(self) -> int:
        """Call for every alarm that is due now; returns how many alarms that was."""
        raise NotImplementedError
