"""Opening a need by hand: what the machine missed, or took for a matter that is open already."""

from datetime import datetime

from sqlmodel import col, select

from bot.calls.alarms import ring
from bot.desk.answer import Answer
from bot.desk.sitting import Refused, Sitting
from bot.record import drafts
from bot.record.harm import of_need
from bot.record.judged import OpenNeed
from bot.record.tasks import due_at
from bot.routing.references import new_reference
from bot.show import london
from bot.staff.rights import Right
from bot.store.ids import moment, new_id, stamp
from bot.store.tables import DecisionRow, InteractionRow, NeedRow, TaskRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind
from rules.model.finding import Need, NeedKind, Urgency
from rules.model.in_words import NEEDS
from rules.model.staff import Role
from rules.routing import Routed, route

CERTAIN = 1000
BY_HAND = "by_hand"
"""The rule behind a need that a person saw."""


def open_need(sitting: Sitting, interaction_id: str, kind: NeedKind, note: str) -> Answer:
    """Its own reference, and its own clock from the comment's own time (domain §7 rule 4), whatever is open already.

    Whoever may close a need may open one. Allowed in every mode: nothing is done on a platform.
    """
    sitting.must(Right.CLOSE_NEED)
    said = sitting.row(InteractionRow, interaction_id, "comment")
    _not_twice(sitting, said, kind)
    known_from = min(moment(said.at), moment(said.heard_at), sitting.now)
    [routed] = route([Need(kind, Urgency.ROUTINE, CERTAIN, BY_HAND)], known_from, sitting.now, sitting.settings)
    need = OpenNeed(new_id("n"), new_reference(routed.prefix), routed)
    sitting.session.add(_row(need, said.id, known_from))
    sitting.entry(EntryKind.ROUTED, said.id, drafts.routed(said.id, need).data, {"note": note.strip()})
    _ask(sitting, said.id, need)
    _on_the_desk(sitting, said.id, routed)
    due = london(stamp(routed.due_at))
    return Answer(accepted=True, why=f"{need.reference} goes to {routed.destination}, by {due}.", ids=(need.id,))


def _not_twice(sitting: Sitting, said: InteractionRow, kind: NeedKind) -> None:
    """Raises Refused where this comment, in any of its versions, opened one of that kind itself."""
    chosen = (
        select(NeedRow)
        .join(InteractionRow, col(NeedRow.interaction_id) == InteractionRow.id)
        .where(
            InteractionRow.channel == said.channel,
            InteractionRow.ref == said.ref,
            NeedRow.kind == kind.value,
            NeedRow.state == "open",
        )
    )
    there = sitting.session.exec(chosen).first()
    if there is not None:
        raise Refused(f"This comment has one of its own already: {there.reference}.")


def _row(need: OpenNeed, interaction_id: str, known_from: datetime) -> NeedRow:
    routed = need.routed
    return NeedRow(
        id=need.id,
        reference=need.reference,
        interaction_id=interaction_id,
        kind=routed.kind.value,
        urgency=routed.urgency.value,
        destination=routed.destination,
        clock=routed.clock,
        starts_at=stamp(known_from),
        due_at=stamp(routed.due_at),
    )


def _ask(sitting: Sitting, interaction_id: str, need: OpenNeed) -> None:
    """Somebody answers it; where there may be danger a person is called at once."""
    urgency = need.routed.urgency
    now = urgency is Urgency.NOW
    why = f"See to it: {NEEDS[need.routed.kind]}. It is never held against them. Reference: {need.reference}."
    task = TaskRow(
        id=new_id("t"),
        interaction_id=interaction_id,
        kind=TaskKind.CALL if now else TaskKind.ANSWER,
        role=Role.CASEWORKER,
        urgency=urgency,
        why=why,
        created_at=sitting.at,
        due_at=due_at(urgency, sitting.now),
    )
    sitting.session.add(task)
    if now:
        ring(sitting.tx, "Somebody may be in danger: see to it now.", sitting.now, interaction_id, task.id)


def _on_the_desk(sitting: Sitting, interaction_id: str, routed: Routed) -> None:
    """The comment waits for a person again, as high in the queue as the need puts it."""
    for row in sitting.session.exec(select(DecisionRow).where(DecisionRow.interaction_id == interaction_id)).all():
        row.desk, row.harm = "open", max(row.harm, of_need(routed.kind, routed.urgency))
        sitting.session.add(row)
