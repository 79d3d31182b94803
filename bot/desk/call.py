"""A member of staff calls for help about a comment: an alarm rings as if the machine had found it."""

from bot.calls.alarms import ring
from bot.desk.answer import Answer
from bot.desk.matter import about
from bot.desk.sitting import Sitting, worded
from bot.staff.rights import Right
from rules.model.evidence import EntryKind

WHY = "A colleague asks for a person now, about a comment."
"""Goes out by e-mail and telephone, so it says nothing of the comment; the reason is on the record and on the page."""


def call_person(sitting: Sitting, interaction_id: str, reason: str) -> Answer:
    """Ring until somebody answers. Allowed in every mode and on comments that are gone: nothing is done on a platform."""
    sitting.must(Right.CALL_PERSON)
    reason = worded(reason, "Your reason")
    about(sitting, interaction_id)
    alarm_id = ring(sitting.tx, WHY, sitting.now, interaction_id)
    sitting.entry(EntryKind.CALL_ASKED, interaction_id, {"alarm": alarm_id}, {"reason": reason})
    return Answer(accepted=True, ids=(alarm_id,))
