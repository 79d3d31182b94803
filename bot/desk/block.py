"""Proposing a block. Somebody else approves it."""

from datetime import date

from sqlmodel import col, select

from bot.actions.outbox import ActionState
from bot.desk import access
from bot.desk.answer import Answer
from bot.desk.ask_out import ON_ITS_WAY, ask_out
from bot.desk.matter import About, live
from bot.desk.sitting import Refused, Sitting, worded
from bot.staff.rights import Right
from bot.store.tables import ActionRow, InteractionRow
from rules.model.measure import MeasureKind, Verb


def propose_block(sitting: Sitting, interaction_id: str, reason: str, ends_on: date | None) -> Answer:
    """Ask for a block of the account, for what it said here. The end date may be left to whoever approves."""
    sitting.must(Right.PROPOSE_BLOCK)
    found = live(sitting, interaction_id)
    reason = worded(reason, "Your reason")
    found.must_be_possible(Verb.BLOCK)
    role = access.role_for(sitting, found)
    ends_at = access.end_of(sitting, found, ends_on) if ends_on else None
    _not_twice(sitting, found)
    action_id, _ = ask_out(
        sitting,
        found,
        MeasureKind.BLOCK,
        Verb.BLOCK,
        reason=reason,
        state=ActionState.PROPOSED,
        role=role,
        ends_at=ends_at,
    )
    found.decision.desk = "open"
    sitting.session.add(found.decision)
    why = f"It waits for somebody else in the role {role.value}."
    known = found.capability(Verb.BLOCK)
    if known is not None and known.public:
        why += f" Others will be able to see it. {known.why}".rstrip()
    return Answer(accepted=True, why=why, ids=(action_id,))


def _not_twice(sitting: Sitting, found: About) -> None:
    """Whatever the engine or another comment's reader asked for about the same account counts. Raises Refused."""
    chosen = (
        select(ActionRow)
        .join(InteractionRow, col(ActionRow.interaction_id) == InteractionRow.id)
        .where(
            InteractionRow.account_id == found.account.id,
            ActionRow.channel == found.said.channel,
            ActionRow.verb == Verb.BLOCK,
            col(ActionRow.simulate).is_(False),
            col(ActionRow.state).in_({ActionState.PROPOSED, *ON_ITS_WAY}),
        )
    )
    row = sitting.session.exec(chosen).first()
    if row is not None:
        raise Refused(f"A block of this account was asked for already; it is {row.state}.")
