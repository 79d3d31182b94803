"""Taking back: the inverse deed as an action of its own, by a person or by the calendar, *undone* when it is seen."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, func
from sqlmodel import col, select

from adapters.platform import Subject
from bot.actions.ask import ask, settled
from bot.actions.outbox import ActionState, Approval, Planned, put
from bot.actions.rows import NEVER, change, load
from bot.evidence.append import Draft, append
from bot.store.ids import stamp
from bot.store.tables import ActionRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.measure import UNDOES, MeasureKind, Verb
from rules.model.staff import Role

STANDING = frozenset(
    {ActionState.DONE, ActionState.CONFIRMED, ActionState.UNCONFIRMED, ActionState.DRIFTED, ActionState.UNKNOWN}
)
"""States in which something may be there on the platform."""

_UNDER_WAY = frozenset({ActionState.QUEUED, ActionState.ATTEMPTING, ActionState.DONE, ActionState.UNKNOWN})
_HIDDEN = (Verb.HIDE, Verb.DETACH)
_ACCESS = (Verb.BLOCK, Verb.MUTE, Verb.BLOCK_MESSAGES, Verb.RESTRICT_REPLIES)


@dataclass(frozen=True, slots=True)
class Undone:
    """The inverse action on its way, or why there is none."""

    action_id: str | None
    why: str = ""


def undo(tx: Connection, action_id: str, now: datetime, why: str, by: str = "") -> Undone:
    """Put the inverse of an action into the outbox. `by` is a staff id, empty for the calendar.

    Undoing passes every brake and mode: giving back is never held up. What it undoes is not looked at any more meanwhile.
    """
    row = load(tx, action_id)
    reason = _not_undoable(tx, row)
    if row is None or reason:
        return Undone(None, reason)
    approval = Approval(by, why) if by else None
    ids = put(tx, row.interaction_id, row.decision_id, row.channel, [_inverse(tx, row, now)], now, approval)
    change(tx, row.id, not_before=NEVER)
    return Undone(ids[0])


def sweep(tx: Connection, now: datetime) -> list[str]:
    """What the calendar takes back: hides nobody confirmed in time, access measures at their end. Inverse action ids."""
    unkept = _overdue(tx, col(ActionRow.keep_by) <= stamp(now), _HIDDEN)
    ended = _overdue(tx, col(ActionRow.ends_at) <= stamp(now), _ACCESS)
    done = []
    for row in unkept:
        done.append(undo(tx, row.id, now, "nobody confirmed it in time").action_id)
        ask(tx, TaskKind.LOOK, row, "It is shown again, because nobody confirmed in time that it stays hidden.", now)
    done += [undo(tx, row.id, now, "it ended on the day that its approval set").action_id for row in ended]
    return [action_id for action_id in done if action_id is not None]


def confirmed(tx: Connection, inverse: ActionRow, now: datetime) -> None:
    """The inverse was seen on the platform: what it takes back is *undone*."""
    row = load(tx, inverse.undoes or "")
    if row is None:
        return
    data = {
        "action": row.id,
        "verb": row.verb,
        "measure": row.measure,
        "undone_by": inverse.id,
        "by": inverse.approved_by,
    }
    append(tx, [Draft(EntryKind.UNDONE, row.interaction_id, data)], stamp(now))
    change(tx, row.id, state=ActionState.UNDONE, not_before=NEVER)
    settled(
        tx, row.id, (TaskKind.CONFIRM_HIDE, TaskKind.DRIFT, TaskKind.UNKNOWN_OUTCOME), now, inverse.approved_by or ""
    )


def _not_undoable(tx: Connection, row: ActionRow | None) -> str:
    if row is None:
        return "There is no such action."
    if row.state == ActionState.SIMULATED:
        return "It was only simulated: there is nothing to take back."
    if row.state not in STANDING:
        return f"It is {row.state}: there is nothing to take back."
    if row.undoes is not None or Verb(row.verb) not in UNDOES:
        return "This cannot be taken back."
    if _inverses(tx, row, _UNDER_WAY):
        return "It is being taken back already."
    return ""


def _inverse(tx: Connection, row: ActionRow, now: datetime) -> Planned:
    number = _inverses(tx, row, None) + 1
    return Planned(
        measure=MeasureKind(row.measure),
        verb=UNDOES[Verb(row.verb)],
        subject=Subject(**row.subject),
        key=sha256(f"{row.key}\x1fundo\x1f{number}".encode()).hexdigest()[:32],
        state=ActionState.QUEUED,
        role=Role(row.role),
        automatic=False,
        params={name: str(value) for name, value in row.receipt.items()},
        not_before=now,
        undoes=row.id,
    )


def _inverses(tx: Connection, row: ActionRow, states: frozenset[ActionState] | None) -> int:
    """How many inverses of an action there are (in these states). A given-up one is not under way."""
    of = select(func.count()).select_from(ActionRow).where(col(ActionRow.undoes) == row.id)
    if states is not None:
        of = of.where(col(ActionRow.state).in_(states), col(ActionRow.not_before) != NEVER)
    return int(tx.execute(of).scalar_one())


def _overdue(tx: Connection, passed: ColumnElement[bool], verbs: tuple[Verb, ...]) -> list[ActionRow]:
    """Standing deeds whose date has passed and which nobody has tried to take back yet."""
    tried = select(col(ActionRow.undoes)).where(col(ActionRow.undoes).is_not(None))
    found = tx.execute(
        select(ActionRow).where(
            passed,
            col(ActionRow.verb).in_(verbs),
            col(ActionRow.state).in_(STANDING),
            col(ActionRow.id).not_in(tried),
        )
    )
    return [ActionRow(**row) for row in found.mappings()]
