"""Tokens of orders: what follows for people, and what each drafted letter must say."""

from collections.abc import Callable, Iterator, Mapping

from bot.scenarios.answer import Answer
from bot.scenarios.tokens.systems import marker, recorded, referred, told, unmarked
from rules.casework.office import Office
from rules.model.case.orders import Draft, Order
from rules.model.case.words import Alarm, OrderKind, Says

ORDERS: Mapping[OrderKind, str | None] = {
    OrderKind.SEND_LETTER: None,  # its parts say it
    OrderKind.ASK_APPROVAL: None,  # see `_LABELLED`, as for every other None below but where said
    OrderKind.ASK_LONGER: "needs_approval:longer period",
    OrderKind.ASK_REVIEW: None,
    OrderKind.ASK_APPEAL_DECISION: None,
    OrderKind.ASK_AUTHORITY_TO_ACT: "ask_authority_to_act",
    OrderKind.LOOK_AT_LATE_APPEAL: "late_appeal_to_human",
    OrderKind.ISSUE_WARNING: "written_warning",
    OrderKind.OPEN_CASE: "open_case",
    OrderKind.REFER: None,
    OrderKind.RECORD: None,
    OrderKind.SET_MARKER: None,
    OrderKind.REMOVE_MARKER: None,
    OrderKind.TELL: None,
    OrderKind.LIFT: "lift_restriction",
    OrderKind.UNDO_ON_PLATFORM: "undo_on_platform",
    OrderKind.UNHIDE: "unhide",
    OrderKind.BLOCK: None,  # carried out for a named human's decision; without one it is forbidden (see `forbidden`)
    OrderKind.REPORT_TO_POLICE: "must_report_police",
    OrderKind.CONSIDER_POLICE: "consider_police",
    OrderKind.ALARM: None,
    OrderKind.LIST_REVIEW: "on_review_list",
    OrderKind.CONSIDER_MARKER: None,
    OrderKind.REOPEN: None,  # what relied on a link taken back is looked at again; the vocabulary has no word for it
}
"""Orders by name; None where the word depends on a label or post, or there is none."""

_LABELLED: Mapping[OrderKind, Callable[[Order], Iterator[str]]] = {
    OrderKind.ASK_APPROVAL: lambda order: iter([f"needs_approval:{order.post}"]),
    OrderKind.ASK_REVIEW: lambda order: iter([f"review_needs:{order.post}", "review_task_open"]),
    OrderKind.ASK_APPEAL_DECISION: lambda order: iter([f"appeal_needs:{order.post}"]),
    OrderKind.REFER: lambda order: referred(order.label),
    OrderKind.RECORD: lambda order: recorded(order.label),
    OrderKind.SET_MARKER: lambda order: marker(order.label),
    OrderKind.REMOVE_MARKER: lambda order: unmarked(order.label),
    OrderKind.CONSIDER_MARKER: lambda order: marker(order.label),
    OrderKind.TELL: lambda order: told(order.post),
    OrderKind.ALARM: lambda order: iter(["review_overdue_alarm"] if order.label == Alarm.REVIEW_OVERDUE else []),
}

PARTS: Mapping[Says, str | None] = {
    Says.BEHAVIOUR: "notice_contains:behaviour",
    Says.DATES_TIMES: "notice_contains:dates_times",
    Says.EXACT_WORDS: "notice_contains:exact_words",
    Says.PROPOSED_SANCTION: "notice_contains:proposed_sanction",
    Says.POSSIBLE_ACTIONS: None,
    Says.CHANCE_TO_MODIFY: "notice_contains:chance_to_modify",
    Says.REASON: "notice_contains:reason",
    Says.ACTION: "notice_contains:action",
    Says.DURATION: "notice_contains:duration",
    Says.REVIEW_PERIOD: "notice_contains:review_period",
    Says.REMAINING_CHANNEL: "notice_contains:remaining_channel",
    Says.APPEAL_ROUTE: "notice_contains:appeal_route",
    Says.OMBUDSMAN: None,  # which ombudsman: see `_ombudsman`
    Says.POLICY_COPY: "notice_contains:policy_copy",
    Says.ADJUSTED_FORMAT: "notice_contains:adjusted_format",
    Says.VOLUME_AND_NATURE: None,
}
"""Parts of letters by name; None where the vocabulary has no word for one."""

OMBUDSMEN = {
    "housing ombudsman": "notice_contains:ombudsman_housing",
    "local government ombudsman": "notice_contains:ombudsman_lg",
    "local government and social care ombudsman": "notice_contains:ombudsman_lg",
}
"""Ombudsmen by name in small letters."""


def ordered(answer: Answer) -> Iterator[str]:
    """Everything that follows, in the scenario's words."""
    for order in answer.orders:
        if word := ORDERS[order.kind]:
            yield word
        if order.kind in _LABELLED:
            yield from _LABELLED[order.kind](order)
        if order.letter is not None:
            yield from parts(answer.office, order.letter)


def parts(office: Office, letter: Draft) -> Iterator[str]:
    """What one drafted letter must say."""
    yield from (word for part in letter.says if (word := PARTS[part]))
    if Says.OMBUDSMAN in letter.says:
        yield from _ombudsman(office)
    if {Says.REASON, Says.ACTION} <= letter.says:
        yield "say_what_and_why"


def _ombudsman(office: Office) -> Iterator[str]:
    """The ombudsman of the landlord's newest policy: which one there is follows today's law, not the case's policy."""
    newest = max(office.packs, key=lambda pack: pack.in_force.start)
    if word := OMBUDSMEN.get(newest.appeal.ombudsman.casefold()):
        yield word
