"""The demo's duty officer: answers the calls of the night, as somebody would, so that the morning begins with its own."""

import asyncio
from datetime import timedelta

from sqlmodel import col, select

from bot.clock import Clock
from bot.desk.desk import Desk
from bot.staff.people import find
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import AlarmRow

ANSWERS_AFTER = timedelta(minutes=7)
LOOKS_EVERY = 0.2
"""Real seconds."""


async def watch(database: Database, desk: Desk, clock: Clock) -> None:
    """Answer what has rung for seven minutes. Until cancelled."""
    while True:
        await asyncio.to_thread(answer, database, desk, clock)
        await asyncio.sleep(LOOKS_EVERY)


def answer(database: Database, desk: Desk, clock: Clock) -> int:
    """Answer every call that is due; returns how many. Raises RuntimeError when the desk refuses."""
    officer = find(database, "duty")
    before = stamp(clock() - ANSWERS_AFTER)
    with database.look() as session:
        due = select(AlarmRow.id).where(
            AlarmRow.state == "ringing", col(AlarmRow.created_at) < before, col(AlarmRow.calls) > 0
        )
        ringing = session.exec(due).all()
    for alarm_id in ringing:
        done = desk.answer_alarm(officer, alarm_id) if officer else None
        if done is None or not done.accepted:
            raise RuntimeError(f"the demo's duty officer cannot answer: {done.why if done else 'not hired'}")
    return len(ringing)
