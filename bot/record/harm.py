"""Orders the queue by harm: 9 danger to life, 0 nothing. Only an order: it decides nothing."""

from rules.model.decision import Course, Decision
from rules.model.finding import Behaviour, Found, NeedKind, Urgency

DANGER_TO_LIFE = 9
UNJUDGED = 6

_NEEDS = {
    NeedKind.EMERGENCY: DANGER_TO_LIFE,
    NeedKind.SAFEGUARDING: 7,
    NeedKind.HAZARD: 6,
    NeedKind.DATA_BREACH: 4,
    NeedKind.REPAIR: 3,
    NeedKind.COMPLAINT: 3,
    NeedKind.COMPLAINT_STAGE_2: 3,
    NeedKind.APPEAL: 3,
    NeedKind.ADJUSTMENT: 2,
    NeedKind.DATA_REQUEST: 2,
    NeedKind.INFORMATION_REQUEST: 2,
}
_FINDINGS = {
    Behaviour.THREAT: 8,
    Behaviour.PRIVATE_DATA: 8,
    Behaviour.SELF_HARM_METHOD: 8,
    Behaviour.OWN_PRIVATE_DATA: 7,
    Behaviour.CONTACTS_STAFF_PERSONALLY: 7,
    Behaviour.HARASSMENT: 6,
    Behaviour.DISCRIMINATION: 6,
}
_COURSES = {Course.LEAVE: 0, Course.REVIEW: 3, Course.HIDE: 5, Course.URGENT: 8}


def harm(decision: Decision | None, found: Found | None) -> int:
    """From 0 to 9. What could not be judged stands high, because nobody knows."""
    needs = max((of_need(need.kind, need.urgency) for need in found.needs), default=0) if found else 0
    if decision is None:
        return max(UNJUDGED, needs)
    if decision.course is Course.LEAVE:
        return needs
    most = _COURSES[decision.course]
    if found and decision.course is not Course.REVIEW:
        most = max(most, *(_FINDINGS.get(finding.behaviour, 0) for finding in found.findings), 0)
    return max(most, needs)


def of_need(kind: NeedKind, urgency: Urgency) -> int:
    """From 0 to 9 for one need."""
    return DANGER_TO_LIFE if urgency is Urgency.NOW else _NEEDS[kind]
