"""What is counted, each with its name and what exactly it means. Nothing is counted twice."""

from enum import StrEnum

from rules.model.measure import MeasureKind


class Counted(StrEnum):
    """One thing that happened."""

    WARNING = "warning"
    HIDE = "hide"
    DELETION = "deletion"
    REPORT = "report"
    MUTE = "mute"
    BLOCK = "block"
    CLOSED_THREAD = "closed_thread"
    RESTRICTION = "restriction"
    ACKNOWLEDGEMENT = "acknowledgement"
    REMINDER = "reminder"
    NOTICE = "notice"
    REPLY = "reply"
    BY_HAND = "by_hand"
    SHOWN_BY_PERSON = "shown_by_person"
    SHOWN_BY_TIME = "shown_by_time"
    LIFTED_BY_PERSON = "lifted_by_person"
    ENDED_BY_TIME = "ended_by_time"
    WARNING_STRUCK = "warning_struck"
    RESTRICTION_LIFTED = "restriction_lifted"
    APPEAL_MADE = "appeal_made"
    APPEAL_STANDS = "appeal_stands"
    APPEAL_OVERTURNED = "appeal_overturned"


NAMES: dict[Counted, str] = {
    Counted.WARNING: "Warnings",
    Counted.HIDE: "Comments hidden",
    Counted.DELETION: "Comments deleted",
    Counted.REPORT: "Comments reported to their platform",
    Counted.MUTE: "Accounts muted, timed out or kept from writing privately",
    Counted.BLOCK: "Accounts blocked",
    Counted.CLOSED_THREAD: "Threads closed to replies",
    Counted.RESTRICTION: "Restrictions of contact",
    Counted.ACKNOWLEDGEMENT: "Acknowledgements of a need",
    Counted.REMINDER: "Reminders of the house rules",
    Counted.NOTICE: "Notices to authors",
    Counted.REPLY: "Other replies",
    Counted.BY_HAND: "Other things done by hand on a platform, as a colleague says",
    Counted.SHOWN_BY_PERSON: "Hidden comments shown again by a person",
    Counted.SHOWN_BY_TIME: "Hidden comments shown again because no person confirmed in time",
    Counted.LIFTED_BY_PERSON: "Blocks, mutes and closed threads lifted by a person",
    Counted.ENDED_BY_TIME: "Blocks, mutes and closed threads ended on their day",
    Counted.WARNING_STRUCK: "Warnings that count no more after an appeal",
    Counted.RESTRICTION_LIFTED: "Restrictions lifted before their end",
    Counted.APPEAL_MADE: "Appeals made",
    Counted.APPEAL_STANDS: "Appeals: decision stands",
    Counted.APPEAL_OVERTURNED: "Appeals: decision overturned",
}

DONE = (
    Counted.WARNING,
    Counted.HIDE,
    Counted.DELETION,
    Counted.REPORT,
    Counted.MUTE,
    Counted.BLOCK,
    Counted.CLOSED_THREAD,
    Counted.RESTRICTION,
)
"""What was done about somebody's words or contact."""

ANYTHING = (*DONE, Counted.BY_HAND)
"""And what was done by hand without saying which of these it was."""

SAID = (Counted.ACKNOWLEDGEMENT, Counted.REMINDER, Counted.REPLY)
"""What was said to people, and counts against nobody. Not notices: one goes with each hide and deletion, so that their
number would be the sum of two that may have to be kept back.
"""

BACK = (
    Counted.SHOWN_BY_PERSON,
    Counted.SHOWN_BY_TIME,
    Counted.LIFTED_BY_PERSON,
    Counted.ENDED_BY_TIME,
    Counted.WARNING_STRUCK,
    Counted.RESTRICTION_LIFTED,
)
"""What was taken back, or ended."""

APPEALS = (Counted.APPEAL_MADE, Counted.APPEAL_STANDS, Counted.APPEAL_OVERTURNED)

OF_MEASURE: dict[MeasureKind, Counted] = {
    MeasureKind.ACKNOWLEDGE: Counted.ACKNOWLEDGEMENT,
    MeasureKind.REPLY: Counted.REPLY,
    MeasureKind.REMINDER: Counted.REMINDER,
    MeasureKind.HIDE_NOTICE: Counted.NOTICE,
    MeasureKind.WARNING_PUBLIC: Counted.WARNING,
    MeasureKind.WARNING_PRIVATE: Counted.WARNING,
    MeasureKind.HIDE: Counted.HIDE,
    MeasureKind.HOLD: Counted.HIDE,
    MeasureKind.DETACH: Counted.HIDE,
    MeasureKind.REPORT: Counted.REPORT,
    MeasureKind.DELETE: Counted.DELETION,
    MeasureKind.MUTE: Counted.MUTE,
    MeasureKind.TIME_OUT: Counted.MUTE,
    MeasureKind.BLOCK_MESSAGES: Counted.MUTE,
    MeasureKind.BLOCK: Counted.BLOCK,
    MeasureKind.RESTRICT_REPLIES: Counted.CLOSED_THREAD,
    MeasureKind.WARNING_LETTER: Counted.WARNING,
    MeasureKind.RESTRICTION: Counted.RESTRICTION,
}
"""Every measure but the offer to open a case, which does nothing to anybody."""
