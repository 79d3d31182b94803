"""Approving and declining what was proposed. The brakes do not bear on what a named person approved; the platform may."""

from datetime import date

from sqlmodel import col, select

from bot.actions.outbox import ActionState
from bot.actions.plan.holding import HIDING
from bot.actions.plan.plan import AFTER
from bot.desk import access
from bot.desk.answer import Answer
from bot.desk.matter import About, about, actions_of, live
from bot.desk.sitting import Refused, Sitting
from bot.desk.telling import tell
from bot.desk.tidy import close_tasks, tidy
from bot.desk.warn import must_be_private_first
from bot.staff.rights import Right
from bot.store.ids import moment, stamp
from bot.store.tables import ActionRow, Content, InteractionRow
from rules.calendar import london_date
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Tier, Verb, tier_of
from rules.model.staff import Role

WAITING = frozenset({ActionState.PROPOSED, ActionState.QUEUED})
_TRIED = frozenset(
    {
        ActionState.DONE,
        ActionState.CONFIRMED,
        ActionState.UNCONFIRMED,
        ActionState.REFUSED,
        ActionState.UNSUPPORTED,
        ActionState.FAILED,
    }
)
"""A warning that was sent, or that could not be: what more can be said has been said."""
_SPOKEN = frozenset({Verb.REPLY, Verb.MESSAGE})
WARNINGS = frozenset({MeasureKind.WARNING_PRIVATE, MeasureKind.WARNING_PUBLIC})


def approve(sitting: Sitting, action_id: str, reason: str, ends_on: date | None) -> Answer:
    """Let it go out. Tier 1 takes the pack's role; tier 2 also a reason, an end date and a second person; tier 3 never."""
    sitting.must(Right.APPROVE)
    row = sitting.row(ActionRow, action_id, "action")
    if row.state != ActionState.PROPOSED:
        raise Refused(f"This does not wait for approval; it is {row.state}.")
    found = live(sitting, row.interaction_id)
    measure = MeasureKind(row.measure)
    if tier_of(measure) is Tier.FORMAL:
        raise Refused("Formal action is taken in a case, not here.")
    found.must_be_possible(Verb(row.verb))
    if tier_of(measure) is Tier.ACCESS:
        _access(sitting, found, row, reason.strip(), ends_on)
        _told_first(sitting, found, Verb(row.verb))
    else:
        sitting.must_fill(Role(row.role))
    if measure is MeasureKind.WARNING_PUBLIC:
        must_be_private_first(sitting, found)
    with_it = [row, *_notices(sitting, row)]
    for one in with_it:
        _let_go(sitting, one, reason.strip())
    told, why = tell(sitting, found, row.key) if measure in HIDING and len(with_it) == 1 else ((), "")
    _settle(sitting, row, measure)
    seen = _seen_by_others(found, Verb(row.verb))
    return Answer(accepted=True, why=why or seen, ids=(*(one.id for one in with_it), *told))


def decline(sitting: Sitting, action_id: str, reason: str) -> Answer:
    """It is not done. Also calls back what was queued and has not gone out yet."""
    sitting.must(Right.DECLINE)
    row = sitting.row(ActionRow, action_id, "action")
    if row.state not in WAITING:
        raise Refused(f"This cannot be declined any more; it is {row.state}.")
    with_it = [row, *_notices(sitting, row)]
    for one in with_it:
        withdraw(sitting, one, reason.strip())
    _settle(sitting, row, MeasureKind(row.measure))
    return Answer(accepted=True, ids=tuple(one.id for one in with_it))


def withdraw(sitting: Sitting, row: ActionRow, reason: str) -> None:
    """Decline one row, with its entry."""
    row.state, row.why = ActionState.DECLINED, "declined by a person"
    sitting.session.add(row)
    data = {"action": row.id, "measure": row.measure}
    sitting.entry(EntryKind.DECLINED, row.interaction_id, data, {"reason": reason})


def _access(sitting: Sitting, found: About, row: ActionRow, reason: str, ends_on: date | None) -> None:
    """Design, 'Three tiers': a named human in the pack's role, a reason, an end date; requester is not approver."""
    sitting.must_fill(access.role_for(sitting, found))
    if not reason:
        raise Refused("It needs your reason.")
    if row.proposed_by == sitting.staff.id:
        raise Refused("You proposed it, so somebody else must approve it.")
    proposed = london_date(moment(row.ends_at)) if row.ends_at else None
    row.ends_at = stamp(access.end_of(sitting, found, ends_on or proposed))


def _told_first(sitting: Sitting, found: About, verb: Verb) -> None:
    """Where the account cannot be written to afterwards, a private warning goes before it. Raises Refused."""
    known = found.capability(verb)
    if known is None or not known.silences or not found.works(Verb.MESSAGE):
        return
    chosen = (
        select(ActionRow.state)
        .join(InteractionRow, col(ActionRow.interaction_id) == InteractionRow.id)
        .where(
            InteractionRow.account_id == found.account.id,
            ActionRow.measure == MeasureKind.WARNING_PRIVATE,
            col(ActionRow.simulate).is_(False),
        )
    )
    if not set(sitting.session.exec(chosen)) & _TRIED:
        raise Refused("Warn privately first: afterwards this account cannot be written to.")


def _let_go(sitting: Sitting, row: ActionRow, reason: str) -> None:
    if Verb(row.verb) in _SPOKEN and not _has_words(sitting, row):
        raise Refused("It has no words yet: write them first.")
    row.state, row.held, row.simulate, row.automatic, row.keep_by = ActionState.QUEUED, "", False, False, None
    row.approved_by, row.approved_at, row.not_before, row.reason = sitting.staff.id, sitting.at, sitting.at, reason
    sitting.session.add(row)
    data = {"action": row.id, "measure": row.measure, "verb": row.verb, "ends_at": row.ends_at}
    sitting.entry(EntryKind.APPROVED, row.interaction_id, data, {"reason": reason})


def _has_words(sitting: Sitting, row: ActionRow) -> bool:
    said = select(Content.seq).where(Content.seq == (row.text_seq or 0), Content.field == "say")
    return sitting.session.exec(said).first() is not None


def _notices(sitting: Sitting, row: ActionRow) -> list[ActionRow]:
    """The notice that waits with its hide."""
    rows = actions_of(sitting, row.interaction_id)
    return [one for one in rows if one.params.get(AFTER) == row.key and one.state in WAITING]


def _settle(sitting: Sitting, row: ActionRow, measure: MeasureKind) -> None:
    if measure in WARNINGS:
        close_tasks(sitting, row.interaction_id, TaskKind.WARN)
    tidy(sitting, row.interaction_id)


def _seen_by_others(found: About, verb: Verb) -> str:
    known = found.capability(verb)
    return f"Others can see it. {known.why}".strip() if known is not None and known.public else ""


def proposal(sitting: Sitting, action_id: str) -> str:
    """What an approver must know before approving, in one line: whether others can see that it was done."""
    row = sitting.row(ActionRow, action_id, "action")
    return _seen_by_others(about(sitting, row.interaction_id), Verb(row.verb))
