"""The rounds of listening, and what happens when X cannot be reached or the day's budget is spent: slower, never silent."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.platform import ChannelDown, Intake
from adapters.x.desk import Desk
from adapters.x.errors import Answered, Trouble
from adapters.x.ids import id_at
from adapters.x.listen import activity, known, letters, mentions, stream, threads
from adapters.x.listen.hearing import Hearing
from adapters.x.place import place_of

_LONGEST_WAIT = 900.0
_REFUSED_WAIT = 3600.0
_SAY_SO_AFTER = 300.0
"""Seconds of failing after which a person is told, on record."""

Round = Callable[[], Awaitable[None]]


class Listener:
    """Listens for ever on all sides that are switched on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rounds = threads.Rounds()
        self._told_day = ""

    async def listen(self, intake: Intake) -> None:
        """Feed the intake until cancelled. Errors of the intake are raised, those of the network waited out."""
        since = datetime.now(UTC) - timedelta(hours=self._desk.settings.look_back_hours)
        hearing = Hearing(self._desk, intake, place_of(await intake.cursor(), id_at(since)))
        try:
            async with asyncio.TaskGroup() as sides:
                for side in self._sides(hearing):
                    sides.create_task(side)
        except ExceptionGroup as problems:
            raise _first(problems) from None

    def _sides(self, hearing: Hearing) -> list[Coroutine[Any, Any, None]]:
        desk, mine = self._desk, self._desk.settings
        sides = [
            self._again(hearing, lambda: threads.hear(desk, hearing, self._rounds), mine.conversation_seconds),
            self._again(hearing, lambda: mentions.hear(desk, hearing), mine.poll_seconds),
            self._again(hearing, lambda: known.check(desk, hearing), mine.check_seconds),
        ]
        if mine.direct_messages:
            sides.append(self._again(hearing, lambda: self._letters(hearing), mine.letters_seconds))
        if mine.stream:
            sides.append(stream.follow(desk, hearing))
        if mine.activity:
            sides.append(activity.follow(desk, hearing))
        return sides

    async def _letters(self, hearing: Hearing) -> None:
        """Without the right to direct messages the rest goes on, and a person is told."""
        try:
            await letters.hear(self._desk, hearing)
            self._desk.no_letters = ""
        except Answered as no:
            if no.passing:
                raise
            self._desk.no_letters = f"direct messages cannot be read or sent: {no.why}"
            await hearing.trouble(f"Direct messages are not heard: {no.why} ({no.code}).")
            await asyncio.sleep(_REFUSED_WAIT)

    async def _again(self, hearing: Hearing, one_round: Round, every: float) -> None:
        failing_since: float | None = None
        told = False
        while True:
            wait = await self._pace(hearing, every)
            try:
                await one_round()
                failing_since, told = None, False
            except Trouble as trouble:
                if isinstance(trouble, Answered) and trouble.for_a_person:
                    raise ChannelDown(f"X cannot be heard: {trouble.why}") from None
                failing_since = failing_since or time.monotonic()
                failing = time.monotonic() - failing_since
                wait = _patience(trouble, wait, failing)
                if not told and (failing > _SAY_SO_AFTER or _for_good(trouble)):
                    told = True
                    await hearing.trouble(f"X cannot be heard: {trouble.why} ({trouble.code}). It is tried on.")
            await asyncio.sleep(wait)

    async def _pace(self, hearing: Hearing, every: float) -> float:
        """How long until the next round: longer when the day's budget is spent, and then a person is told, once a day."""
        meter = self._desk.meter
        if not meter.used_up:
            return every
        if self._told_day != meter.day:
            self._told_day = meter.day
            await hearing.trouble(f"X is heard more slowly: {meter.why()}.")
        return max(every, min(self._desk.settings.floor_seconds, meter.until_midnight()))


def _for_good(trouble: Trouble) -> bool:
    return isinstance(trouble, Answered) and not trouble.passing


def _patience(trouble: Trouble, wait: float, failing: float) -> float:
    """As long as X says, if it does; else longer the longer it lasts."""
    asked = trouble.retry_after if isinstance(trouble, Answered) else None
    return asked if asked and asked > wait else min(max(wait, failing / 4), max(_LONGEST_WAIT, wait))


def _first(problems: ExceptionGroup[Exception]) -> Exception:
    """The first thing that went wrong, out of its wrapping."""
    first = problems.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first
