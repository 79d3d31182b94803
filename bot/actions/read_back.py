"""What a look at the platform means for an action: whether it is there decides, never what we were told."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlmodel import col, select

from adapters.platform import Look, Outcome, OutcomeState, Sight
from bot.actions import undo
from bot.actions.ask import ask
from bot.actions.delivery import Delivery
from bot.actions.outbox import ActionState
from bot.actions.outcome import done, failed, record
from bot.actions.rows import NEVER, change, load
from bot.store.ids import moment, stamp
from bot.store.tables import ActionRow, InteractionRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Tier, Verb, tier_of

IN_FORCE = frozenset({Verb.HIDE, Verb.DETACH, Verb.BLOCK, Verb.MUTE, Verb.BLOCK_MESSAGES, Verb.RESTRICT_REPLIES})
"""Deeds that last, and so may drift."""


STAYS = "It was hidden without a person. Say whether it stays hidden; if nobody does in time, it is shown again."


def looked(tx: Connection, before: ActionRow, look: Look | None, now: datetime, delivery: Delivery) -> None:
    """Write what a look showed. None: it could not be looked at all. A row that moved in the meantime is left alone."""
    row = load(tx, before.id)
    if row is None or (row.state, row.attempts) != (before.state, before.attempts):
        return
    if row.state in {ActionState.ATTEMPTING, ActionState.UNKNOWN}:
        _before_a_retry(tx, row, look, now, delivery)
    elif row.state == ActionState.DONE:
        _read_back(tx, row, look, now, delivery)
    elif row.state == ActionState.CONFIRMED:
        _still_there(tx, row, look, now, delivery)


def _before_a_retry(tx: Connection, row: ActionRow, look: Look | None, now: datetime, delivery: Delivery) -> None:
    """Nobody knows whether it was done: there, it is done; not there, it goes out again under the same key; else wait.

    What only sets a state goes out again unseen: done before, it changes nothing.
    """
    sight = look.sight if look else Sight.CANNOT_TELL
    if look is not None and sight is Sight.PRESENT:
        done(tx, row, dict(look.receipt), now, delivery, settle=0, found=True)
    elif sight is Sight.ABSENT:
        failed(tx, row, Outcome(OutcomeState.FAILED, "NotThere", "it was sent, and it is not there"), now, delivery)
    elif look is not None and look.repeatable and row.attempts < delivery.attempts:
        _once_more(tx, row, look, now, delivery)
    elif row.state == ActionState.ATTEMPTING:
        record(tx, EntryKind.UNKNOWN, row, now, {"code": "Interrupted"}, why=_why(look))
        deadline = now + timedelta(seconds=delivery.unknown_within)
        later = stamp(now + timedelta(seconds=delivery.settle))
        change(tx, row.id, state=ActionState.UNKNOWN, why=_why(look), not_before=later, confirm_by=stamp(deadline))
    elif now < _deadline(row):
        change(tx, row.id, not_before=stamp(delivery.next_look(_tried(row, now), now)), why=_why(look))
    else:
        _nobody_knows(tx, row, look, now)


def _once_more(tx: Connection, row: ActionRow, look: Look, now: datetime, delivery: Delivery) -> None:
    record(tx, EntryKind.UNKNOWN, row, now, {"code": "Repeatable", "again": True}, why=_why(look))
    later = stamp(now + timedelta(seconds=delivery.back_off(row.attempts, None)))
    change(tx, row.id, state=ActionState.QUEUED, why=_why(look), not_before=later)


def _nobody_knows(tx: Connection, row: ActionRow, look: Look | None, now: datetime) -> None:
    why = "It was sent, and nobody could tell whether it was done. Look on the platform; it is not sent again."
    task = ask(tx, TaskKind.UNKNOWN_OUTCOME, row, why, now)
    record(tx, EntryKind.UNKNOWN, row, now, {"code": "CannotTell", "task": task}, why=_why(look))
    change(tx, row.id, state=ActionState.UNKNOWN, why=_why(look), not_before=NEVER)


def _read_back(tx: Connection, row: ActionRow, look: Look | None, now: datetime, delivery: Delivery) -> None:
    """Done is what the platform said; confirmed is what was seen."""
    if look is not None and look.sight is Sight.PRESENT:
        again = stamp(now + timedelta(seconds=delivery.recheck)) if Verb(row.verb) in IN_FORCE else NEVER
        record(tx, EntryKind.CONFIRMED, row, now)
        change(tx, row.id, state=ActionState.CONFIRMED, why="", not_before=again)
        if row.keep_by is not None:
            ask(tx, TaskKind.CONFIRM_HIDE, row, STAYS, now, due_at=row.keep_by)
        if row.undoes is not None:
            undo.confirmed(tx, row, now)
    elif now < _deadline(row):
        change(tx, row.id, not_before=stamp(delivery.next_look(_tried(row, now), now)), why=_why(look))
    else:
        _unconfirmed(tx, row, look, now)


def _unconfirmed(tx: Connection, row: ActionRow, look: Look | None, now: datetime) -> None:
    absent = look is not None and look.sight is Sight.ABSENT
    seen = "it is not to be seen there" if absent else "it could not be read back"
    why = f"The platform said that it was done, and {seen}. Look on the platform."
    data: dict[str, Any] = {"seen": look.sight.value if look else "no_look"}
    data["task"] = ask(tx, TaskKind.UNKNOWN_OUTCOME, row, why, now)
    record(tx, EntryKind.UNCONFIRMED, row, now, data, why=_why(look))
    change(tx, row.id, state=ActionState.UNCONFIRMED, why=_why(look), not_before=NEVER)


def _still_there(tx: Connection, row: ActionRow, look: Look | None, now: datetime, delivery: Delivery) -> None:
    """What was confirmed and is gone has drifted: somebody changed it on the platform. Not to be seen is not gone."""
    if not _live(tx, row):
        change(tx, row.id, not_before=NEVER)
        return
    if look is None or look.sight is not Sight.ABSENT:
        change(tx, row.id, not_before=stamp(now + timedelta(seconds=delivery.recheck)))
        return
    why = "This was in force and is not any more: somebody changed it on the platform."
    task = ask(tx, TaskKind.DRIFT, row, why, now)
    record(tx, EntryKind.DRIFTED, row, now, {"task": task}, why=look.why)
    change(tx, row.id, state=ActionState.DRIFTED, why=why, not_before=NEVER)


def _live(tx: Connection, row: ActionRow) -> bool:
    """Whether what a hide is about still stands there; an account or a thread always does."""
    if tier_of(MeasureKind(row.measure)) is not Tier.INTERACTION:
        return True
    state = tx.execute(select(InteractionRow.state).where(col(InteractionRow.id) == row.interaction_id)).scalar()
    return state == "live"


def _deadline(row: ActionRow) -> datetime:
    return moment(row.confirm_by or NEVER)


def _tried(row: ActionRow, now: datetime) -> datetime:
    return moment(row.attempted_at) if row.attempted_at else now


def _why(look: Look | None) -> str:
    return (look.why or f"the look answered {look.sight.value}") if look else "the platform could not be asked"
