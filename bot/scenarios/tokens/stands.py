"""Tokens of the standing: what is in force after the event, until when, and what is overdue."""

from collections.abc import Iterator

from bot.scenarios.answer import Answer, CaseNow
from bot.scenarios.schema import ClockEvent
from bot.scenarios.tokens.shown import shown
from rules.calendar import london_date
from rules.casework.dates import running_blocks, task_due
from rules.model.case.standing import RestrictionStanding, State


def stands(answer: Answer) -> Iterator[str]:
    """Everything that stands, in the scenario's words."""
    for case in answer.cases:
        for restriction in case.standing.restrictions:
            yield from _restriction(answer, restriction)
        yield from _case(answer, case)
    yield from shown(answer)


def _restriction(answer: Answer, one: RestrictionStanding) -> Iterator[str]:
    if one.state is State.LIFTED:
        return
    if one.state is State.IN_FORCE:
        yield "restriction_in_force"
        if one.under_appeal and answer.office.named(one.pack).appeal.restriction_continues:
            yield "keep_restriction_during_appeal"
    yield f"review_due:{one.review_due}"
    yield f"review_task_due:{one.review_task_due}"
    yield f"restriction_ends:{one.ends}"
    if one.appeal_until is not None:
        yield f"appeal_deadline:{one.appeal_until}"
    if one.review_open:
        yield "review_task_open"
    if one.overdue:
        yield "review_overdue_alarm"
    if one.longer_wanted:
        yield "needs_approval:longer period"
    if isinstance(answer.event, ClockEvent):
        yield f"pack:{one.pack}"
    yield from _blank(answer, one)


def _blank(answer: Answer, one: RestrictionStanding) -> Iterator[str]:
    """The marker has no end on the landlord's system, so only our review date guards it."""
    casework = answer.office.named(one.pack).casework
    blank = {marker.code for marker in casework.markers if marker.valid_to_blank} if casework else set()
    if blank & one.markers_wanted:
        yield "marker_valid_to_blank"


def _case(answer: Answer, case: CaseNow) -> Iterator[str]:
    if case.standing.formal_closed_unverified:
        yield "no_formal_action:unverified"
    yield from _blocks(answer, case)
    if case.standing.police_outstanding:
        yield "police_task_outstanding"
    for appeal in case.file.appeals:
        if appeal.outcome is None and appeal.made.due is not None:
            yield f"appeal_decision_due:{appeal.made.due}"


def _blocks(answer: Answer, case: CaseNow) -> Iterator[str]:
    """A named human blocked an account: in force until its end, which is when somebody looks at it again."""
    day = london_date(answer.at)
    for _, ends in running_blocks(case.file):
        task = task_due(answer.office, ends)
        if day <= ends:
            yield "block_in_force"
            yield f"restriction_ends:{ends}"
            yield f"review_due:{ends}"
            yield f"review_task_due:{task}"
            yield from ["review_task_open"] if day >= task else []
    carried_out = {r.id for r in case.file.restrictions if r.began.on_platform}
    if any(r.id in carried_out and r.state is State.IN_FORCE for r in case.standing.restrictions):
        yield "block_in_force"
