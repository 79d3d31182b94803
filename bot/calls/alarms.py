"""Alarms as rows. They are rung in the transaction of what makes them necessary, and stop when a person answers."""

from datetime import datetime

from sqlalchemy import Connection, insert, update
from sqlmodel import col, select

from bot.evidence.append import Draft, append
from bot.store.ids import new_id, stamp
from bot.store.tables import AlarmRow
from rules.model.evidence import EntryKind


def ring(tx: Connection, why: str, now: datetime, interaction_id: str | None = None, task_id: str | None = None) -> str:
    """Call a person from now on; returns the alarm id. `why` is one sentence without names or words from a comment."""
    alarm_id = new_id("al")
    row = {
        "id": alarm_id,
        "interaction_id": interaction_id,
        "task_id": task_id,
        "why": why,
        "state": "ringing",
        "created_at": stamp(now),
        "next_at": stamp(now),
        "calls": 0,
        "last_result": "",
    }
    tx.execute(insert(AlarmRow).values(row))
    return alarm_id


def answer(tx: Connection, alarm_id: str, staff_id: str, now: datetime) -> bool:
    """A person has it: the alarm stops. False when there is no such alarm ringing."""
    ringing = update(AlarmRow).where(col(AlarmRow.id) == alarm_id, col(AlarmRow.state) == "ringing")
    done = tx.execute(ringing.values(state="answered", answered_at=stamp(now), answered_by=staff_id))
    if done.rowcount == 0:
        return False
    item = tx.execute(select(AlarmRow.interaction_id).where(col(AlarmRow.id) == alarm_id)).scalar_one()
    data = {"alarm": alarm_id, "by": staff_id}
    append(tx, [Draft(EntryKind.CALL_ANSWERED, item, data)], stamp(now))
    return True
