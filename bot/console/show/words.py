# long: every table of words in one place, to be read side by side
"""Plain English for every code. Each table is total: a test holds that no code is without its words."""

from collections.abc import Mapping
from typing import Any

from adapters.platform import Presence
from bot.actions.outbox import ActionState
from bot.evidence.capture.whose import Whose
from rules.model.account import AccountMark, Assurance
from rules.model.decision import Course, Met, TaskKind
from rules.model.evidence import EntryKind
from rules.model.finding import Behaviour, NeedKind, Severity, Target
from rules.model.in_words import BEHAVIOURS as SENTENCE_BEHAVIOURS
from rules.model.in_words import MEASURES as SENTENCE_MEASURES
from rules.model.interaction import InteractionKind
from rules.model.measure import Can, MeasureKind, Verb
from rules.model.staff import Role

BEHAVIOURS: dict[Behaviour, str] = SENTENCE_BEHAVIOURS

NEEDS: dict[NeedKind, str] = {
    NeedKind.EMERGENCY: "Emergency",
    NeedKind.HAZARD: "Hazard at home",
    NeedKind.SAFEGUARDING: "Safeguarding",
    NeedKind.REPAIR: "Repair",
    NeedKind.COMPLAINT: "Complaint",
    NeedKind.COMPLAINT_STAGE_2: "Complaint, stage 2",
    NeedKind.ADJUSTMENT: "Adjustment asked for",
    NeedKind.INFORMATION_REQUEST: "Information request",
    NeedKind.DATA_REQUEST: "Request for their own data",
    NeedKind.DATA_BREACH: "Personal data may be out",
    NeedKind.APPEAL: "Appeal",
}

MEASURES: dict[MeasureKind, str] = {kind: name[0].upper() + name[1:] for kind, name in SENTENCE_MEASURES.items()}

VERBS: dict[Verb, str] = {
    Verb.REPLY: "Reply in public",
    Verb.MESSAGE: "Write in private",
    Verb.HIDE: "Hide",
    Verb.UNHIDE: "Show again",
    Verb.DETACH: "Detach a quote",
    Verb.ATTACH: "Attach a quote again",
    Verb.DELETE: "Delete",
    Verb.REPORT: "Report to the platform",
    Verb.MUTE: "Mute",
    Verb.UNMUTE: "Unmute",
    Verb.BLOCK_MESSAGES: "Take no private messages",
    Verb.UNBLOCK_MESSAGES: "Take private messages again",
    Verb.BLOCK: "Block",
    Verb.UNBLOCK: "Lift a block",
    Verb.RESTRICT_REPLIES: "Restrict replies",
    Verb.OPEN_REPLIES: "Open replies again",
    Verb.WITHDRAW: "Take our reply back",
}

STATES: dict[ActionState, str] = {
    ActionState.PROPOSED: "waits for a person",
    ActionState.QUEUED: "about to be done",
    ActionState.ATTEMPTING: "being done now",
    ActionState.DONE: "done, not yet checked",
    ActionState.REFUSED: "the platform refused it",
    ActionState.UNSUPPORTED: "this platform cannot do it",
    ActionState.FAILED: "did not work",
    ActionState.UNKNOWN: "sent, but no answer came: look on the platform",
    ActionState.SIMULATED: "simulated only: nothing was done",
    ActionState.CONFIRMED: "done, and checked on the platform",
    ActionState.UNCONFIRMED: "done, but it could not be checked",
    ActionState.DRIFTED: "was done, and has changed since on the platform",
    ActionState.UNDONE: "undone",
    ActionState.DECLINED: "declined",
    ActionState.SUPERSEDED: "overtaken: nothing was done",
}

TASKS: dict[TaskKind, str] = {
    TaskKind.LOOK: "Look at it",
    TaskKind.CALL: "Call somebody now",
    TaskKind.WARN: "Decide on a warning",
    TaskKind.ANSWER: "Answer them",
    TaskKind.TEST_EVIDENCE: "Weigh what the claim rests on",
    TaskKind.APPROVE: "Approve or decline",
    TaskKind.CHECK_CIRCUMSTANCES: "Check their circumstances",
    TaskKind.TELL_WORKER: "Tell the colleague concerned",
    TaskKind.BY_HAND: "Do it by hand on the platform",
    TaskKind.UNTRANSLATED: "Read what could not be read",
    TaskKind.UNDECIDED: "Judge it yourself",
    TaskKind.UNKNOWN_OUTCOME: "Look whether it was done",
    TaskKind.CONFIRM_HIDE: "Keep it hidden, or show it again",
    TaskKind.DRIFT: "Look: it changed on the platform",
    TaskKind.ASK_IDENTITY: "Ask privately who it is",
    TaskKind.SPEAK_DIRECTLY: "Speak to them",
    TaskKind.REFER: "Send the referral",
    TaskKind.LINE_MANAGER_REPLIES: "Answer as the line manager",
    TaskKind.LIAISE: "Talk to their support worker",
    TaskKind.CONSIDER_POLICE: "Think about telling the police",
    TaskKind.REPORT_TO_POLICE: "Tell the police, or say why not",
    TaskKind.CONSIDER_MARKER: "Think about a marker",
    TaskKind.RECORD: "Record it on your system",
    TaskKind.TELL: "Tell whoever must know",
    TaskKind.PASS_ON_ALLEGATION: "Pass the allegation on",
    TaskKind.CASEWORK: "Casework",
}

KINDS: dict[InteractionKind, str] = {
    InteractionKind.COMMENT: "comment",
    InteractionKind.REPLY: "reply",
    InteractionKind.MENTION: "mention",
    InteractionKind.QUOTE: "quote",
    InteractionKind.REVIEW: "review",
    InteractionKind.RATING: "rating",
    InteractionKind.REACTION: "reaction",
    InteractionKind.TAG: "tag",
    InteractionKind.HASHTAG: "hashtag",
    InteractionKind.DIRECT_MESSAGE: "private message",
}

SEVERITIES: dict[Severity, str] = {
    Severity.NONE: "no harm",
    Severity.MILD: "mild",
    Severity.SERIOUS: "serious",
    Severity.EXTREME: "extreme",
}

TARGETS: dict[Target, str] = {
    Target.STAFF: "at our staff",
    Target.CONTRACTOR: "at a contractor",
    Target.RESIDENT: "at a resident",
    Target.THIRD_PARTY: "at somebody else",
    Target.ORGANISATION: "at the organisation",
    Target.THING: "at a thing",
    Target.SELF: "about themselves",
    Target.NONE: "",
}

COURSES: dict[Course, str] = {
    Course.LEAVE: "Leave it up",
    Course.REVIEW: "A person looks",
    Course.HIDE: "Hiding is supported",
    Course.URGENT: "A person is called now",
}

ASSURANCES: dict[Assurance, str] = {
    Assurance.NONE: "Not verified",
    Assurance.CLAIMED: "Says who they are; not verified",
    Assurance.VERIFIED: "Verified",
}

MARKS: dict[AccountMark, str] = {
    AccountMark.MP: "MP",
    AccountMark.COUNCILLOR: "Councillor",
    AccountMark.JOURNALIST: "Journalist",
    AccountMark.ADVOCATE: "Advocate",
    AccountMark.UNION: "Union",
}

CANS: dict[Can, str] = {
    Can.AUTO: "can be done from here",
    Can.AUTO_IF: "can be done from here, if the platform allows it this time",
    Can.MANUAL: "only by hand, on the platform",
    Can.IMPOSSIBLE: "not possible on this platform",
}

METS: dict[Met, str] = {Met.YES: "met", Met.NO: "not met", Met.UNKNOWN: "not known, so a person decides"}

ROLES: dict[Role, str] = {
    Role.VIEWER: "Viewer",
    Role.MODERATOR: "Moderator",
    Role.CASEWORKER: "Caseworker",
    Role.APPROVER: "Approver",
    Role.ADMIN: "Administrator",
    Role.AUDITOR: "Auditor",
    Role.DATA_PROTECTION: "Data protection",
}

MODES: dict[str, str] = {
    "observe": "Observe: nothing is done, you see what would be done",
    "assist": "Assist: a person presses the key for every step",
    "auto": "Automatic: steps that can be taken back are done at once",
}


PLACES = {"live": "", "superseded": "edited since", "removed": "taken away by its author"}

MODE_NAMES = {"observe": "Observe", "assist": "Assist", "auto": "Automatic"}

ENTRIES: dict[EntryKind, str] = {
    EntryKind.HEARD: "Heard and kept",
    EntryKind.CASE_OPENED: "Case opened",
    EntryKind.CASE_FACT: "Written into the case",
    EntryKind.CASE_JOINED: "Two cases are about one person: joined",
    EntryKind.IDENTITY: "Whose account it is",
    EntryKind.LETTER: "Letter",
    EntryKind.ERASED: "Erased",
    EntryKind.ERASURE_SEARCHED: "Searched for what was erased",
    EntryKind.HOLD: "Legal hold",
    EntryKind.RESTORED: "Restored from a copy",
    EntryKind.KEY: "The key that signs the record",
    EntryKind.LEDGER: "An older copy of the record was put back",
    EntryKind.WITNESSED: "A witness outside took a checkpoint",
    EntryKind.REMOVED_BY_AUTHOR: "Taken away by its author",
    EntryKind.UNTRANSLATED: "Could not be read; kept as it came",
    EntryKind.DECIDED: "Judged by the policy",
    EntryKind.UNDECIDED: "Could not be judged; a person was asked",
    EntryKind.ROUTED: "Passed on with a reference",
    EntryKind.NEED_CLOSED: "Need closed",
    EntryKind.PLANNED: "Planned",
    EntryKind.APPROVED: "Approved",
    EntryKind.DECLINED: "Declined",
    EntryKind.ATTEMPTING: "About to be done",
    EntryKind.DONE: "Done, says the platform",
    EntryKind.REFUSED: "The platform refused it",
    EntryKind.UNSUPPORTED: "The platform cannot do it",
    EntryKind.FAILED: "Did not work",
    EntryKind.UNKNOWN: "Sent, but no answer came",
    EntryKind.SIMULATED: "Simulated only: nothing was done",
    EntryKind.CONFIRMED: "Checked on the platform: it is so",
    EntryKind.UNCONFIRMED: "Could not be checked on the platform",
    EntryKind.DRIFTED: "Changed since on the platform",
    EntryKind.UNDONE: "Undone",
    EntryKind.CLAIMED_DONE: "Said to be done by hand",
    EntryKind.CALL_ASKED: "A colleague asked for a person",
    EntryKind.PERSON_CALLED: "A person was called",
    EntryKind.CALL_ANSWERED: "The call was answered",
    EntryKind.CALL_FAILED: "The call did not get through",
    EntryKind.BRAKE: "A brake went on",
    EntryKind.SWITCH: "A switch was changed",
    EntryKind.STAFF: "Staff changed",
    EntryKind.SIGN_IN: "Sign-in",
    EntryKind.CHANNEL: "Channel changed",
    EntryKind.TASK_CLOSED: "Task closed",
    EntryKind.CORRECTED: "What should have been found, says a colleague",
    EntryKind.ABANDONED: "Overtaken: not done any more",
    EntryKind.CAPTURED: "Pictures, thread and times kept",
    EntryKind.CAPTURE_FAILED: "Pictures or thread could not be kept",
    EntryKind.STATE_SEEN: "Looked at again on the platform",
    EntryKind.OPINION: "A second opinion was asked for",
    EntryKind.VIEWED: "Seen by a colleague",
    EntryKind.EXPORTED: "Taken out of Doorstep",
    EntryKind.DISCLOSURE: "Weighed for somebody who asks for their own data",
    EntryKind.DATA_PROTECTION: "Data protection: approval",
}


PRESENCES: dict[Presence, str] = {
    Presence.THERE: "it stands there as it was judged",
    Presence.EDITED: "it stands there, edited",
    Presence.GONE: "it is gone",
    Presence.CANNOT_TELL: "the platform does not say",
}

ABOVE: dict[Whose, str] = {
    Whose.OURS: "Our post, above it",
    Whose.THEIRS: "Their own words, above it",
    Whose.OTHERS: "Somebody else’s words, above it",
    Whose.UNKNOWN: "Above it; whose words these are is not known",
}

_CLOCKS = {
    True: "by this machine’s clock, which is kept right",
    False: "by this machine’s clock, which nothing keeps right",
    None: "by this machine’s clock",
}


def clock(source: Mapping[str, Any] | None) -> str:
    """Whose clock said when it was received (`bot.store.clock_source`); None where it was not asked."""
    if source is None:
        return "by this machine’s clock"
    return _CLOCKS[source["synchronised"]] if source["source"] == "system" else "by a clock that was set by hand"


def size(count: int) -> str:
    """Bytes as people say it."""
    for least, unit in ((1_000_000, "MB"), (1_000, "kB")):
        if count >= least:
            return f"{count / least:.1f} {unit}"
    return f"{count} bytes"


def band(harm: int) -> tuple[str, str]:
    """How pressing, as a code for the page and in words (the order itself is `bot.record.harm`)."""
    bands = (
        (9, "danger", "Danger to life"),
        (6, "grave", "Serious"),
        (3, "some", "Today"),
        (0, "calm", "When you can"),
    )
    return next((code, name) for least, code, name in bands if harm >= least)


def said(code: str) -> str:
    """A code without a table (a destination, a platform) as words."""
    return code.replace("_", " ").replace("-", " ").strip()
