"""Orders as tasks: for a post, by a date, once. A deed that settles a task closes it."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update
from sqlmodel import col, select

from bot.cases.words import why
from bot.evidence.append import Draft, append
from bot.record.tasks import due_at
from bot.store.ids import new_id, stamp
from bot.store.tables import TaskRow
from rules.calendar import end_of_day
from rules.casework.office import Office
from rules.model.case import facts as f
from rules.model.case.orders import Order
from rules.model.case.words import OrderKind
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.finding import Urgency
from rules.model.staff import Role

_APPROVERS = frozenset({OrderKind.ASK_APPROVAL, OrderKind.ASK_LONGER, OrderKind.ASK_APPEAL_DECISION, OrderKind.ALARM})
_SOON = frozenset({OrderKind.REPORT_TO_POLICE, OrderKind.CONSIDER_POLICE, OrderKind.ALARM, OrderKind.REOPEN})


def ask(tx: Connection, office: Office, case_id: str, order: Order, now: datetime) -> str | None:
    """A task for this order; None where the same one is open already."""
    about = f"{order.about or case_id}{f'|{order.label}' if order.label else ''}"
    same = select(TaskRow.id).where(
        TaskRow.case_id == case_id,
        TaskRow.what == order.kind.value,
        TaskRow.about == about,
        TaskRow.post == order.post,
        TaskRow.state == "open",
    )
    if tx.execute(same).first() is not None:
        return None
    urgency = Urgency.SOON if order.must or order.kind in _SOON else Urgency.ROUTINE
    task_id = new_id("t")
    row = {
        "id": task_id,
        "about": about,
        "kind": TaskKind.CASEWORK.value,
        "role": role_of(office, order).value,
        "urgency": urgency.value,
        "why": why(order),
        "created_at": stamp(now),
        "due_at": stamp(end_of_day(order.due)) if order.due else due_at(urgency, now),
        "state": "open",
        "case_id": case_id,
        "post": order.post,
        "what": order.kind.value,
    }
    tx.execute(insert(TaskRow).values(row))
    return task_id


def ask_about_comment(tx: Connection, interaction_id: str, why_: str, now: datetime) -> str:
    """A task about a comment that could not be put into a case."""
    task_id = new_id("t")
    row = {
        "id": task_id,
        "interaction_id": interaction_id,
        "kind": TaskKind.CASEWORK.value,
        "role": Role.CASEWORKER.value,
        "urgency": Urgency.SOON.value,
        "why": why_,
        "created_at": stamp(now),
        "due_at": due_at(Urgency.SOON, now),
        "state": "open",
    }
    tx.execute(insert(TaskRow).values(row))
    return task_id


def role_of(office: Office, order: Order) -> Role:
    """The role that the post has in the landlord's policies; for a label that is no post, by what is asked."""
    for pack in reversed(office.packs):
        if order.post in pack.roles:
            return pack.roles[order.post]
    return Role.APPROVER if order.kind in _APPROVERS else Role.CASEWORKER


def settle(tx: Connection, case_id: str, facts: Iterable[f.Fact], now: datetime, by: str) -> None:
    """Close the open tasks of a case, and those about its comments, that these facts settle."""
    _settle_comments(tx, facts, now, by)
    open_tasks = tx.execute(
        select(TaskRow.id, TaskRow.what, TaskRow.about).where(TaskRow.case_id == case_id, TaskRow.state == "open")
    ).all()
    if not open_tasks:
        return
    for fact in facts:
        done = _SETTLES.get(type(fact))
        for task in open_tasks if done else ():
            if done is not None and done(fact, OrderKind(task.what), task.about):
                close(tx, task.id, now, by)


def _settle_comments(tx: Connection, facts: Iterable[f.Fact], now: datetime, by: str) -> None:
    """What a decision asked for about a comment is done when a case says so."""
    for fact in facts:
        kinds = _ON_COMMENTS.get(type(fact), ())
        about: tuple[str, ...] = getattr(fact, "about", ()) if kinds else ()
        chosen = select(TaskRow.id).where(
            col(TaskRow.interaction_id).in_(about), col(TaskRow.kind).in_(kinds), TaskRow.state == "open"
        )
        for task in tx.execute(chosen).scalars().all() if about else ():
            close(tx, task, now, by)


def close(tx: Connection, task_id: str, now: datetime, by: str) -> None:
    """Close one, with its entry. Safe to repeat."""
    row = (col(TaskRow.id) == task_id, col(TaskRow.state) == "open")
    task = tx.execute(
        select(TaskRow.case_id, TaskRow.interaction_id, TaskRow.kind).where(col(TaskRow.id) == task_id)
    ).one()
    if tx.execute(update(TaskRow).where(*row).values(state="done", closed_at=stamp(now), closed_by=by)).rowcount:
        data = {"by": by, "task": task_id, "task_kind": task.kind}
        append(tx, [Draft(EntryKind.TASK_CLOSED, task.case_id or task.interaction_id, data)], stamp(now))


def _any(*kinds: OrderKind) -> Callable[[Any, OrderKind, str], bool]:
    """A fact that settles every task of these kinds."""
    return lambda fact, kind, about: kind in kinds


def _about(name: str, *kinds: OrderKind) -> Callable[[Any, OrderKind, str], bool]:
    """A fact that settles those about what it names."""

    def fits(fact: Any, kind: OrderKind, about: str) -> bool:
        named: Any = getattr(fact, name)
        meant: Collection[str] = named if isinstance(named, tuple) else (named,)
        return kind in kinds and about.partition("|")[0] in meant

    return fits


def _marker(fact: f.MarkerConfirmed, kind: OrderKind, about: str) -> bool:
    wanted = OrderKind.SET_MARKER if fact.on else OrderKind.REMOVE_MARKER
    return kind is wanted and about == f"{fact.restriction}|{fact.marker}"


def _recorded(fact: f.Recorded, kind: OrderKind, about: str) -> bool:
    return kind is OrderKind.RECORD and about.partition("|")[2] == fact.system


_SETTLES: dict[type, Callable[[Any, OrderKind, str], bool]] = {
    f.Began: _any(OrderKind.ASK_APPROVAL),
    f.Declined: _any(OrderKind.ASK_APPROVAL),
    f.Proposed: _any(OrderKind.ASK_APPROVAL, OrderKind.OPEN_CASE),  # it replaces the proposal before it
    f.Lengthened: _about("restriction", OrderKind.ASK_LONGER),
    f.Reviewed: _about("restriction", OrderKind.ASK_REVIEW, OrderKind.LIST_REVIEW),
    f.Lifted: _about("restriction", OrderKind.ASK_REVIEW, OrderKind.LIST_REVIEW, OrderKind.ASK_LONGER),
    f.MeasureUndone: _about("id", OrderKind.ASK_REVIEW),
    f.AppealDecided: _about("id", OrderKind.ASK_APPEAL_DECISION, OrderKind.LOOK_AT_LATE_APPEAL),
    f.MarkerConfirmed: _marker,
    f.Recorded: _recorded,
    f.Warned: _any(OrderKind.ISSUE_WARNING, OrderKind.OPEN_CASE),
    f.Referred: _any(OrderKind.REFER, OrderKind.OPEN_CASE),
    f.PoliceConsidered: _any(OrderKind.REPORT_TO_POLICE, OrderKind.CONSIDER_POLICE),
}

_ON_COMMENTS: dict[type, tuple[TaskKind, ...]] = {
    f.PoliceConsidered: (TaskKind.CONSIDER_POLICE, TaskKind.REPORT_TO_POLICE),
    f.Recorded: (TaskKind.RECORD,),
    f.Referred: (TaskKind.REFER,),
    f.Warned: (TaskKind.WARN,),
}
