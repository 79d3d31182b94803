"""What a person must do about one interaction: the decision's tasks, the plan's, and those for what went wrong."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.record.judged import Item, Trouble
from bot.store.ids import stamp
from rules.calendar import BeyondHorizon, add_weekdays, add_working_days, end_of_day, london_date
from rules.model.decision import Course, PersonTask, TaskKind
from rules.model.finding import Urgency
from rules.model.staff import Role

SOON = timedelta(hours=4)
_CALL = PersonTask(TaskKind.CALL, Role.CASEWORKER, Urgency.NOW, "Somebody may be in danger: see to it now.")


def tasks_of(item: Item) -> list[PersonTask]:
    """Every task, calls first; whoever may be in danger is seen to now, even if the rest could not be judged."""
    tasks = [*(_referenced(task, item) for task in (item.decision.tasks if item.decision else ())), *item.plan.tasks]
    if item.trouble is not None:
        tasks.append(_judge_it(item.trouble))
    if is_urgent(item) and not any(task.kind is TaskKind.CALL for task in tasks):
        tasks.insert(0, _CALL)
    return tasks


def _referenced(task: PersonTask, item: Item) -> PersonTask:
    """Who answers a need that was open already is told under which reference: it stands with an earlier comment."""
    if task.kind is not TaskKind.ANSWER:
        return task
    kept = [need.reference for need in item.needs if need.attached and need.routed.kind.value == task.label]
    return replace(task, why=f"{task.why} Reference: {kept[0]}.") if kept else task


def is_urgent(item: Item) -> bool:
    """A person is called at once."""
    if item.decision is not None and item.decision.course is Course.URGENT:
        return True
    return any(need.routed.urgency is Urgency.NOW for need in item.needs)


def due_at(urgency: Urgency, now: datetime) -> str:
    """Now; within four hours; by the end of the next working day."""
    if urgency is Urgency.NOW:
        return stamp(now)
    if urgency is Urgency.SOON:
        return stamp(now + SOON)
    try:
        return stamp(end_of_day(add_working_days(london_date(now), 1)))
    except BeyondHorizon:
        return stamp(end_of_day(add_weekdays(london_date(now), 1)))


def _judge_it(trouble: Trouble) -> PersonTask:
    if trouble.stage == "plan":
        return PersonTask(
            TaskKind.LOOK,
            Role.MODERATOR,
            Urgency.SOON,
            f"What follows could not be planned ({trouble.error}): do it yourself.",
        )
    why = f"Could not be judged: {trouble.stage} ended in {trouble.error}. Nothing was done; read it and decide."
    return PersonTask(TaskKind.UNDECIDED, Role.MODERATOR, Urgency.SOON, why)
