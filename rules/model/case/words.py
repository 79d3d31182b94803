"""The closed vocabularies of casework. Values are codes that stand in evidence; they never change meaning."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff as they act: `id` is the same person whatever the post; `post` is the landlord's own word for it."""

    id: str
    post: str


class RestrictionKind(StrEnum):
    """What a restriction of contact restricts contact to. There is no kind without an end."""

    SPOC = "spoc"
    WRITING_ONLY = "writing_only"
    LETTER_ONLY = "letter_only"
    ONE_CHANNEL = "one_channel"
    SET_TIMES = "set_times"
    APPOINTMENT_ONLY = "appointment_only"
    """Visits by appointment, at one office."""
    WITNESSED_ONLY = "witnessed_only"
    """Meetings in person only with a witness there."""
    THIRD_PARTY_ONLY = "third_party_only"
    REPRESENTATIVE_ONLY = "representative_only"
    SOCIAL_ACCESS = "social_access"
    PAGE_BLOCK = "page_block"
    SIGNIFICANT_QUERIES_ONLY = "significant_queries_only"
    NO_FURTHER_CORRESPONDENCE = "no_further_correspondence"
    ALL_CHANNELS = "all_channels"


class Says(StrEnum):
    """A part that a letter or notice has, or that a review looked at."""

    BEHAVIOUR = "behaviour"
    DATES_TIMES = "dates_times"
    EXACT_WORDS = "exact_words"
    PROPOSED_SANCTION = "proposed_sanction"
    POSSIBLE_ACTIONS = "possible_actions"
    CHANCE_TO_MODIFY = "chance_to_modify"
    REASON = "reason"
    ACTION = "action"
    DURATION = "duration"
    REVIEW_PERIOD = "review_period"
    REMAINING_CHANNEL = "remaining_channel"
    APPEAL_ROUTE = "appeal_route"
    OMBUDSMAN = "ombudsman"
    POLICY_COPY = "policy_copy"
    ADJUSTED_FORMAT = "adjusted_format"
    VOLUME_AND_NATURE = "volume_and_nature"


class LetterKind(StrEnum):
    """What is written to somebody. A measure notice is about a hide or a block; the others are letters of a case."""

    WARNING = "warning"
    RESTRICTION_NOTICE = "restriction_notice"
    MEASURE_NOTICE = "measure_notice"
    REVIEW_OUTCOME = "review_outcome"
    EXTENSION = "extension"
    LIFTING = "lifting"
    APPEAL_ACKNOWLEDGEMENT = "appeal_acknowledgement"
    APPEAL_OUTCOME = "appeal_outcome"


class WarningForm(StrEnum):
    """How a warning was given. Some packs count only their formal letter towards a restriction."""

    PRIVATE = "private"
    PUBLIC = "public"
    LETTER = "letter"


class Exemption(StrEnum):
    """A pack's own ground for not waiting for a precondition; always with a reason and a name."""

    EXTREME = "extreme"
    IMMEDIATE_SAFETY = "immediate_safety"


class Check(StrEnum):
    """What a person says they have looked at before formal action (domain §7 rule 10)."""

    ADJUSTMENTS = "adjustments"
    VULNERABILITY = "vulnerability"


class Outcome(StrEnum):
    """What a review or an appeal came to. Never 'upheld': ombudsmen use that word the other way round."""

    EXTEND = "extend"
    CEASE = "cease"
    STANDS = "stands"
    OVERTURNED = "overturned"


class Unmet(StrEnum):
    """Why a deed is refused. Each has one plain sentence in `rules.casework.sentences`; a refusal names all that apply."""

    SAME_PERSON = "same_person"
    INVOLVED = "involved"
    WRONG_POST = "wrong_post"
    QUORUM_INCOMPLETE = "quorum_incomplete"
    PLACES_FILLED = "places_filled"
    WARNING_MISSING = "warning_missing"
    WARNING_INCOMPLETE = "warning_incomplete"
    RECORD_FIRST = "record_first"
    NO_REPEAT = "no_repeat_since_warning"
    SINGLE_FEATURE = "single_feature"
    SOCIAL_VOLUME = "social_volume_not_counted"
    UNVERIFIED = "unverified"
    UNLINKED_EVIDENCE = "unlinked_evidence"
    NO_EVIDENCE = "no_evidence"
    NO_APPROVER = "no_approver_configured"
    UNCHECKED = "adjustments_unchecked"
    AGAINST_ADJUSTMENT = "conflicts_with_adjustment"
    NO_LIAISON = "missing_liaison"
    NO_END = "no_duration_or_review"
    PERMANENT = "permanent"
    TOO_LONG = "longer_than_the_policy_allows"
    ALL_CLOSED = "all_channels_closed"
    NOT_OFFERED = "not_offered_by_the_policy"
    PROPERTY_MARKER = "property_marker"
    AIDER_REGISTER = "aider_register"
    NOT_EXHAUSTED = "not_exhausted"
    NO_REASON = "no_reason"
    CAPTURE_FAILED = "capture_failed"
    REVIEW_INCOMPLETE = "review_incomplete"
    NOTHING_PENDING = "nothing_pending"
    NO_FORMAL_ROUTE = "no_formal_route"
    NO_HARM_TEST = "no_harm_test"
    NO_FIGURES = "no_figures"
    MATTER_OVERDUE = "matter_overdue"
    LAPSED = "lapsed"
    """It has ended, so it cannot be extended: whoever wants it to go on proposes it anew."""


class OrderKind(StrEnum):
    """What follows from a deed or from time passing: something for a person or the outbox, never done by the judgement."""

    SEND_LETTER = "send_letter"
    ASK_APPROVAL = "ask_approval"
    ASK_LONGER = "ask_longer"
    ASK_REVIEW = "ask_review"
    ASK_APPEAL_DECISION = "ask_appeal_decision"
    ASK_AUTHORITY_TO_ACT = "ask_authority_to_act"
    LOOK_AT_LATE_APPEAL = "look_at_late_appeal"
    ISSUE_WARNING = "issue_warning"
    OPEN_CASE = "open_case"
    REFER = "refer"
    RECORD = "record"
    SET_MARKER = "set_marker"
    REMOVE_MARKER = "remove_marker"
    TELL = "tell"
    LIFT = "lift"
    UNDO_ON_PLATFORM = "undo_on_platform"
    UNHIDE = "unhide"
    BLOCK = "block"
    REPORT_TO_POLICE = "report_to_police"
    CONSIDER_POLICE = "consider_police"
    ALARM = "alarm"
    """`label` says which (`Alarm`)."""
    LIST_REVIEW = "list_review"
    """It stands on the monthly list of reviews that come up."""
    CONSIDER_MARKER = "consider_marker"
    """A person thinks about a marker; nothing is set by this."""
    REOPEN = "reopen"


class Alarm(StrEnum):
    """What a senior person is shown because it should not be so."""

    REVIEW_OVERDUE = "review_overdue"
    LAPSED = "lapsed"
    MARKER_ON = "marker_on"
    UNTOLD = "untold"
    APPEAL_OVERDUE = "appeal_overdue"
    GROUND_GONE = "ground_gone"
    """Something it relied on was taken back: an account unlinked."""
    BEYOND_CALENDAR = "beyond_calendar"
    """Bank holidays of that time are not published yet: a person counts by hand."""
