"""What a report to a platform says it is about, in the few words all platforms share."""

from rules.model.finding import Behaviour, Finding
from rules.model.measure import MeasureKind

REPORTED_AS: dict[Behaviour, str] = {
    Behaviour.THREAT: "violation",
    Behaviour.PRIVATE_DATA: "violation",
    Behaviour.SELF_HARM_METHOD: "violation",
    Behaviour.DISCRIMINATION: "rude",
    Behaviour.ABUSE: "rude",
    Behaviour.THIRD_PARTY_ABUSE: "rude",
    Behaviour.SWEARING_AT_PERSON: "rude",
    Behaviour.HARASSMENT: "rude",
    Behaviour.CONTACTS_STAFF_PERSONALLY: "rude",
    Behaviour.SPAM: "spam",
    Behaviour.SCAM: "misleading",
}
"""What is not here is reported as `other`: nobody has said that it breaks a platform's rules."""


def params_of(kind: MeasureKind, lead: Finding | None) -> dict[str, str]:
    """The platform's small codes for a measure: only a report needs one, taken from the finding that answers for it."""
    if kind is not MeasureKind.REPORT or lead is None:
        return {}
    return {"reason": REPORTED_AS.get(lead.behaviour, "other")}
