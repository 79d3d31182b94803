"""Asking a person to do what the machine could not."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, update
from sqlmodel import col, select

from bot.calls.alarms import ring
from bot.evidence.append import Draft, append
from bot.store.ids import new_id, stamp
from bot.store.tables import ActionRow, DecisionRow, TaskRow
from rules.model.decision import Course, TaskKind
from rules.model.evidence import EntryKind
from rules.model.finding import Urgency

WITHIN = timedelta(hours=4)


def ask(tx: Connection, kind: TaskKind, row: ActionRow, why: str, now: datetime, *, due_at: str | None = None) -> str:
    """A task about an action, which puts its comment back into the queue; the task's id.

    `why` is for the task's reader and holds no names. The link to do it by hand is the action's own permalink. Where
    something went wrong and the decision had called a person, one is called again. `due_at` set: nothing went wrong.
    """
    course = tx.execute(select(DecisionRow.course).where(col(DecisionRow.id) == row.decision_id)).scalar()
    urgent = course == Course.URGENT and due_at is None
    task_id = new_id("t")
    task = {
        "id": task_id,
        "interaction_id": row.interaction_id,
        "about": row.id,
        "kind": kind.value,
        "role": row.role,
        "urgency": (Urgency.NOW if urgent else Urgency.SOON).value,
        "why": why,
        "created_at": stamp(now),
        "due_at": due_at or stamp(now if urgent else now + WITHIN),
        "state": "open",
    }
    tx.execute(insert(TaskRow).values(task))
    tx.execute(update(DecisionRow).where(col(DecisionRow.id) == row.decision_id).values(desk="open"))
    if urgent:
        ring(tx, why, now, row.interaction_id, task_id)
    return task_id


def settled(tx: Connection, action_id: str, kinds: tuple[TaskKind, ...], now: datetime, by: str = "") -> None:
    """The open tasks of these kinds about an action have become pointless: closed, each with an entry."""
    about = (col(TaskRow.about) == action_id, col(TaskRow.state) == "open", col(TaskRow.kind).in_(kinds))
    found = tx.execute(select(TaskRow.id, TaskRow.interaction_id).where(*about)).all()
    if found:
        tx.execute(update(TaskRow).where(*about).values(state="done", closed_at=stamp(now), closed_by=by))
        data = {"action": action_id, "by": by}
        append(tx, [Draft(EntryKind.TASK_CLOSED, item, {"task": task, **data}) for task, item in found], stamp(now))
