"""A person hides a comment: reversible, with its reason, and whoever wrote it is told where the policy demands that."""

from bot.actions.plan.holding import HIDING
from bot.desk.answer import Answer
from bot.desk.approve import approve
from bot.desk.ask_out import ask_out, earlier
from bot.desk.matter import About, live
from bot.desk.sitting import Refused, Sitting, worded
from bot.desk.telling import tell
from bot.desk.tidy import tidy
from bot.desk.waiting import must_not_wait
from bot.staff.rights import Right
from rules.model.evidence import EntryKind
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind, Verb


def hide(sitting: Sitting, interaction_id: str, reason: str) -> Answer:
    """Hide a comment on our page, or detach a quote of ours. What was proposed already is approved by it."""
    sitting.must(Right.HIDE)
    found = live(sitting, interaction_id)
    reason = worded(reason, "Your reason")
    measure, verb = _way(found)
    proposed = earlier(sitting, found, measure)
    if proposed is not None:
        return approve(sitting, proposed.id, reason, None)
    must_not_wait(sitting, found, HIDING)
    found.must_work(verb)
    action_id, key = ask_out(sitting, found, measure, verb, reason=reason)
    data = {"action": action_id, "measure": measure.value, "verb": verb.value, "offered_by_policy": False}
    sitting.entry(EntryKind.APPROVED, interaction_id, data, {"reason": reason})
    told, why = tell(sitting, found, key)
    tidy(sitting, interaction_id)
    return Answer(accepted=True, why=why, ids=(action_id, *told))


def _way(found: About) -> tuple[MeasureKind, Verb]:
    if found.said.kind == InteractionKind.DIRECT_MESSAGE:
        raise Refused("It is a private message: there is nothing to hide.")
    if found.said.kind == InteractionKind.QUOTE:
        return MeasureKind.DETACH, Verb.DETACH
    if found.said.place != Where.OUR_PAGE:
        raise Refused("It does not stand on our page, so we cannot hide it. It can be reported.")
    return MeasureKind.HIDE, Verb.HIDE
