"""Listening: the gateway is followed on one side; on the other, what it said is kept, in order, after any gap is filled."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from adapters.discord import payloads
from adapters.discord.desk import Desk, as_json
from adapters.discord.errors import Trouble
from adapters.discord.ids import id_at
from adapters.discord.listen.away import Away
from adapters.discord.listen.backfill import Backfill
from adapters.discord.listen.live import Live
from adapters.discord.listen.rooms import Rooms
from adapters.discord.place import Hearing, hearing_of
from adapters.platform import ChannelDown, Intake, Payload

T = TypeVar("T")

_BATCH = 200
_WAITS = (1.0, 2.0, 5.0, 15.0, 60.0)
_BEGINS_ANEW, _GOES_ON = "READY", "RESUMED"
_RIGHTS = frozenset(
    {"GUILD_MEMBER_UPDATE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE", "GUILD_UPDATE"}
)


class Listener:
    """One run of listening. All state is in the cursor: a run that breaks anywhere is taken up from there."""

    def __init__(self, desk: Desk, intake: Intake) -> None:
        self._desk, self._intake = desk, intake
        self._said: asyncio.Queue[str] = asyncio.Queue()
        self._relearn = False
        self._away = Away(desk)

    async def listen(self) -> None:
        """Feed the intake until cancelled. Errors of the intake are raised, those of the line waited out.

        Raises:
            ChannelDown: for what a person must mend, and when the line cannot be held.
        """
        since = id_at(datetime.now(UTC) - timedelta(hours=self._desk.settings.look_back_hours))
        hearing = hearing_of(await self._intake.cursor(), since)
        self._desk.connection.take = self._said.put_nowait
        try:
            async with asyncio.TaskGroup() as sides:
                sides.create_task(self._follow())
                sides.create_task(self._keep_on(hearing))
        except ExceptionGroup as problems:
            raise _first(problems) from None
        finally:
            self._desk.connection.take = lambda _: None

    async def _follow(self) -> None:
        await self._desk.connection.follow()
        raise ChannelDown("Discord closed the line for good; it is opened again")

    async def _keep_on(self, hearing: Hearing) -> None:
        rooms = Rooms(self._desk)
        live = Live(self._desk, rooms, hearing)
        while True:
            kept: list[Payload] = []
            before = hearing.as_text()
            for event, data in await self._heard():
                stranger = live.stranger(event, data)
                if kept and (event == _BEGINS_ANEW or stranger):
                    await self._keep(hearing, kept)
                    kept = []
                fill = Backfill(self._desk, rooms, hearing, lambda page: self._keep(hearing, page))
                if event == _BEGINS_ANEW:
                    await self._patiently(fill.run)
                    await self._away.say(self._intake)
                    continue
                if event == _GOES_ON:
                    self._away.resumed()
                if stranger:
                    await self._patiently(lambda fill=fill, stranger=stranger: fill.conversation(*stranger))  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
                kept += await self._patiently(lambda event=event, data=data: live.take(event, data))  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
                self._relearn = self._relearn or event in _RIGHTS
            if kept or hearing.as_text() != before:
                await self._keep(hearing, kept)
            if self._relearn:
                await self._patiently(self._desk.learn_rights)
                self._relearn = False

    async def _keep(self, hearing: Hearing, kept: Sequence[Payload]) -> None:
        await self._intake.keep(kept, hearing.as_text())

    async def _heard(self) -> list[tuple[str, dict[str, object]]]:
        """What waits, at least one, in the order it came."""
        said = [await self._said.get()]
        await self._away.alive()
        while len(said) < _BATCH and not self._said.empty():
            said.append(self._said.get_nowait())
        frames = [json.loads(one) for one in said]
        return [(str(frame["t"]), as_json(frame.get("d"))) for frame in frames if frame.get("t")]

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Again and again until the server answers. What it refuses for good is on record, and listening stops."""
        tries = 0
        while True:
            try:
                return await ask()
            except Trouble as trouble:
                if not getattr(trouble, "passing", True):
                    why = f"Discord refuses what listening needs: {trouble.why} ({trouble.code})"
                    await self._intake.keep([payloads.trouble(why, datetime.now(UTC).date().isoformat())], None)
                    raise ChannelDown(why) from None
                await asyncio.sleep(_WAITS[min(tries, len(_WAITS) - 1)])
                tries += 1


def _first(problems: ExceptionGroup[Exception]) -> Exception:
    """The first thing that went wrong, out of its wrapping."""
    first = problems.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first
