"""Proposing an access measure: a block, a mute (here and there a time-out), closing a thread. Somebody else approves."""

from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from bot.actions.outbox import ActionState
from bot.desk import access
from bot.desk.answer import Answer
from bot.desk.ask_out import ON_ITS_WAY, ask_out
from bot.desk.matter import About, live
from bot.desk.sitting import Refused, Sitting, worded
from bot.desk.waiting import must_not_wait
from bot.staff.rights import Right
from bot.store.tables import ActionRow, InteractionRow
from rules.model.account import Assurance
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role

NAMES = {
    MeasureKind.BLOCK: "block",
    MeasureKind.MUTE: "mute",
    MeasureKind.BLOCK_MESSAGES: "block of private messages",
    MeasureKind.RESTRICT_REPLIES: "closing of the thread",
}
"""What may be proposed about an account or a thread, and what it is called in an answer."""


def propose(sitting: Sitting, interaction_id: str, measure: MeasureKind, reason: str, ends_on: date | None) -> Answer:
    """Ask for an access measure for what was said here. The end date may be left to whoever approves."""
    sitting.must(Right.PROPOSE_BLOCK)
    if measure not in NAMES:
        raise Refused("Only a block, a mute, a block of private messages or the closing of a thread is proposed here.")
    found, verb = live(sitting, interaction_id), Verb(measure.value)
    reason = worded(reason, "Your reason")
    _not_a_restriction(sitting, found, measure)
    must_not_wait(sitting, found, {measure})
    found.must_be_possible(verb)
    role = access.role_for(sitting, found)
    ends_at = access.end_of(sitting, found, ends_on) if ends_on else None
    _not_twice(sitting, found, measure)
    waits = ActionState.PROPOSED
    action_id, _ = ask_out(sitting, found, measure, verb, reason=reason, state=waits, role=role, ends_at=ends_at)
    found.decision.desk = "open"
    sitting.session.add(found.decision)
    return Answer(accepted=True, why=_what_follows(found, verb, role), ids=(action_id,))


def _not_a_restriction(sitting: Sitting, found: About, measure: MeasureKind) -> None:
    """Where the policy counts page access as a restriction of contact it goes the formal way. Raises Refused."""
    known = found.given is not None and found.given.identity.assurance is Assurance.VERIFIED
    if measure is MeasureKind.BLOCK and sitting.pack(found.decision.pack).block.restricts(known=known):
        raise Refused("Under this policy a block is a restriction of contact: propose it in a case, not here.")


def _what_follows(found: About, verb: Verb, role: Role) -> str:
    known = found.capability(verb)
    seen = f" Others will be able to see it. {known.why}".rstrip() if known is not None and known.public else ""
    return f"It waits for somebody else in the role {role.value}.{seen}"


def _not_twice(sitting: Sitting, found: About, measure: MeasureKind) -> None:
    """Whatever the engine or another comment's reader asked for about the same account or thread counts. Raises Refused."""
    chosen = (
        select(ActionRow)
        .join(InteractionRow, col(ActionRow.interaction_id) == InteractionRow.id)
        .where(
            _same(found, measure),
            ActionRow.channel == found.said.channel,
            ActionRow.verb == measure.value,
            col(ActionRow.simulate).is_(False),
            col(ActionRow.state).in_({ActionState.PROPOSED, *ON_ITS_WAY}),
        )
    )
    row = sitting.session.exec(chosen).first()
    if row is not None:
        raise Refused(f"A {NAMES[measure]} was asked for here already; it is {row.state}.")


def _same(found: About, measure: MeasureKind) -> ColumnElement[bool]:
    """The same thread for closing one, else the same account."""
    if measure is MeasureKind.RESTRICT_REPLIES:
        return col(InteractionRow.root) == (found.said.root or found.said.ref)
    return col(InteractionRow.account_id) == found.account.id
