"""The queue: what waits for a person, ordered by harm and clock, never by time alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, union_all
from sqlmodel import Session, col, select

from bot.console.reading.lookup import ERASED, accounts, grouped, words
from bot.store.tables import AccountRow, ActionRow, AlarmRow, Channel, DecisionRow, InteractionRow, NeedRow, TaskRow

DANGER = 9
PAGE = 50
MOST = 500
"""How far down the queue `following` looks."""
LATE = "9999"
"""Sorts after every time: a row without a clock."""


class Show(StrEnum):
    """What the queue is narrowed to."""

    ALL = "all"
    DANGER = "danger"
    DECIDE = "decide"
    CONFIRM = "confirm"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class Filter:
    """`channel` empty: all of them. `page` counts from 0."""

    show: Show = Show.ALL
    channel: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One interaction that waits, with everything its line shows."""

    decision: DecisionRow
    said: InteractionRow
    account: AccountRow | None
    channel: Channel | None
    text: str
    needs: Sequence[NeedRow]
    actions: Sequence[ActionRow]
    alarms: Sequence[AlarmRow]
    tasks: Sequence[TaskRow]


def waiting(session: Session, chosen: Filter) -> list[Waiting]:
    """One page of the queue, in order."""
    pairs = session.exec(_ordered(chosen).limit(PAGE).offset(chosen.page * PAGE)).all()
    ids = [said.id for _, said in pairs]
    texts = words(session, [said.text_seq for _, said in pairs])
    people = accounts(session, (said.account_id for _, said in pairs))
    channels = {row.name: row for row in session.exec(select(Channel))}
    needs = grouped(_about(session, NeedRow, ids, NeedRow.due_at), lambda row: row.interaction_id)
    actions = grouped(_about(session, ActionRow, ids, ActionRow.created_at), lambda row: row.interaction_id)
    alarms = grouped(_about(session, AlarmRow, ids, AlarmRow.created_at), lambda row: row.interaction_id)
    tasks = grouped(_about(session, TaskRow, ids, TaskRow.created_at), lambda row: row.interaction_id)
    return [
        Waiting(
            decision,
            said,
            people.get(said.account_id),
            channels.get(said.channel),
            texts.get(said.text_seq, ERASED),
            needs.get(said.id, ()),
            actions.get(said.id, ()),
            alarms.get(said.id, ()),
            tasks.get(said.id, ()),
        )
        for decision, said in pairs
    ]


def counts(session: Session, channel: str = "") -> dict[Show, int]:
    """How many wait in each view."""
    columns = [func.count().filter(_narrowed(show)).label(show.value) for show in Show]
    chosen = select(*columns).select_from(DecisionRow).join(InteractionRow, _same()).where(*_open(channel))
    row = session.connection().execute(chosen).one()
    return {show: row._mapping[show.value] for show in Show}  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping


def following(session: Session, interaction_id: str) -> str | None:
    """The next in the queue after this one; from the top when this one has left it or is the last."""
    ids = _ordered(Filter()).with_only_columns(InteractionRow.id).limit(MOST)
    order = list(session.connection().execute(ids).scalars())
    if interaction_id not in order:
        return order[0] if order else None
    rest = order[order.index(interaction_id) + 1 :] + order
    return next((other for other in rest if other != interaction_id), None)


def _ordered(chosen: Filter) -> Any:
    due = _first_due()
    return (
        select(DecisionRow, InteractionRow)
        .join(InteractionRow, _same())
        .outerjoin(due, due.c.item == InteractionRow.id)
        .where(*_open(chosen.channel), _narrowed(chosen.show))
        .order_by(col(DecisionRow.harm).desc(), func.coalesce(due.c.due, LATE), DecisionRow.at, DecisionRow.id)
    )


def _first_due() -> Any:
    """The earliest clock that runs for an interaction: a need's or a task's."""
    clocks = union_all(
        *(
            select(table.interaction_id.label("item"), table.due_at.label("at")).where(table.state == "open")
            for table in (_columns(NeedRow), _columns(TaskRow))
        )
    ).subquery()
    return select(clocks.c.item, func.min(clocks.c.at).label("due")).group_by(clocks.c.item).subquery()


def _columns(table: Any) -> Any:
    """The table's columns, as SQLAlchemy types them."""
    return table.__table__.c


def _same() -> ColumnElement[bool]:
    return col(DecisionRow.interaction_id) == InteractionRow.id


def _open(channel: str) -> list[ColumnElement[bool]]:
    on = [col(DecisionRow.desk) == "open"]
    return [*on, col(InteractionRow.channel) == channel] if channel else on


def _narrowed(show: Show) -> ColumnElement[bool]:
    """What the view keeps. Each list of ids is made once, not looked up again for every row."""
    said = col(InteractionRow.id)
    proposed = select(ActionRow.interaction_id).where(ActionRow.state == "proposed")
    confirm = select(TaskRow.interaction_id).where(TaskRow.state == "open", TaskRow.kind == "confirm_hide")
    needs = select(NeedRow.interaction_id).where(NeedRow.state == "open")
    conditions: dict[Show, ColumnElement[bool]] = {
        Show.DANGER: col(DecisionRow.harm) >= DANGER,
        Show.DECIDE: said.in_(proposed),
        Show.CONFIRM: said.in_(confirm),
        Show.NEEDS: said.in_(needs),
    }
    return conditions.get(show, col(DecisionRow.desk) == "open")


def _about(session: Session, table: Any, ids: Sequence[str], order: Any) -> list[Any]:
    return list(session.exec(select(table).where(col(table.interaction_id).in_(ids)).order_by(order)))
