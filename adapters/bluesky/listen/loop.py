"""The rounds of listening, and what happens when the network cannot be reached: wait, come back, fill the gap."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.bluesky.desk import Desk
from adapters.bluesky.errors import NO_LETTERS_CODE, Answered, BlueskyTrouble, SignInRefused
from adapters.bluesky.listen import notifications, threads
from adapters.bluesky.listen.changes import Rounds
from adapters.bluesky.listen.hearing import Hearing
from adapters.bluesky.listen.letters import Letters
from adapters.bluesky.place import place_of
from adapters.platform import ChannelDown, Intake

_LONGEST_WAIT = 120.0
_REFUSED_WAIT = 3600.0
_SAY_SO_AFTER = 300.0
"""Seconds of failing after which a person is told, on record."""


class Listener:
    """Listens for ever on all sides that are switched on. `no_letters` says why direct messages cannot be read."""

    def __init__(self, desk: Desk, no_letters: Callable[[], str]) -> None:
        self._desk = desk
        self._no_letters = no_letters
        self._counts = threads.Counts()
        self._rounds = Rounds()
        self._swept = self._deep = float("-inf")

    async def listen(self, intake: Intake) -> None:
        """Feed the intake until cancelled. Errors of the intake are raised, those of the network waited out."""
        since = datetime.now(UTC) - timedelta(hours=self._desk.settings.look_back_hours)
        place = place_of(await intake.cursor(), since.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
        hearing = Hearing(self._desk, intake, place)
        try:
            async with asyncio.TaskGroup() as sides:
                for side in self._sides(hearing):
                    sides.create_task(side)
        except ExceptionGroup as problems:
            raise _first(problems) from None

    def _sides(self, hearing: Hearing) -> list[Coroutine[Any, Any, None]]:
        sides = [self._again_and_again(hearing, lambda: self._posts(hearing))]
        if self._desk.settings.direct_messages:
            letters = Letters(self._desk, hearing)
            sides.append(self._again_and_again(hearing, lambda: self._letters(hearing, letters)))
        if self._desk.settings.firehose:
            from adapters.bluesky.listen.firehose import Firehose

            sides.append(Firehose(self._desk, hearing).follow())
        return sides

    async def _posts(self, hearing: Hearing) -> None:
        """One round: the notifications, the threads, and the known posts whose turn it is."""
        now, settings = time.monotonic(), self._desk.settings
        deep, sweep = now - self._deep >= settings.deep_seconds, now - self._swept >= settings.thread_seconds
        back_to = hearing.place.since if deep else notifications.little_back(hearing.place)
        named, newest = await notifications.named(self._desk, hearing.place, back_to=back_to)
        named += await threads.named(self._desk, hearing.place, self._counts, everywhere=sweep)
        await hearing.posts([*named, *self._rounds.due(hearing.place)], newest=newest)
        self._deep, self._swept = now if deep else self._deep, now if sweep else self._swept

    async def _letters(self, hearing: Hearing, letters: Letters) -> None:
        if why := self._no_letters():
            await hearing.trouble(f"Direct messages are not heard: {why}")
            await asyncio.sleep(_REFUSED_WAIT)
            return
        await letters.read()

    async def _again_and_again(self, hearing: Hearing, one_round: Callable[[], Awaitable[None]]) -> None:
        failing_since: float | None = None
        told = False
        while True:
            wait = self._desk.settings.poll_seconds
            try:
                await one_round()
                failing_since, told = None, False
            except SignInRefused as no:
                raise ChannelDown(f"{no.why} ({no.code}): make a new app password") from no
            except BlueskyTrouble as trouble:
                failing_since = failing_since or time.monotonic()
                failing = time.monotonic() - failing_since
                wait = _patience(trouble, wait, failing)
                if not told and (failing > _SAY_SO_AFTER or _for_good(trouble)):
                    told = True
                    await hearing.trouble(f"Bluesky cannot be heard: {trouble.why} ({trouble.code}). It is tried on.")
            await asyncio.sleep(wait)


def _for_good(trouble: BlueskyTrouble) -> bool:
    return isinstance(trouble, Answered) and (trouble.code == NO_LETTERS_CODE or not trouble.passing)


def _patience(trouble: BlueskyTrouble, wait: float, failing: float) -> float:
    """Longer the longer it lasts; as long as the server says, if it does."""
    asked = trouble.retry_after if isinstance(trouble, Answered) else None
    return min(max(asked or 0.0, wait, failing / 4), _LONGEST_WAIT)


def _first(problems: ExceptionGroup[Exception]) -> Exception:
    """The first thing that went wrong, out of its wrapping."""
    first = problems.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first
