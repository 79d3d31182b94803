"""Taking back what was done, and keeping what was hidden."""

from bot.actions import undo as taking_back
from bot.actions.ask import settled
from bot.actions.outbox import ActionState
from bot.desk.answer import Answer
from bot.desk.approve import WAITING, decline
from bot.desk.sitting import Refused, Sitting, worded
from bot.desk.tidy import tidy
from bot.staff.rights import Right
from bot.store.tables import ActionRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Tier, tier_of
from rules.model.staff import Role

_KEPT = frozenset({ActionState.DONE, ActionState.CONFIRMED, ActionState.UNCONFIRMED})


def undo(sitting: Sitting, action_id: str, reason: str) -> Answer:
    """Take an action back on the platform; one that has not gone out yet is called back. Allowed in every mode."""
    sitting.must(Right.UNDO)
    row = sitting.row(ActionRow, action_id, "action")
    reason = worded(reason, "Your reason")
    if row.state in WAITING:
        return decline(sitting, action_id, reason)
    if tier_of(MeasureKind(row.measure)) is Tier.ACCESS:
        sitting.must_fill(Role(row.role))
    undone = taking_back.undo(sitting.tx, action_id, sitting.now, reason, sitting.staff.id)
    if undone.action_id is None:
        raise Refused(undone.why)
    return Answer(accepted=True, ids=(undone.action_id,))


def confirm_hide(sitting: Sitting, action_id: str) -> Answer:
    """A person has looked, and it stays hidden: it does not undo itself any more."""
    sitting.must(Right.CONFIRM_HIDE)
    row = sitting.row(ActionRow, action_id, "action")
    if row.keep_by is None or row.state not in _KEPT:
        raise Refused(f"There is nothing to confirm here; it is {row.state}.")
    row.keep_by, row.approved_by, row.approved_at = None, sitting.staff.id, sitting.at
    sitting.session.add(row)
    data = {"action": row.id, "measure": row.measure, "what": "stays_hidden"}
    sitting.entry(EntryKind.APPROVED, row.interaction_id, data)
    settled(sitting.tx, row.id, (TaskKind.CONFIRM_HIDE,), sitting.now, sitting.staff.id)
    tidy(sitting, row.interaction_id)
    return Answer(accepted=True, ids=(row.id,))
