"""Tokens of refusals: one for every unmet condition that the vocabulary knows."""

from collections.abc import Iterator, Mapping

from bot.scenarios.answer import Answer
from rules.model.case.words import Unmet

REFUSALS: Mapping[Unmet, str | None] = {
    Unmet.SAME_PERSON: "refuse_same_person_approval",
    Unmet.INVOLVED: "refuse_involved_appeal_officer",
    Unmet.WRONG_POST: "refuse_wrong_role",
    Unmet.QUORUM_INCOMPLETE: "refuse_quorum_incomplete",
    Unmet.PLACES_FILLED: None,
    Unmet.WARNING_MISSING: "refuse_missing_warning",
    Unmet.WARNING_INCOMPLETE: "refuse_warning_incomplete",
    Unmet.RECORD_FIRST: "refuse_record_first",
    Unmet.NO_REPEAT: "refuse_no_repeat_since_warning",
    Unmet.SINGLE_FEATURE: "refuse_single_feature",
    Unmet.SOCIAL_VOLUME: "refuse_social_volume_not_counted",
    Unmet.UNVERIFIED: "refuse_unverified",
    Unmet.UNLINKED_EVIDENCE: "refuse_unlinked_evidence",
    Unmet.NO_EVIDENCE: None,
    Unmet.NO_APPROVER: "refuse_no_approver_configured",
    Unmet.UNCHECKED: "refuse_adjustments_unchecked",
    Unmet.AGAINST_ADJUSTMENT: "refuse_conflicts_with_adjustment",
    Unmet.NO_LIAISON: "refuse_missing_liaison",
    Unmet.NO_END: "refuse_no_duration_or_review",
    Unmet.PERMANENT: "refuse_permanent",
    Unmet.TOO_LONG: None,
    Unmet.ALL_CLOSED: "refuse_all_channels_closed",
    Unmet.NOT_OFFERED: None,
    Unmet.PROPERTY_MARKER: "refuse_property_marker",
    Unmet.AIDER_REGISTER: "refuse_aider_register",
    Unmet.NOT_EXHAUSTED: "refuse_not_exhausted",
    Unmet.NO_REASON: "refuse_no_reason",
    Unmet.CAPTURE_FAILED: "refuse_capture_failed",
    Unmet.REVIEW_INCOMPLETE: "refuse_review_incomplete",
    Unmet.NOTHING_PENDING: None,
    Unmet.NO_FORMAL_ROUTE: None,
    Unmet.LAPSED: None,
    Unmet.NO_HARM_TEST: None,
    Unmet.NO_FIGURES: None,
    Unmet.MATTER_OVERDUE: None,
}
"""Every unmet condition; None where the vocabulary has no word for it."""


def refused(answer: Answer) -> Iterator[str]:
    """Why it was refused."""
    yield from (word for refusal in answer.verdict.refusals if (word := REFUSALS[refusal.unmet]))
