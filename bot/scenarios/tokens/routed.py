"""Tokens of routing: where needs go, which clocks run, and what is attached to a reference that is open."""

from collections.abc import Iterator, Mapping

from bot.scenarios.answer import Answer
from rules.calendar import london_date
from rules.model.finding import NeedKind, Urgency
from rules.routing import Routed

ROUTES: Mapping[NeedKind, str] = {
    NeedKind.EMERGENCY: "route:hazard",
    NeedKind.HAZARD: "route:hazard",
    NeedKind.SAFEGUARDING: "route:safeguarding",
    NeedKind.REPAIR: "route:repair",
    NeedKind.COMPLAINT: "route:complaint",
    NeedKind.COMPLAINT_STAGE_2: "route:complaint",
    NeedKind.ADJUSTMENT: "route:adjustment",
    NeedKind.INFORMATION_REQUEST: "answer_information_request",
    NeedKind.DATA_REQUEST: "route:data_request",
    NeedKind.DATA_BREACH: "route:data_request",
    NeedKind.APPEAL: "route:appeal",
}

CLOCKS: Mapping[str, str] = {
    "emergency_24h": "clock:hazard_24h",
    "hazard_10wd": "clock:hazard_10wd",
    "complaint_5wd": "clock:complaint_5wd",
}
"""Our clocks by name, where the vocabulary has a word for one."""


def routed(answer: Answer) -> Iterator[str]:
    """Every need of the item: sent somewhere with its clock, or attached to what is open."""
    for row in answer.routed:
        yield ROUTES[row.kind]
        yield from _clock(row)
        if row.urgency is Urgency.NOW:
            yield "escalate_now"
    for row in answer.attached:
        yield "attach_existing"
        yield ROUTES[row.kind]  # it is on its way already, under the reference and by the clock it has
        yield from _clock(row)


def _clock(row: Routed) -> Iterator[str]:
    if row.clock not in CLOCKS:
        return
    yield CLOCKS[row.clock]
    day = london_date(row.due_at)
    if row.kind is NeedKind.EMERGENCY:
        yield f"hazard_due:{row.due_at.isoformat()}"
    if row.kind is NeedKind.HAZARD:
        yield f"hazard_investigate_by:{day}"
    if row.kind is NeedKind.COMPLAINT:
        yield f"complaint_ack_due:{day}"
