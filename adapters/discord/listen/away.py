"""How long the line was down, and what of that time can never be read: a person is told.

Discord lists no private conversations to a bot. One that somebody began while nobody listened is read when they write
again (`Backfill.conversation`); until then nobody knows of it.
"""

from datetime import UTC, datetime, timedelta

from adapters.discord import payloads
from adapters.discord.desk import Desk
from adapters.platform import Intake

_NOTE = "discord alive"
_EVERY = timedelta(minutes=1)
_SHORT = timedelta(minutes=3)
"""Shorter than this, nobody is troubled with it."""


class Away:
    """Remembers, to the minute and across restarts, when the gateway was last heard."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: datetime | None = None
        self._before: datetime | None = None

    async def alive(self) -> None:
        """Something was heard, be it a heartbeat."""
        now = datetime.now(UTC)
        if self._last is None:
            self._before = _moment(await self._desk.notebook.read(_NOTE))
        elif now - self._last > _SHORT:
            self._before = self._last
        if self._last is None or now - self._last >= _EVERY:
            self._last = now
            await self._desk.notebook.write(_NOTE, now.isoformat())

    def resumed(self) -> None:
        """Everything was replayed: nothing was missed."""
        self._before = None

    async def say(self, intake: Intake) -> None:
        """After a line that could not be resumed: say how long it was down, if that was long."""
        before, self._before = self._before, None
        if before is None or not self._desk.settings.direct_messages:
            return
        now = datetime.now(UTC)
        if now - before > _SHORT:
            why = (
                f"Discord was not heard for {(now - before) // _EVERY} minutes. Whoever wrote to the bot privately for the"
                " first time then is heard when they write again: Discord lists no private conversations."
            )
            await intake.keep([payloads.trouble(why, now.date().isoformat())], None)


def _moment(text: str | None) -> datetime | None:
    """The time that was noted; none where nothing, or nothing readable, was."""
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
