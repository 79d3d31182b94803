"""Runs the channels: may it start, sign in, listen, come back by itself; every change of state is a row and an entry."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sqlalchemy import Connection

from adapters.platform import ChannelDown, Intake, Platform
from adapters.trouble import Trouble
from bot.actions.modes import Mode, mode_of
from bot.clock import Clock
from bot.desk.answer import Answer
from bot.evidence.append import Draft, append
from bot.settings import ChannelSettings
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import Channel
from bot.store.writer import Writer
from rules.model.evidence import EntryKind

RETRY_SECONDS = (5, 30, 120, 300)
NOTICE_SECONDS = 2.0


@runtime_checkable
class Notices(Protocol):
    """A platform that may go on, but not as it should: X when the day's budget is spent. `notice` says why, or is empty."""

    @property
    def notice(self) -> str: ...


@runtime_checkable
class Alerts(Protocol):
    """A platform whose own word filter can tell us of exact words, and do nothing else. Asking again changes nothing."""

    async def alert_on(self, words: Iterable[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class Running:
    """One channel with its platform and its way in; `alert_words` are the policy's for the platform's own filter."""

    settings: ChannelSettings
    platform: Platform
    intake: Intake
    real: bool
    alert_words: tuple[str, ...] = ()


Permit = Callable[[bool], Answer]
"""Whether a channel with real people on the other side (True), or on a platform in memory, may run; if not, why."""


class NotPermitted(Exception):
    """What let the channel start was taken back; the text says why."""


class Channels:
    """Starts every channel and keeps it going. A channel that is down says why on the console; the others go on."""

    def __init__(
        self, database: Database, writer: Writer, channels: Mapping[str, Running], clock: Clock, permit: Permit
    ) -> None:
        self._database, self._writer, self._channels, self._clock = database, writer, channels, clock
        self._permit = permit
        self._tried = {name: asyncio.Event() for name in channels}

    async def tried(self) -> None:
        """Until every channel has signed in, or was refused it, once: from then on it is known what each platform can do."""
        for event in self._tried.values():
            await event.wait()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for name in self._channels:
                group.create_task(self._keep_going(name))

    async def _keep_going(self, name: str) -> None:
        running, tries = self._channels[name], 0
        while True:
            started = await asyncio.to_thread(self._permit, running.real)
            if not started.accepted:
                self._tried[name].set()
                await self._state(name, "waiting", started.why)
                tries = 0
            else:
                heard = asyncio.get_running_loop().time()
                await self._listen(name, running)
                tries = 0 if asyncio.get_running_loop().time() - heard > RETRY_SECONDS[-1] else tries
            await asyncio.sleep(RETRY_SECONDS[min(tries, len(RETRY_SECONDS) - 1)])
            tries += 1

    async def _listen(self, name: str, running: Running) -> None:
        try:
            try:
                await running.platform.open()
            finally:
                self._tried[name].set()
            await self._state(name, "listening", "")
            await self._hear(name, running)
            await self._state(name, "down", "the platform closed the line; trying again")
        except NotPermitted as error:
            await self._state(name, "waiting", str(error))
        except ChannelDown as error:
            await self._state(name, "down", str(error))
        except Exception as error:  # noqa: BLE001 - recorded as evidence and shown; the other channels must go on
            await self._state(name, "down", f"unexpected: {type(error).__name__}")
        finally:
            await running.platform.close()

    async def _hear(self, name: str, running: Running) -> None:
        """Listen, and show what the platform says of itself meanwhile; stop when the permission is gone."""
        platform, shown, alerting = running.platform, "", False
        listening = asyncio.create_task(platform.listen(running.intake))
        try:
            while not (await asyncio.wait([listening], timeout=NOTICE_SECONDS))[0]:
                still = await asyncio.to_thread(self._permit, running.real)
                if not still.accepted:
                    raise NotPermitted(still.why)
                alerting = alerting or await self._alert(name, running)
                if isinstance(platform, Notices) and platform.notice != shown:
                    shown = platform.notice
                    await self._state(name, "listening", shown)
        finally:
            listening.cancel()
            await asyncio.wait([listening])
        listening.result()

    async def _alert(self, name: str, running: Running) -> bool:
        """Have the platform's filter tell us, once the channel no longer only observes; why not is shown with its state."""
        platform = running.platform
        if not (running.alert_words and isinstance(platform, Alerts)):
            return True
        if await asyncio.to_thread(self._observes, name):
            return False
        try:
            await platform.alert_on(running.alert_words)
        except (Trouble, ValueError) as error:
            await self._state(name, "listening", f"the platform's word filter could not be set to alert: {error}")
        return True

    def _observes(self, name: str) -> bool:
        with self._database.look() as session:
            row = session.get(Channel, name)
            return row is None or mode_of(row.mode) is Mode.OBSERVE

    async def _state(self, name: str, state: str, why: str) -> None:
        await self._writer.submit(_recorded(name, state, why, self._clock))


def _recorded(name: str, state: str, why: str, clock: Clock) -> Callable[[Connection], None]:
    """Write the state, and an entry when it changed."""

    def job(tx: Connection) -> None:
        at = stamp(clock())
        mark = "?" if tx.dialect.name == "sqlite" else "%s"
        change = f"UPDATE channel SET state = {mark}, why = {mark}, updated_at = {mark} WHERE name = {mark} AND (state != {mark} OR why != {mark})"  # noqa: S608, E501 - marks only
        if tx.exec_driver_sql(change, (state, why, at, name, state, why)).rowcount:
            append(tx, [Draft(EntryKind.CHANNEL, data={"channel": name, "state": state})], at)

    return job
