"""Before the act: everything is looked at once more, in the transaction that writes *attempting*."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlmodel import col, select

from adapters.platform import Action
from bot.actions import rows
from bot.actions.ask import ask
from bot.actions.brakes import check
from bot.actions.delivery import Delivery
from bot.actions.modes import Mode, mode_of
from bot.actions.outbox import ActionState
from bot.actions.outcome import record
from bot.actions.plan.plan import AFTER
from bot.actions.rows import NEVER, Erased, change, load
from bot.evidence.capture import gate
from bot.store.ids import moment, stamp
from bot.store.tables import ActionRow, Channel, Entry, InteractionRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Tier, Verb, tier_of

_LATER = timedelta(seconds=2)
_HIDE_STANDS = frozenset({ActionState.CONFIRMED, ActionState.SIMULATED})
_HIDE_OPEN = frozenset({ActionState.PROPOSED, ActionState.UNCONFIRMED, ActionState.UNKNOWN})
_HIDE_UNDER_WAY = frozenset({ActionState.QUEUED, ActionState.ATTEMPTING, ActionState.UNKNOWN, ActionState.DONE})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A deed that may go out now; its *attempting* entry is committed."""

    row: ActionRow
    action: Action


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a deed does not go out now, and what becomes of the row. `kind`: of the entry, where the state does not say it."""

    state: ActionState
    why: str
    until: datetime | None = None
    task: TaskKind | None = None
    kind: EntryKind | None = None


def claim(tx: Connection, action_id: str, now: datetime, delivery: Delivery) -> Claimed | None:
    """Take a queued row, or put it where it belongs now. Never acts on what has no committed evidence."""
    row = load(tx, action_id)
    if row is None or row.state != ActionState.QUEUED:
        return None
    stop = _stop(tx, row, now, delivery)
    if stop is None:
        try:
            action = deed(tx, row)
        except Erased:
            stop = Stop(ActionState.REFUSED, "what was to be said has been erased", task=TaskKind.BY_HAND)
        else:
            return _attempting(tx, row, action, now, delivery)
    _stopped(tx, row, stop, now)
    return None


def deed(tx: Connection, row: ActionRow) -> Action:
    """The deed without our own marks in its parameters. Raises Erased."""
    action = rows.deed(tx, row)
    return replace(action, params={name: value for name, value in action.params.items() if name != AFTER})


def _attempting(tx: Connection, row: ActionRow, action: Action, now: datetime, delivery: Delivery) -> Claimed:
    row.attempts += 1
    change(
        tx,
        row.id,
        state=ActionState.ATTEMPTING,
        attempts=row.attempts,
        attempted_at=stamp(now),
        confirm_by=stamp(now + timedelta(seconds=delivery.unknown_within)),
    )
    record(tx, EntryKind.ATTEMPTING, row, now, {"simulate": row.simulate})
    row.attempted_at = stamp(now)
    return Claimed(row, action)


def _stop(tx: Connection, row: ActionRow, now: datetime, delivery: Delivery) -> Stop | None:
    """Why not now, or None. Taking something back is only stopped where nothing was kept: brakes hold back, not undoing."""
    said = tx.execute(select(InteractionRow).where(col(InteractionRow.id) == row.interaction_id)).mappings().first()
    if said is None or not _heard(tx, said["text_seq"]):
        why = "nothing is done without the committed record of what it is about"
        return Stop(ActionState.REFUSED, why, task=TaskKind.BY_HAND)
    if row.undoes is not None:
        return None
    return (
        _overtaken(row, said["state"], now)
        or _mode(tx, row)
        or _brake(tx, row, now, delivery)
        or _hide_first(tx, row, now)
        or _kept_first(tx, row, now)
    )


def _heard(tx: Connection, seq: int) -> bool:
    heard = select(Entry.seq).where(col(Entry.seq) == seq, col(Entry.kind) == EntryKind.HEARD)
    return tx.execute(heard).first() is not None


def _overtaken(row: ActionRow, interaction_state: str, now: datetime) -> Stop | None:
    about_the_item = tier_of(MeasureKind(row.measure)) is Tier.INTERACTION
    if about_the_item and interaction_state != "live":
        return Stop(ActionState.SUPERSEDED, f"the comment was {interaction_state} in the meantime")
    if row.ends_at is not None and now >= moment(row.ends_at):
        return Stop(ActionState.SUPERSEDED, "its end date passed before it could be done")
    return None


def _mode(tx: Connection, row: ActionRow) -> Stop | None:
    if row.simulate:
        return None
    mode = mode_of(tx.execute(select(Channel.mode).where(col(Channel.name) == row.channel)).scalar())
    if mode is Mode.OBSERVE:
        return Stop(ActionState.SUPERSEDED, "the channel is in observe mode now: nothing is done")
    if mode is Mode.ASSIST and row.automatic:
        return Stop(ActionState.PROPOSED, "this channel is in assist mode: a person presses the key")
    return None


def _brake(tx: Connection, row: ActionRow, now: datetime, delivery: Delivery) -> Stop | None:
    if not row.automatic:
        return None
    hold = check(
        tx,
        channel=row.channel,
        measure=row.measure,
        rule=row.rule,
        thread=row.subject.get("root"),
        now=now,
        limits=delivery.limits,
    )
    if hold is None:
        return None
    return Stop(ActionState.QUEUED if hold.until else ActionState.PROPOSED, hold.why, hold.until)


def _hide_first(tx: Connection, row: ActionRow, now: datetime) -> Stop | None:
    """A notice says that something was hidden: it waits until that was read back, and falls with it."""
    key = row.params.get(AFTER)
    if key is None:
        return None
    hide = tx.execute(select(ActionRow.state, ActionRow.not_before).where(col(ActionRow.key) == key)).first()
    if hide is None:
        return Stop(ActionState.SUPERSEDED, "what it tells of was not done")
    if hide.state in _HIDE_STANDS:
        return None
    if hide.state in _HIDE_UNDER_WAY and hide.not_before != NEVER:
        return Stop(ActionState.QUEUED, "", now + _LATER)
    if hide.state in _HIDE_OPEN:
        return Stop(ActionState.PROPOSED, "it goes out with the hide, and a person must look at that first")
    return Stop(ActionState.SUPERSEDED, "what it tells of was not done")


def _kept_first(tx: Connection, row: ActionRow, now: datetime) -> Stop | None:
    """What cannot be taken back waits until the comment is captured; where that failed, a person says how it goes on."""
    if row.simulate:
        return None
    held = gate.held(tx, row.interaction_id, row.decision_id, row.channel, Verb(row.verb), now)
    if held is None:
        return None
    if held.failed:
        return Stop(ActionState.PROPOSED, held.why, task=TaskKind.LOOK, kind=EntryKind.CAPTURE_FAILED)
    return Stop(ActionState.QUEUED, held.why, now + _LATER)


def _stopped(tx: Connection, row: ActionRow, stop: Stop, now: datetime) -> None:
    if stop.until is not None:
        change(tx, row.id, not_before=stamp(stop.until), why=stop.why)
        return
    data: dict[str, Any] = {"state": stop.state.value}
    if stop.task is not None:
        data["task"] = ask(tx, stop.task, row, f"It was not done: {stop.why}.", now)
    kind = stop.kind or {
        ActionState.PROPOSED: EntryKind.BRAKE,
        ActionState.SUPERSEDED: EntryKind.ABANDONED,
    }.get(stop.state, EntryKind.REFUSED)
    record(tx, kind, row, now, data, why=stop.why)
    if stop.state is ActionState.PROPOSED:
        change(tx, row.id, state=stop.state, held=stop.why, automatic=False)
    else:
        change(tx, row.id, state=stop.state, why=stop.why, not_before=NEVER)
