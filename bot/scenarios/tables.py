"""From a scenario's words to ours. Total (a test holds each table to its vocabulary) and printed by `--tables`."""

from collections.abc import Mapping
from typing import Any

from bot.scenarios.words import (
    BehaviourWord,
    CheckedWord,
    DoesWord,
    ExceptionWord,
    KindWord,
    LinkWord,
    NeedWord,
    RestrictionWord,
    SeverityWord,
    StatesWord,
    SystemWord,
    TargetWord,
    WhereWord,
)
from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case.words import Check, Exemption, RestrictionKind, Says
from rules.model.finding import Behaviour, NeedKind, Severity, Target, Urgency
from rules.model.interaction import InteractionKind, Where
from rules.policy.process import Setting

ASSURANCE: Mapping[LinkWord, Assurance] = {
    LinkWord.VERIFIED: Assurance.VERIFIED,
    LinkWord.CLAIMED: Assurance.CLAIMED,
    LinkWord.UNVERIFIED: Assurance.NONE,  # a name match is a suggestion and never more than none
    LinkWord.NONE: Assurance.NONE,
}

BEHAVIOURS: Mapping[BehaviourWord, Behaviour] = {
    BehaviourWord.ABUSE: Behaviour.ABUSE,
    BehaviourWord.THREAT: Behaviour.THREAT,
    BehaviourWord.DISCRIMINATION: Behaviour.DISCRIMINATION,
    BehaviourWord.ALLEGATION: Behaviour.ALLEGATION,
    BehaviourWord.THIRD_PARTY_ABUSE: Behaviour.THIRD_PARTY_ABUSE,
    BehaviourWord.CONTACTS_STAFF_PERSONALLY: Behaviour.CONTACTS_STAFF_PERSONALLY,
    BehaviourWord.PUBLISHES_RECORDING: Behaviour.PUBLISHES_RECORDING,
    BehaviourWord.PUBLISHES_STAFF_DETAILS: Behaviour.PRIVATE_DATA,
    BehaviourWord.VOLUME: Behaviour.VOLUME,
    BehaviourWord.DEMAND: Behaviour.DEMAND,
    BehaviourWord.PERSISTENCE: Behaviour.PERSISTENCE,
    BehaviourWord.REFUSES_COOPERATION: Behaviour.REFUSES_COOPERATION,
    BehaviourWord.DEROGATORY_VIEW: Behaviour.DEROGATORY_VIEW,
    BehaviourWord.PROFANITY: Behaviour.SWEARING_AT_NOBODY,
}

HARM_TESTED = frozenset(
    {
        BehaviourWord.VOLUME,
        BehaviourWord.DEMAND,
        BehaviourWord.PERSISTENCE,
        BehaviourWord.REFUSES_COOPERATION,
    }
)
"""For these `serious` is a person's record: that the harm test is met, or that it goes on and nothing excuses it."""

SEVERITIES: Mapping[SeverityWord, Severity] = {
    SeverityWord.MILD: Severity.MILD,
    SeverityWord.SERIOUS: Severity.SERIOUS,
    SeverityWord.EXTREME: Severity.EXTREME,
}

TARGETS: Mapping[TargetWord, Target] = {
    TargetWord.STAFF: Target.STAFF,
    TargetWord.CONTRACTOR: Target.CONTRACTOR,
    TargetWord.ORGANISATION: Target.ORGANISATION,
    TargetWord.THIRD_PARTY: Target.THIRD_PARTY,
    TargetWord.RESIDENT: Target.RESIDENT,
    TargetWord.NONE: Target.NONE,
}

NEEDS: Mapping[NeedWord, tuple[NeedKind, Urgency]] = {
    NeedWord.REPAIR: (NeedKind.REPAIR, Urgency.ROUTINE),
    NeedWord.HAZARD_EMERGENCY: (NeedKind.EMERGENCY, Urgency.NOW),
    NeedWord.HAZARD_SIGNIFICANT: (NeedKind.HAZARD, Urgency.SOON),
    NeedWord.COMPLAINT: (NeedKind.COMPLAINT, Urgency.ROUTINE),
    NeedWord.INFORMATION_REQUEST: (NeedKind.INFORMATION_REQUEST, Urgency.ROUTINE),
    NeedWord.DATA_REQUEST: (NeedKind.DATA_REQUEST, Urgency.ROUTINE),
    NeedWord.SAFEGUARDING: (NeedKind.SAFEGUARDING, Urgency.NOW),
    NeedWord.ADJUSTMENT: (NeedKind.ADJUSTMENT, Urgency.ROUTINE),
    NeedWord.APPEAL: (NeedKind.APPEAL, Urgency.ROUTINE),
}

KINDS: Mapping[KindWord, InteractionKind] = {
    KindWord.COMMENT: InteractionKind.COMMENT,
    KindWord.REPLY: InteractionKind.REPLY,
    KindWord.MENTION: InteractionKind.MENTION,
    KindWord.QUOTE: InteractionKind.QUOTE,
    KindWord.REVIEW: InteractionKind.REVIEW,
    KindWord.REACTION: InteractionKind.REACTION,
    KindWord.TAG: InteractionKind.TAG,
    KindWord.DM: InteractionKind.DIRECT_MESSAGE,
}

PLACES: Mapping[WhereWord, Where] = {
    WhereWord.OUR_PAGE: Where.OUR_PAGE,
    WhereWord.ELSEWHERE: Where.ELSEWHERE,
    WhereWord.STAFF_PERSONAL: Where.STAFF_PERSONAL,
}

RESTRICTIONS: Mapping[RestrictionWord, RestrictionKind] = {
    word: RestrictionKind(word.value) for word in RestrictionWord
}
SAYS: Mapping[StatesWord, Says] = {word: Says(word.value) for word in StatesWord}
CHECKS: Mapping[CheckedWord, Check] = {word: Check(word.value) for word in CheckedWord}
EXEMPTIONS: Mapping[ExceptionWord, Exemption] = {word: Exemption(word.value) for word in ExceptionWord}

DEEDS: Mapping[DoesWord, type] = {
    DoesWord.SENDS_PUBLIC_WARNING: d.Warn,
    DoesWord.SENDS_PRIVATE_WARNING: d.Warn,
    DoesWord.ISSUES_WARNING_LETTER: d.Warn,
    DoesWord.HIDES_ITEM: d.TakeMeasure,
    DoesWord.REPORTS_TO_PLATFORM: d.TakeMeasure,
    DoesWord.APPROVES_BLOCK: d.TakeMeasure,
    DoesWord.PROPOSES_RESTRICTION: d.Propose,
    DoesWord.APPROVES_RESTRICTION: d.Approve,
    DoesWord.DECLINES: d.Decline,
    DoesWord.CONFIGURES_APPROVER: Setting,  # no deed in a case: one of the settings that a policy asks its landlord for
    DoesWord.VERIFIES_IDENTITY: d.Link,
    DoesWord.RECORDS_ADJUSTMENT: d.RecordAdjustment,
    DoesWord.LIAISES_SUPPORT_WORKER: d.Liaise,
    DoesWord.RECORDS_INCIDENT: d.RecordOnSystem,
    DoesWord.RECORDS_CONTACT_VOLUME: d.RecordVolume,
    DoesWord.RECORDS_COMPLAINT_EXHAUSTED: d.RecordExhausted,
    DoesWord.REFERS_CASE: d.Refer,
    DoesWord.DECIDES_REFERRAL_WARNING_LETTER: d.DecideReferral,
    DoesWord.SENDS_DECISION_NOTICE: d.SendNotice,
    DoesWord.DECIDES_APPEAL_STANDS: d.DecideAppeal,
    DoesWord.DECIDES_APPEAL_OVERTURNED: d.DecideAppeal,
    DoesWord.APPOINTS_REVIEWER: d.AppointReviewer,
    DoesWord.COMPLETES_REVIEW_EXTEND: d.Review,
    DoesWord.COMPLETES_REVIEW_CEASE: d.Review,
    DoesWord.AGREES_LONGER_PERIOD: d.AgreeLonger,
    DoesWord.SIGNS_LONGER_PERIOD: d.SignLonger,
    DoesWord.REPORTS_TO_POLICE: d.ConsiderPolice,
    DoesWord.RECORDS_NO_POLICE_REPORT: d.ConsiderPolice,
    DoesWord.REQUESTS_AIDER_REGISTER: d.AskRegister,
    DoesWord.REQUESTS_PROPERTY_MARKER: d.AskPropertyMarker,
}

SYSTEM: Mapping[SystemWord, str] = {
    SystemWord.HIDE_FAILED: "the platform answered a hide with no; the words can still be seen",
    SystemWord.CAPTURE_FAILED: "the evidence is not committed: nothing may be done about the words",
    SystemWord.REPORT_DECLINED: "the platform left the words where they are",
    SystemWord.AUTHOR_DELETED: "the author took the words away; what was kept stays kept",
}


def printed() -> str:
    """Every table, for a person to read."""
    tables: tuple[tuple[str, Mapping[Any, object]], ...] = (
        ("linked", ASSURANCE),
        ("behaviour", BEHAVIOURS),
        ("severity", SEVERITIES),
        ("target", TARGETS),
        ("need", NEEDS),
        ("kind", KINDS),
        ("where", PLACES),
        ("does", DEEDS),
        ("restriction", RESTRICTIONS),
        ("states", SAYS),
        ("checked", CHECKS),
        ("exception", EXEMPTIONS),
        ("system", SYSTEM),
    )
    return "\n\n".join(_table(title, rows) for title, rows in tables)


def _table(title: str, rows: Mapping[Any, object]) -> str:
    lines = (f"  {word.value:<32} {_shown(ours)}" for word, ours in rows.items())
    return "\n".join((title, *lines))


def _shown(ours: object) -> str:
    if isinstance(ours, tuple):
        kind, urgency = ours
        return f"{kind} ({urgency})"
    return ours.__name__ if isinstance(ours, type) else str(ours)
