"""The words a scenario is written in (its own closed vocabularies); `tables` says which of ours each one is."""

from enum import StrEnum


class LinkWord(StrEnum):
    """How sure the landlord is who holds an account; `unverified` is a name match or another suggestion."""

    VERIFIED = "verified"
    CLAIMED = "claimed"
    UNVERIFIED = "unverified"
    NONE = "none"


class BehaviourWord(StrEnum):
    """What was found in an interaction."""

    ABUSE = "abuse"
    THREAT = "threat"
    DISCRIMINATION = "discrimination"
    ALLEGATION = "allegation"
    THIRD_PARTY_ABUSE = "third_party_abuse"
    CONTACTS_STAFF_PERSONALLY = "contacts_staff_personally"
    PUBLISHES_RECORDING = "publishes_recording"
    PUBLISHES_STAFF_DETAILS = "publishes_staff_details"
    VOLUME = "volume"
    DEMAND = "demand"
    PERSISTENCE = "persistence"
    REFUSES_COOPERATION = "refuses_cooperation"
    DEROGATORY_VIEW = "derogatory_view"
    PROFANITY = "profanity"


class SeverityWord(StrEnum):
    """How grave; for volume, demand and persistence `serious` means that a person found the harm test met."""

    MILD = "mild"
    SERIOUS = "serious"
    EXTREME = "extreme"


class TargetWord(StrEnum):
    """At whom."""

    STAFF = "staff"
    CONTRACTOR = "contractor"
    ORGANISATION = "organisation"
    THIRD_PARTY = "third_party"
    RESIDENT = "resident"
    NONE = "none"


class NeedWord(StrEnum):
    """What the author needs."""

    REPAIR = "repair"
    HAZARD_EMERGENCY = "hazard_emergency"
    HAZARD_SIGNIFICANT = "hazard_significant"
    COMPLAINT = "complaint"
    INFORMATION_REQUEST = "information_request"
    DATA_REQUEST = "data_request"
    SAFEGUARDING = "safeguarding"
    ADJUSTMENT = "adjustment"
    APPEAL = "appeal"


class PlatformWord(StrEnum):
    """Where it was said."""

    FACEBOOK = "facebook"
    X = "x"
    BLUESKY = "bluesky"
    DISCORD = "discord"
    INSTAGRAM = "instagram"
    YOUTUBE = "youtube"


class KindWord(StrEnum):
    """What kind of interaction."""

    COMMENT = "comment"
    REPLY = "reply"
    MENTION = "mention"
    QUOTE = "quote"
    REVIEW = "review"
    REACTION = "reaction"
    TAG = "tag"
    DM = "dm"


class WhereWord(StrEnum):
    """Whose place it stands in."""

    OUR_PAGE = "our_page"
    ELSEWHERE = "elsewhere"
    STAFF_PERSONAL = "staff_personal"


class DoesWord(StrEnum):
    """What a member of staff does."""

    SENDS_PUBLIC_WARNING = "sends_public_warning"
    SENDS_PRIVATE_WARNING = "sends_private_warning"
    ISSUES_WARNING_LETTER = "issues_warning_letter"
    HIDES_ITEM = "hides_item"
    REPORTS_TO_PLATFORM = "reports_to_platform"
    APPROVES_BLOCK = "approves_block"
    PROPOSES_RESTRICTION = "proposes_restriction"
    APPROVES_RESTRICTION = "approves_restriction"
    DECLINES = "declines"
    CONFIGURES_APPROVER = "configures_approver"
    VERIFIES_IDENTITY = "verifies_identity"
    RECORDS_ADJUSTMENT = "records_adjustment"
    LIAISES_SUPPORT_WORKER = "liaises_support_worker"
    RECORDS_INCIDENT = "records_incident"
    RECORDS_CONTACT_VOLUME = "records_contact_volume"
    RECORDS_COMPLAINT_EXHAUSTED = "records_complaint_exhausted"
    REFERS_CASE = "refers_case"
    DECIDES_REFERRAL_WARNING_LETTER = "decides_referral:warning_letter"
    SENDS_DECISION_NOTICE = "sends_decision_notice"
    DECIDES_APPEAL_STANDS = "decides_appeal:stands"
    DECIDES_APPEAL_OVERTURNED = "decides_appeal:overturned"
    APPOINTS_REVIEWER = "appoints_reviewer"
    COMPLETES_REVIEW_EXTEND = "completes_review:extend"
    COMPLETES_REVIEW_CEASE = "completes_review:cease"
    AGREES_LONGER_PERIOD = "agrees_longer_period"
    SIGNS_LONGER_PERIOD = "signs_longer_period"
    REPORTS_TO_POLICE = "reports_to_police"
    RECORDS_NO_POLICE_REPORT = "records_no_police_report"
    REQUESTS_AIDER_REGISTER = "requests_aider_register"
    REQUESTS_PROPERTY_MARKER = "requests_property_marker"


class RestrictionWord(StrEnum):
    """Which restriction of contact."""

    SPOC = "spoc"
    WRITING_ONLY = "writing_only"
    LETTER_ONLY = "letter_only"
    ONE_CHANNEL = "one_channel"
    SET_TIMES = "set_times"
    THIRD_PARTY_ONLY = "third_party_only"
    REPRESENTATIVE_ONLY = "representative_only"
    SOCIAL_ACCESS = "social_access"
    PAGE_BLOCK = "page_block"
    SIGNIFICANT_QUERIES_ONLY = "significant_queries_only"
    NO_FURTHER_CORRESPONDENCE = "no_further_correspondence"
    ALL_CHANNELS = "all_channels"


class StatesWord(StrEnum):
    """What a letter or a review says."""

    BEHAVIOUR = "behaviour"
    DATES_TIMES = "dates_times"
    PROPOSED_SANCTION = "proposed_sanction"
    POSSIBLE_ACTIONS = "possible_actions"
    CHANCE_TO_MODIFY = "chance_to_modify"
    REASON = "reason"
    ACTION = "action"
    APPEAL_ROUTE = "appeal_route"
    EXACT_WORDS = "exact_words"
    REMAINING_CHANNEL = "remaining_channel"
    VOLUME_AND_NATURE = "volume_and_nature"


class CheckedWord(StrEnum):
    """What a proposer has looked at."""

    ADJUSTMENTS = "adjustments"
    VULNERABILITY = "vulnerability"


class ExceptionWord(StrEnum):
    """On which ground a warning is skipped."""

    EXTREME = "extreme"
    IMMEDIATE_SAFETY = "immediate_safety"


class SystemWord(StrEnum):
    """What a platform or the evidence store answered."""

    HIDE_FAILED = "hide_failed"
    CAPTURE_FAILED = "capture_failed"
    REPORT_DECLINED = "report_declined"
    AUTHOR_DELETED = "author_deleted"


class OnPlatformWord(StrEnum):
    """What an existing restriction did on the platform."""

    NONE = "none"
    BLOCK = "block"


class Basis(StrEnum):
    """What an expectation mainly rests on: a clause, a rule or resolution, or the writer's reading."""

    TEXT = "text"
    RESOLUTION = "resolution"
    JUDGEMENT = "judgement"
