"""Actions read from the outbox: which are due, and the deed that a row stands for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, update
from sqlmodel import col, select

from adapters.platform import Action, Subject
from bot.actions.outbox import ActionState
from bot.store.ids import stamp
from bot.store.tables import ActionRow, Content
from rules.model.measure import Verb

NEVER = "9999-12-31T23:59:59.999Z"
"""`not_before` of a row that waits for nothing more."""

IN_HAND = (ActionState.QUEUED, ActionState.ATTEMPTING, ActionState.DONE, ActionState.UNKNOWN, ActionState.CONFIRMED)
"""States in which the dispatcher itself has something left to do, at `not_before`."""

_AT_ONCE = 20
_FIRST = (Verb.HIDE, Verb.DETACH, Verb.UNHIDE, Verb.ATTACH, Verb.BLOCK, Verb.UNBLOCK)


class Erased(Exception):
    """What was to be said has been erased; nothing can be sent."""


def due(tx: Connection, now: datetime, channels: Collection[str]) -> Sequence[ActionRow]:
    """Rows with something to do now, the waiting acts before the re-checks, what protects somebody before what is said."""
    rank = case(
        (col(ActionRow.state) == ActionState.CONFIRMED, 2),
        (col(ActionRow.verb).in_(_FIRST), 0),
        else_=1,
    )
    found = tx.execute(
        select(ActionRow)
        .where(
            col(ActionRow.state).in_(IN_HAND),
            col(ActionRow.not_before) <= stamp(now),
            col(ActionRow.channel).in_(channels),
        )
        .order_by(rank, col(ActionRow.not_before), col(ActionRow.created_at), col(ActionRow.id))
        .limit(_AT_ONCE)
    )
    return [ActionRow(**row) for row in found.mappings()]


def load(tx: Connection, action_id: str) -> ActionRow | None:
    """One row, as it is in this transaction."""
    found = tx.execute(select(ActionRow).where(col(ActionRow.id) == action_id)).mappings().first()
    return ActionRow(**found) if found else None


def change(tx: Connection, action_id: str, **values: Any) -> None:
    """Write columns of one row."""
    tx.execute(update(ActionRow).where(col(ActionRow.id) == action_id).values(**values))


def deed(tx: Connection, row: ActionRow) -> Action:
    """The deed that a row stands for, with what is said. Raises Erased."""
    if row.subject == {"ref": ""}:  # as `bot.evidence.erasure.deed` leaves it
        raise Erased
    return Action(row.key, Verb(row.verb), Subject(**row.subject), _said(tx, row), dict(row.params))


def _said(tx: Connection, row: ActionRow) -> str:
    if row.text_seq is None:
        return ""
    said = tx.execute(
        select(Content.value).where(col(Content.seq) == row.text_seq, col(Content.field) == "say")
    ).scalar()
    if said is None:
        raise Erased
    return bytes(said).decode("utf-8", "surrogatepass")
