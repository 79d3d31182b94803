"""After a deed: tasks that it settled are closed, and a comment that waits for nobody leaves the queue."""

from sqlmodel import col, func, or_, select

from bot.actions.outbox import ActionState
from bot.desk.sitting import Sitting
from bot.store.tables import ActionRow, DecisionRow, NeedRow, TaskRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.staff import Role


def close_tasks(sitting: Sitting, interaction_id: str, *kinds: TaskKind) -> None:
    """Close the open tasks of these kinds about a comment. A look that is not a moderator's (the police?) stays open."""
    chosen = select(TaskRow).where(
        TaskRow.interaction_id == interaction_id,
        TaskRow.state == "open",
        col(TaskRow.kind).in_(kinds),
        or_(col(TaskRow.kind) != TaskKind.LOOK, col(TaskRow.role) == Role.MODERATOR),
    )
    for task in sitting.session.exec(chosen).all():
        close(sitting, task)


def close(sitting: Sitting, task: TaskRow, note: str = "") -> None:
    """Close one task, with its entry."""
    task.state, task.closed_at, task.closed_by = "done", sitting.at, sitting.staff.id
    sitting.session.add(task)
    data = {"task": task.id, "task_kind": task.kind}
    sitting.entry(EntryKind.TASK_CLOSED, task.interaction_id or task.case_id, data, {"note": note})


def tidy(sitting: Sitting, interaction_id: str) -> None:
    """When nothing is proposed any more the look is done; when nothing at all is open the comment leaves the queue."""
    if _count(sitting, ActionRow, interaction_id, ActionState.PROPOSED):
        return
    close_tasks(sitting, interaction_id, TaskKind.LOOK, TaskKind.APPROVE)
    if _count(sitting, TaskRow, interaction_id, "open") or _count(sitting, NeedRow, interaction_id, "open"):
        return
    for decision in sitting.session.exec(select(DecisionRow).where(DecisionRow.interaction_id == interaction_id)).all():
        decision.desk = "done"
        sitting.session.add(decision)


def _count(
    sitting: Sitting, table: type[ActionRow] | type[TaskRow] | type[NeedRow], interaction_id: str, state: str
) -> int:
    sitting.session.flush()
    chosen = select(func.count()).select_from(table)
    return sitting.session.exec(chosen.where(table.interaction_id == interaction_id, table.state == state)).one()
