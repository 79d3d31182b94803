"""Reporting a comment to its platform, in a named person's responsibility. The reason stays with us."""

from bot.actions.plan.reported import params_of
from bot.desk.answer import Answer
from bot.desk.approve import approve
from bot.desk.ask_out import ask_out, earlier
from bot.desk.matter import live
from bot.desk.sitting import Sitting, worded
from bot.desk.tidy import tidy
from bot.staff.rights import Right
from rules.decide import leading
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Verb


def report(sitting: Sitting, interaction_id: str, reason: str) -> Answer:
    """Report it. What was proposed already is approved by it. A report cannot be taken back."""
    sitting.must(Right.REPORT)
    found = live(sitting, interaction_id)
    reason = worded(reason, "Your reason")
    proposed = earlier(sitting, found, MeasureKind.REPORT)
    if proposed is not None:
        return approve(sitting, proposed.id, reason, None)
    found.must_be_possible(Verb.REPORT)
    lead = leading(sitting.pack(found.decision.pack), found.given) if found.given else None
    params = params_of(MeasureKind.REPORT, lead)
    action_id, _ = ask_out(sitting, found, MeasureKind.REPORT, Verb.REPORT, reason=reason, params=params)
    data = {"action": action_id, "measure": "report", "verb": "report", "offered_by_policy": False}
    sitting.entry(EntryKind.APPROVED, interaction_id, data, {"reason": reason})
    tidy(sitting, interaction_id)
    return Answer(accepted=True, ids=(action_id,))
