"""What a report to a platform says it is about, in the few words all platforms share."""

from rules.decide import leading
from rules.model.decision import Given
from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack

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


def params_of(kind: MeasureKind, pack: Pack, given: Given) -> dict[str, str]:
    """The platform's small codes for a measure: only a report needs one, taken from the finding that answers for it."""
    finding = leading(pack, given) if kind is MeasureKind.REPORT else None
    return {"reason": REPORTED_AS.get(finding.behaviour, "other")} if finding else {}
