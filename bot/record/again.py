"""The latest word on a comment that was judged again takes the place of the one before, whose entry stays in evidence."""

from datetime import datetime

from sqlalchemy import Connection, update
from sqlmodel import col

from bot.actions.outbox import put
from bot.calls.alarms import ring
from bot.evidence.append import append
from bot.record import drafts, rows
from bot.record.harm import harm
from bot.record.judged import Item
from bot.store.database import insert_many
from bot.store.ids import stamp
from bot.store.tables import DecisionRow
from rules.model.decision import Decision, PersonTask


def record_again(tx: Connection, item: Item, before: Decision, detector: str, now: datetime) -> tuple[PersonTask, ...]:
    """Its *decided* entry, its row, the deeds it adds; returns the tasks that `before` had not asked for.

    `detector` is the digest of the detectors that found what was found.
    """
    made = item.decision
    if made is None:
        raise ValueError("a comment that was judged again has a decision")
    [entry] = append(tx, [drafts.judged(item, detector)], stamp(now))
    fresh = (*(task for task in made.tasks if task not in before.tasks), *item.plan.tasks)
    asked = [rows.task(task, now, item.id) for task in fresh]
    insert_many(tx, "task", rows.TASK, asked)
    for task_id, interaction_id, why in rows.calls(asked):
        ring(tx, why, now, interaction_id, task_id)
    put(tx, item.id, item.decision_id, item.said.channel, item.plan.planned, now)
    latest = {
        "seq": entry.seq,
        "at": stamp(now),
        "pack": made.pack,
        "version": made.version,
        "course": made.course.value,
        "severity": made.severity.value,
        "harm": harm(made, item.given.found if item.given else item.found),
        "desk": "open",
        "breach": made.breach,
    }
    tx.execute(update(DecisionRow).where(col(DecisionRow.id) == item.decision_id).values(**latest))
    return fresh
