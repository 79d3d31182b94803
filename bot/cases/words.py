"""What a person is asked to do in a case, in plain sentences. `{post}`, `{label}` and `{letter}` are filled in."""

from rules.casework.retold import NEED_TO_KNOW
from rules.model.case.orders import Order
from rules.model.case.words import Alarm, LetterKind, OrderKind

LETTERS: dict[LetterKind, str] = {
    LetterKind.WARNING: "warning",
    LetterKind.RESTRICTION_NOTICE: "notice of restriction",
    LetterKind.MEASURE_NOTICE: "notice of a measure",
    LetterKind.REVIEW_OUTCOME: "outcome of the review",
    LetterKind.EXTENSION: "notice that the restriction goes on",
    LetterKind.LIFTING: "letter that the restriction has ended",
    LetterKind.APPEAL_ACKNOWLEDGEMENT: "acknowledgement of the appeal",
    LetterKind.APPEAL_OUTCOME: "outcome of the appeal",
}

ALARMS: dict[Alarm, str] = {
    Alarm.REVIEW_OVERDUE: "A review is overdue: the restriction has not been looked at by its date.",
    Alarm.LAPSED: "A restriction has come to its end and nobody decided about it. It is no longer enforced.",
    Alarm.MARKER_ON: "A marker is still on although the restriction behind it has ended. Take it off.",
    Alarm.UNTOLD: "A decision has not been told to the person it is about.",
    Alarm.APPEAL_OVERDUE: "An appeal has not been decided by its date.",
    Alarm.GROUND_GONE: "Something that a restriction relied on was taken back: decide whether it still stands.",
    Alarm.BEYOND_CALENDAR: "The bank holidays of that time are not published yet: count the days by hand.",
}

ORDERS: dict[OrderKind, str] = {
    OrderKind.SEND_LETTER: "Read, approve and send the {letter}.",
    OrderKind.ASK_APPROVAL: "A restriction is proposed. It waits for {post}.",
    OrderKind.ASK_LONGER: "A longer period is wanted. It waits for {post}.",
    OrderKind.ASK_REVIEW: "Review the restriction, or the block: should it go on or end?",
    OrderKind.ASK_APPEAL_DECISION: "Decide an appeal. Nobody who had a part in the decision may do it.",
    OrderKind.ASK_AUTHORITY_TO_ACT: "Somebody speaks for another person: ask that person whether they may.",
    OrderKind.LOOK_AT_LATE_APPEAL: "An appeal came late. It is never refused for that: look at it.",
    OrderKind.ISSUE_WARNING: "A warning is due: decide, and issue it.",
    OrderKind.OPEN_CASE: "A case stands open: decide what comes next.",
    OrderKind.REFER: "Send the referral form. {label}",
    OrderKind.RECORD: "Record it on {label}.",
    OrderKind.SET_MARKER: "Set the marker {label} by hand, then say so with 'doorstep case marker'.",
    OrderKind.REMOVE_MARKER: "Take the marker {label} off by hand, then say so with 'doorstep case marker'.",
    OrderKind.TELL: "Tell {post} what was decided.",
    OrderKind.LIFT: "The restriction is lifted: see that everybody acts on it.",
    OrderKind.UNDO_ON_PLATFORM: "Take the measure back on the platform.",
    OrderKind.UNHIDE: "Show the comment again.",
    OrderKind.BLOCK: "Carry the restriction out on the platform.",
    OrderKind.REPORT_TO_POLICE: "Tell the police, or record why not. Doorstep never contacts them.",
    OrderKind.CONSIDER_POLICE: "Think about telling the police, and record what you decide.",
    OrderKind.ALARM: "{label}",
    OrderKind.LIST_REVIEW: "A review comes up: it stands on this month's list for {post}.",
    OrderKind.CONSIDER_MARKER: "Think about the marker {label}; nothing is set by this.",
    OrderKind.REOPEN: "A link to the person was taken back: look again at what relied on it.",
}
"""Total: a test holds it to the vocabulary."""


GROUPS = {NEED_TO_KNOW: "the officers who need to know"}


def called(post: str) -> str:
    """A post as it is; a group of people in plain words."""
    return GROUPS.get(post, post)


def why(order: Order) -> str:
    """The sentence of a task or an alarm. It names no person and quotes nothing."""
    label = ALARMS[Alarm(order.label)] if order.kind is OrderKind.ALARM and order.label in set(Alarm) else order.label
    letter = LETTERS[order.letter.kind] if order.letter else "letter"
    said = ORDERS[order.kind].format(
        post=called(order.post) or "whoever may decide", label=label or "your system", letter=letter
    )
    return f"{said} Not doing it needs a reason.".strip() if order.must else said.strip()
