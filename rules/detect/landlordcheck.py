"""Our words in LandlordCheck's: the labels of the development set that detection is measured on, and of `doorstep detect`.

Both tables are total over our enums (a test holds them so); None means the set has no such label.
"""

from collections.abc import Iterable

from rules.model.finding import NEVER_A_BREACH, Behaviour, Finding, Found, NeedKind, Severity

COUNTED_SCORE = 500
"""A finding below this score is a note for a person (a guarded one always is) and is not named as a behaviour."""

BEHAVIOURS: dict[Behaviour, str | None] = {
    Behaviour.ABUSE: "abuse",
    Behaviour.THIRD_PARTY_ABUSE: "abuse",
    Behaviour.SWEARING_AT_PERSON: "profanity",
    Behaviour.SWEARING_AT_NOBODY: None,
    Behaviour.THREAT: "threat",
    Behaviour.DISCRIMINATION: "discrimination",
    Behaviour.ALLEGATION: "allegation",
    Behaviour.PRIVATE_DATA: "privacy",
    Behaviour.PUBLISHES_RECORDING: "harassment",
    Behaviour.CONTACTS_STAFF_PERSONALLY: "harassment",
    Behaviour.HARASSMENT: "harassment",
    Behaviour.SPAM: "spam",
    Behaviour.SCAM: "spam",
    Behaviour.VOLUME: None,
    Behaviour.DEMAND: None,
    Behaviour.PERSISTENCE: None,
    Behaviour.REFUSES_COOPERATION: None,
    Behaviour.DEROGATORY_VIEW: None,
    Behaviour.OWN_PRIVATE_DATA: None,
    Behaviour.SELF_HARM_METHOD: None,
}

NEEDS: dict[NeedKind, str] = {
    NeedKind.EMERGENCY: "emergency",
    NeedKind.HAZARD: "hazard",
    NeedKind.SAFEGUARDING: "safeguarding",
    NeedKind.REPAIR: "repair",
    NeedKind.COMPLAINT: "complaint",
    NeedKind.COMPLAINT_STAGE_2: "complaint",
    NeedKind.ADJUSTMENT: "adjustment",
    NeedKind.INFORMATION_REQUEST: "information_request",
    NeedKind.DATA_REQUEST: "information_request",
    NeedKind.DATA_BREACH: "complaint",
    NeedKind.APPEAL: "complaint",
}


def counted(finding: Finding) -> bool:
    """True for a finding that would be named as a breach: of a kind that can be one, and standing unguarded."""
    return finding.score >= COUNTED_SCORE and finding.behaviour not in NEVER_A_BREACH


def behaviours(found: Found) -> list[str]:
    """LandlordCheck's behaviours for what was found, in its order, without repeats."""
    return _in_order(BEHAVIOURS.values(), {BEHAVIOURS[f.behaviour] for f in found.findings if counted(f)})


def needs(found: Found) -> list[str]:
    """LandlordCheck's needs for what was found, without repeats."""
    return _in_order(NEEDS.values(), {NEEDS[need.kind] for need in found.needs})


def severity(found: Found) -> Severity:
    """The gravest severity among the behaviours LandlordCheck has a label for."""
    grades = (f.severity for f in found.findings if counted(f) and BEHAVIOURS[f.behaviour])
    return max(grades, key=lambda grade: grade.rank, default=Severity.NONE)


def table() -> str:
    """Both tables as text, one line for each of our words."""
    rows = [(f"behaviour {ours}", theirs) for ours, theirs in BEHAVIOURS.items()]
    rows += [(f"need {ours}", theirs) for ours, theirs in NEEDS.items()]
    return "\n".join(f"{ours:<36} {theirs or 'no label'}" for ours, theirs in rows)


def _in_order(labels: Iterable[str | None], present: set[str | None]) -> list[str]:
    return list(dict.fromkeys(label for label in labels if label is not None and label in present))
