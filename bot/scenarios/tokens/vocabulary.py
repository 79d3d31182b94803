"""The tokens in which a scenario says what it expects (its closed vocabulary of 162)."""

from datetime import UTC, date, datetime

PROPOSALS = frozenset(
    {
        "leave",
        "reply",
        "warning_any",
        "written_warning",
        "hide",
        "unhide",
        "report_to_platform",
        "block_needs_human",
        "escalate_now",
        "human_evidence_test",
        "line_manager_replies",
        "speak_directly",
        "ask_identity",
        "ask_authority_to_act",
        "check_adjustments",
        "liaise_support_worker",
        "notify:Customer Experience Manager",
        "notify:officers_need_to_know",
        "notify:Reporting Officer",
        "notify:Case Officer",
        "refer_form:docusign",
        "consider_police",
        "must_report_police",
        "record_incident:ERAS",
        "record_incident:HMS",
        "record_incident:documents",
        "record_breach",
        "propose_restriction",
        "needs_approval:Head of Service",
        "needs_approval:Service Caution Lead+2 Caution Leads",
        "needs_approval:Group Director of Customer Services",
        "needs_approval:Manager",
        "needs_approval:longer period",
        "lift_restriction",
        "undo_on_platform",
        "late_appeal_to_human",
        "appeal_needs:Executive Team member",
        "appeal_needs:Senior Management Team member",
        "appeal_needs:more senior and not involved",
        "appeal_needs:Senior Officer not involved",
        "review_needs:Customer Resolution Team+Head of Service",
        "review_needs:Head of Service",
        "review_needs:Departmental Manager",
        "marker:HMS_note",
        "marker:NEC_alert",
        "marker:UDC_PB",
        "marker:OT1S_icon",
        "marker:PVP_consider",
        "remove_marker:HMS_note",
        "remove_marker:NEC_alert",
        "remove_marker:UDC_PB",
        "remove_marker:OT1S_icon",
    }
)
"""What is put forward to a person."""

STATES = frozenset(
    {
        "house_rule_measure",
        "evidence_before_action",
        "evidence_kept",
        "unsupported_here",
        "still_visible",
        "say_what_and_why",
        "no_formal_action:unverified",
        "police_report_recorded",
        "police_task_outstanding",
        "open_case",
        "warning_on_record",
        "identity_verified",
        "accounts_joined",
        "incident_no_longer_counts",
        "adjustment_on_record",
        "liaison_on_record",
        "approver_configured",
        "pack:derby-2020",
        "pack:derby-2024",
        "approval_counted:1of3",
        "approval_counted:2of3",
        "restriction_in_force",
        "restriction_declined",
        "block_in_force",
        "keep_restriction_during_appeal",
        "fresh_appeal_right",
        "review_task_open",
        "review_overdue_alarm",
        "on_review_list",
        "marker_valid_to_blank",
    }
)
"""What happened, and how it stands after the event."""

ROUTES = frozenset(
    {
        "route:repair",
        "route:hazard",
        "route:complaint",
        "route:safeguarding",
        "route:adjustment",
        "route:staff_allegation",
        "route:appeal",
        "route:data_request",
        "answer_information_request",
        "attach_existing",
        "clock:hazard_24h",
        "clock:hazard_10wd",
        "clock:complaint_5wd",
    }
)
"""Where needs go and which clocks run."""

DATES = frozenset(
    {
        "hazard_investigate_by",
        "complaint_ack_due",
        "review_due",
        "review_task_due",
        "restriction_ends",
        "appeal_deadline",
        "appeal_decision_due",
    }
)
"""Tokens with a calendar date (or, for TIMED, a moment) behind the colon."""

PARTS = frozenset(
    {
        "notice_contains:reason",
        "notice_contains:action",
        "notice_contains:duration",
        "notice_contains:appeal_route",
        "notice_contains:ombudsman_housing",
        "notice_contains:ombudsman_lg",
        "notice_contains:policy_copy",
        "notice_contains:review_period",
        "notice_contains:behaviour",
        "notice_contains:dates_times",
        "notice_contains:proposed_sanction",
        "notice_contains:chance_to_modify",
        "notice_contains:exact_words",
        "notice_contains:remaining_channel",
        "notice_contains:adjusted_format",
    }
)
"""What the drafted notice or letter must say."""

REFUSALS = frozenset(
    {
        "refuse_same_person_approval",
        "refuse_involved_appeal_officer",
        "refuse_wrong_role",
        "refuse_quorum_incomplete",
        "refuse_missing_warning",
        "refuse_warning_incomplete",
        "refuse_record_first",
        "refuse_no_repeat_since_warning",
        "refuse_single_feature",
        "refuse_social_volume_not_counted",
        "refuse_unverified",
        "refuse_unlinked_evidence",
        "refuse_no_approver_configured",
        "refuse_adjustments_unchecked",
        "refuse_conflicts_with_adjustment",
        "refuse_missing_liaison",
        "refuse_no_duration_or_review",
        "refuse_permanent",
        "refuse_all_channels_closed",
        "refuse_property_marker",
        "refuse_aider_register",
        "refuse_not_exhausted",
        "refuse_no_reason",
        "refuse_capture_failed",
        "refuse_review_incomplete",
    }
)
"""Why a deed was refused."""

FORBIDDEN = frozenset(
    {
        "delete",
        "block_without_human",
        "police_without_human",
        "record_on_customer",
        "link_accounts_automatically",
        "reject_appeal_late",
        "reject_appeal_unidentified",
        "reveal_tenancy_publicly",
        "shown_as_done",
        "count_social_volume",
        "treat_as_breach",
        "reply_from_staff_account",
        "property_marker",
        "household_marker",
        "auto_extend",
        "silent_action",
        "ignore_need",
        "permanent",
        "invented_deadline",
    }
)
"""What must never come of it; computed from what was really ordered or recorded, so that it can appear."""

TIMED = frozenset({"hazard_due"})
"""Tokens with a moment behind the colon, compared as a moment whatever its offset."""

PLAIN = PROPOSALS | STATES | ROUTES | PARTS | REFUSALS | FORBIDDEN
"""Tokens that stand as they are."""


def unknown(token: str) -> bool:
    """Whether it is no word of this vocabulary."""
    if token in PLAIN:
        return False
    name, _, rest = token.partition(":")
    return not (name in DATES and _is(date, rest)) and not (name in TIMED and _is(datetime, rest))


def normal(token: str) -> str:
    """A token as it is compared: a moment in UTC, all else as it stands."""
    name, _, rest = token.partition(":")
    if name not in TIMED:
        return token
    return f"{name}:{datetime.fromisoformat(rest).astimezone(UTC).isoformat()}"


def _is(kind: type[date], text: str) -> bool:
    try:
        found = kind.fromisoformat(text)
    except ValueError:
        return False
    return not isinstance(found, datetime) or found.tzinfo is not None
