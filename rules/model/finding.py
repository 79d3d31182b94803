"""What detectors claim: findings (words that may go against the policy) and needs (somebody needs help or an answer)."""

from dataclasses import dataclass
from enum import StrEnum


class Behaviour(StrEnum):
    """One vocabulary of behaviours. Swearing at a person and swearing at nobody are different behaviours."""

    ABUSE = "abuse"
    THIRD_PARTY_ABUSE = "third_party_abuse"
    SWEARING_AT_PERSON = "swearing_at_person"
    SWEARING_AT_NOBODY = "swearing_at_nobody"
    THREAT = "threat"
    DISCRIMINATION = "discrimination"
    ALLEGATION = "allegation"
    PRIVATE_DATA = "private_data"
    PUBLISHES_RECORDING = "publishes_recording"
    CONTACTS_STAFF_PERSONALLY = "contacts_staff_personally"
    HARASSMENT = "harassment"
    SPAM = "spam"
    SCAM = "scam"
    VOLUME = "volume"
    DEMAND = "demand"
    PERSISTENCE = "persistence"
    REFUSES_COOPERATION = "refuses_cooperation"
    DEROGATORY_VIEW = "derogatory_view"
    OWN_PRIVATE_DATA = "own_private_data"
    SELF_HARM_METHOD = "self_harm_method"


NEVER_A_BREACH = frozenset(
    {Behaviour.SWEARING_AT_NOBODY, Behaviour.DEROGATORY_VIEW, Behaviour.OWN_PRIVATE_DATA, Behaviour.SELF_HARM_METHOD}
)
"""Noticed, perhaps acted on to protect the author, never held against anybody."""


class Severity(StrEnum):
    """How grave; compare with `rank`."""

    NONE = "none"
    MILD = "mild"
    SERIOUS = "serious"
    EXTREME = "extreme"

    @property
    def rank(self) -> int:
        """0 for none up to 3 for extreme."""
        return _RANK[self]


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Target(StrEnum):
    """At whom or what the words are aimed."""

    STAFF = "staff"
    CONTRACTOR = "contractor"
    RESIDENT = "resident"
    THIRD_PARTY = "third_party"
    ORGANISATION = "organisation"
    THING = "thing"
    SELF = "self"
    NONE = "none"


class Ground(StrEnum):
    """On what a finding rests. A model's score alone never supports an automatic act.

    `record`: a named person's record with figures that the harm test of the policy is met. `words`: a sum over the words
    alone agrees with a model that is sure; by itself it is never asked.
    """

    RULE = "rule"
    MODEL = "model"
    WORDS = "words"
    COUNT = "count"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the original text, in code points: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A detector's claim that words may go against the policy. `score` is an integer from 0 to 1000.

    `guards` names what lowered it (a quotation, a report of somebody else's words); guards only ever lower.
    """

    behaviour: Behaviour
    severity: Severity
    target: Target
    score: int
    rule: str
    ground: Ground = Ground.RULE
    span: Span | None = None
    guards: tuple[str, ...] = ()


class NeedKind(StrEnum):
    """What somebody may need. Never held against them, whoever they are and however they said it."""

    EMERGENCY = "emergency"
    HAZARD = "hazard"
    SAFEGUARDING = "safeguarding"
    REPAIR = "repair"
    COMPLAINT = "complaint"
    COMPLAINT_STAGE_2 = "complaint_stage_2"
    ADJUSTMENT = "adjustment"
    INFORMATION_REQUEST = "information_request"
    DATA_REQUEST = "data_request"
    DATA_BREACH = "data_breach"
    APPEAL = "appeal"


SHIELDING = frozenset(
    {NeedKind.HAZARD, NeedKind.REPAIR, NeedKind.SAFEGUARDING, NeedKind.EMERGENCY, NeedKind.ADJUSTMENT}
)
"""The complaint shield: a comment with one of these is never hidden automatically for insult or swearing."""


class Urgency(StrEnum):
    """`now`: a person is called at once, day or night."""

    NOW = "now"
    SOON = "soon"
    ROUTINE = "routine"


@dataclass(frozen=True, slots=True)
class Need:
    """A detector's claim that somebody needs help or an answer; `score` is an integer from 0 to 1000."""

    kind: NeedKind
    urgency: Urgency
    score: int
    rule: str
    span: Span | None = None
    ground: Ground = Ground.RULE


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in one interaction, and what was not judged (`degraded`): detectors that could not answer, and
    languages besides English (`language:pl`, see `rules.model.languages`)."""

    findings: tuple[Finding, ...] = ()
    needs: tuple[Need, ...] = ()
    degraded: tuple[str, ...] = ()
