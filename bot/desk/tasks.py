"""Needs and tasks that a person has seen to."""

from sqlmodel import select

from bot.actions.ask import WITHIN
from bot.calls.alarms import answer
from bot.desk.answer import Answer
from bot.desk.sitting import Refused, Sitting, worded
from bot.desk.tidy import close, close_tasks, tidy
from bot.staff.rights import Right
from bot.store.ids import new_id, stamp
from bot.store.tables import AlarmRow, NeedRow, TaskRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.finding import Urgency
from rules.model.staff import Role

_CLAIMED = frozenset({TaskKind.BY_HAND, TaskKind.UNKNOWN_OUTCOME, TaskKind.DRIFT})
"""Closing one of these says that a person did or settled something on the platform: a claim, not a read-back."""


def close_need(sitting: Sitting, need_id: str, note: str) -> Answer:
    """It was seen to; the note says how."""
    sitting.must(Right.CLOSE_NEED)
    need = sitting.row(NeedRow, need_id, "need")
    if need.state != "open":
        raise Refused("This need is closed already.")
    note = worded(note, "A note of what was done")
    need.state, need.closed_at, need.closed_by = "closed", sitting.at, sitting.staff.id
    sitting.session.add(need)
    data = {"need": need.id, "reference": need.reference, "kind": need.kind, "late": sitting.at > need.due_at}
    sitting.entry(EntryKind.NEED_CLOSED, need.interaction_id, data, {"note": note})
    left = select(NeedRow).where(NeedRow.interaction_id == need.interaction_id, NeedRow.state == "open")
    if sitting.session.exec(left).first() is None:
        close_tasks(sitting, need.interaction_id, TaskKind.ANSWER)
    tidy(sitting, need.interaction_id)
    return Answer(accepted=True, ids=(need.id,))


def close_task(sitting: Sitting, task_id: str, note: str) -> Answer:
    """It was done; what was done by hand on a platform is recorded as claimed, never as read back."""
    sitting.must(Right.CLOSE_TASK)
    task = sitting.row(TaskRow, task_id, "task")
    if task.state != "open":
        raise Refused("This task is closed already.")
    sitting.must_fill(Role(task.role))
    note = worded(note, "A note of what was done")
    if TaskKind(task.kind) in _CLAIMED:
        data = {"task": task.id, "action": task.about}
        sitting.entry(EntryKind.CLAIMED_DONE, task.interaction_id, data, {"note": note})
    close(sitting, task, note)
    for alarm in sitting.session.exec(select(AlarmRow.id).where(AlarmRow.task_id == task.id)).all():
        answer(sitting.tx, alarm, sitting.staff.id, sitting.now)
    if task.interaction_id is not None:
        tidy(sitting, task.interaction_id)
    return Answer(accepted=True, ids=(task.id,))


def answer_alarm(sitting: Sitting, alarm_id: str) -> Answer:
    """A person has it: it stops ringing."""
    sitting.must(Right.ANSWER_ALARM)
    sitting.row(AlarmRow, alarm_id, "call")
    if not answer(sitting.tx, alarm_id, sitting.staff.id, sitting.now):
        raise Refused("Somebody has answered this call already.")
    return Answer(accepted=True, ids=(alarm_id,))


def by_hand(sitting: Sitting, interaction_id: str, why: str) -> str:
    """Ask a person to do something that the machine cannot; the task's id."""
    task = TaskRow(
        id=new_id("t"),
        interaction_id=interaction_id,
        kind=TaskKind.BY_HAND,
        role=Role.MODERATOR,
        urgency=Urgency.SOON,
        why=why,
        created_at=sitting.at,
        due_at=stamp(sitting.now + WITHIN),
    )
    sitting.session.add(task)
    return task.id
