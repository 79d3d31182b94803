"""The words of a pack in plain English: stances, courses, restrictions, the parts of a letter, who must agree."""

from collections.abc import Iterable, Sequence

from rules.model.case.words import RestrictionKind, Says
from rules.model.decision import Course
from rules.model.in_words import listed
from rules.policy.casework import Demand, Seats
from rules.policy.judging import Stance

DEMANDS = {
    Demand.ALWAYS: "Nothing formal is done before a written warning",
    Demand.WHERE_POSSIBLE: "Wherever possible there is a warning before anything formal",
    Demand.FIRST_OPTION: "A warning stands first among what may be done",
}
STANCES = {
    Stance.AGAINST: "It goes against the policy",
    Stance.HOUSE_RULE: "It goes against the rules of the page only and never counts against anybody",
    Stance.PROTECT: "It may be put out of sight to protect somebody; it is never a breach",
    Stance.TEST_EVIDENCE: "A person finds out what it rests on; nothing is hidden and nobody is warned before",
    Stance.NOTICED: "It is left alone",
}
COURSES = {
    Course.LEAVE: "left alone",
    Course.REVIEW: "looked at by a person",
    Course.HIDE: "may be hidden where the steps below offer it",
    Course.URGENT: "a person is called at once",
}
RESTRICTIONS = {
    RestrictionKind.SPOC: "one named person to talk to",
    RestrictionKind.WRITING_ONLY: "writing only",
    RestrictionKind.LETTER_ONLY: "letters only",
    RestrictionKind.ONE_CHANNEL: "one way of contact",
    RestrictionKind.SET_TIMES: "calls at set times",
    RestrictionKind.APPOINTMENT_ONLY: "visits by appointment only",
    RestrictionKind.WITNESSED_ONLY: "meetings with a witness only",
    RestrictionKind.THIRD_PARTY_ONLY: "contact through somebody else only",
    RestrictionKind.REPRESENTATIVE_ONLY: "contact through a representative only",
    RestrictionKind.SOCIAL_ACCESS: "no access to the social media pages",
    RestrictionKind.PAGE_BLOCK: "a block on the page",
    RestrictionKind.SIGNIFICANT_QUERIES_ONLY: "only significant queries answered",
    RestrictionKind.NO_FURTHER_CORRESPONDENCE: "no further letters on one matter",
    RestrictionKind.ALL_CHANNELS: "every way of contact closed",
}
PARTS = {
    Says.BEHAVIOUR: "what was wrong",
    Says.DATES_TIMES: "when it was",
    Says.EXACT_WORDS: "the exact words",
    Says.PROPOSED_SANCTION: "what will follow if it goes on",
    Says.POSSIBLE_ACTIONS: "what may follow",
    Says.CHANCE_TO_MODIFY: "that there is a chance to change",
    Says.REASON: "why",
    Says.ACTION: "what is done",
    Says.DURATION: "for how long",
    Says.REVIEW_PERIOD: "when it is looked at again",
    Says.REMAINING_CHANNEL: "which way stays open",
    Says.APPEAL_ROUTE: "how to appeal",
    Says.OMBUDSMAN: "which ombudsman can be asked",
    Says.POLICY_COPY: "a copy of the policy",
    Says.ADJUSTED_FORMAT: "the format agreed",
    Says.VOLUME_AND_NATURE: "how much contact there was and of what kind",
}


def seats_in_words(seats: Iterable[Seats]) -> str:
    """`Service Caution Lead and 2 of Caution Lead`."""
    return listed(f"{seat.count} of {either(seat.posts)}" if seat.count > 1 else either(seat.posts) for seat in seats)


def either(names: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def months_in_words(months: int) -> str:
    """`1 month`, `12 months`."""
    return "1 month" if months == 1 else f"{months} months"
