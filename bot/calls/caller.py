"""Rings alarms: every acknowledged destination is called, again and again, until a person answers."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, update
from sqlmodel import col, select

from adapters.platform import Letter, Post, Receipt
from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import AlarmRow, Destination
from bot.store.writer import Writer
from rules.model.evidence import EntryKind

AFTER_FAILURE = timedelta(minutes=1)
"""How soon it rings again when no destination took the call."""

SEND_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Ringing:
    """When an unanswered alarm rings again: minutes after each call, the last for ever after. `link`: the console."""

    minutes: tuple[int, ...] = (5, 10, 15)
    link: str = ""
    tick_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class _Called:
    """One destination called, and what it answered."""

    name: str
    kind: str
    receipt: Receipt


class Caller:
    """Calls people. `posts` by destination name. A call that a crash cut short is made again: twice is better than never."""

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
        while True:
            await self.step()
            await asyncio.sleep(self._ringing.tick_seconds)

    async def step(self) -> int:
        """Call for every alarm that is due now; returns how many alarms that was."""
        alarms = await asyncio.to_thread(self._due)
        for alarm in alarms:
            await self._call(alarm)
        return len(alarms)

    def _due(self) -> Sequence[AlarmRow]:
        ringing = select(AlarmRow).where(AlarmRow.state == "ringing", col(AlarmRow.next_at) <= stamp(self._clock()))
        with self._database.look() as session:
            return session.exec(ringing.order_by(AlarmRow.next_at)).all()

    async def _call(self, alarm: AlarmRow) -> None:
        letter = self._letter(alarm)
        ready, others = await asyncio.to_thread(self._destinations)
        called = await self._send(letter, ready)
        if not any(one.receipt.accepted for one in called):
            called += await self._send(letter, others)  # not tested yet, but better than nobody
        await self._writer.submit(lambda tx: self._record(tx, alarm, called), len(called) + 1)

    def _destinations(self) -> tuple[list[Destination], list[Destination]]:
        with self._database.look() as session:
            known = [row for row in session.exec(select(Destination)) if row.name in self._posts]
        ready = [row for row in known if row.acknowledged_at]
        return ready, [row for row in known if not row.acknowledged_at]

    async def _send(self, letter: Letter, destinations: list[Destination]) -> list[_Called]:
        receipts = await asyncio.gather(*(self._post(letter, row.name) for row in destinations))
        return [_Called(row.name, row.kind, receipt) for row, receipt in zip(destinations, receipts, strict=True)]

    async def _post(self, letter: Letter, name: str) -> Receipt:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self._posts[name].send(letter)
        except Exception as error:  # noqa: BLE001 - whatever went wrong becomes a call_failed entry, and the others ring
            return Receipt(accepted=False, why=f"{type(error).__name__} while sending")

    def _letter(self, alarm: AlarmRow) -> Letter:
        number = alarm.calls + 1
        text = f"{alarm.why}\n\nThis is call {number}. It repeats until somebody answers it in Doorstep."
        subject = "Doorstep needs a person now" + (f" (call {number})" if number > 1 else "")
        return Letter(f"{alarm.id}.{number}", subject, text, self._ringing.link)

    def _record(self, tx: Connection, alarm: AlarmRow, called: list[_Called]) -> None:
        now = self._clock()
        reached = sum(one.receipt.accepted for one in called)
        drafts = [_draft(alarm, one) for one in called] or [_nobody(alarm)]
        append(tx, drafts, stamp(now))
        tx.execute(
            update(AlarmRow)
            .where(col(AlarmRow.id) == alarm.id)
            .values(
                calls=alarm.calls + 1,
                next_at=stamp(self._next(alarm.calls, reached, now)),
                last_result=_result(called, reached),
            )
        )

    def _next(self, calls: int, reached: int, now: datetime) -> datetime:
        if not reached:
            return now + AFTER_FAILURE
        minutes = self._ringing.minutes
        return now + timedelta(minutes=minutes[min(calls, len(minutes) - 1)])


def _draft(alarm: AlarmRow, one: _Called) -> Draft:
    kind = EntryKind.PERSON_CALLED if one.receipt.accepted else EntryKind.CALL_FAILED
    data = {"alarm": alarm.id, "call": alarm.calls + 1, "by": one.kind}
    private = {"destination": one.name.encode(), "why": one.receipt.why.encode()}
    return Draft(kind, alarm.interaction_id, data, private)


def _nobody(alarm: AlarmRow) -> Draft:
    data = {"alarm": alarm.id, "call": alarm.calls + 1, "by": "no_destination"}
    return Draft(EntryKind.CALL_FAILED, alarm.interaction_id, data)


def _result(called: list[_Called], reached: int) -> str:
    if not called:
        return "nobody was called: there is no emergency destination"
    failures = [f"{one.name}: {one.receipt.why}" for one in called if not one.receipt.accepted]
    told = f"{reached} of {len(called)} destinations took the call"
    return "; ".join([told, *failures])
