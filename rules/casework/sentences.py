"""Why a deed is refused, in one plain sentence a caseworker understands. Total: every code has its sentence."""

from rules.model.case.orders import Refusal, Verdict
from rules.model.case.words import Unmet

SENTENCES: dict[Unmet, str] = {
    Unmet.SAME_PERSON: "You already had a part in this; it takes somebody else.",
    Unmet.INVOLVED: "Whoever decides an appeal must have had no part in the decision.",
    Unmet.WRONG_POST: "Your post may not do this.",
    Unmet.QUORUM_INCOMPLETE: "Not everybody who must agree has agreed yet.",
    Unmet.PLACES_FILLED: "Those who hold your post have already agreed; people in other posts are still missing.",
    Unmet.WARNING_MISSING: "No warning that counts has been given first, and no ground to go without one was named.",
    Unmet.WARNING_INCOMPLETE: "The warning leaves out something it has to say.",
    Unmet.RECORD_FIRST: "It has to be recorded on the system before this letter is written.",
    Unmet.NO_REPEAT: "Nothing has happened since the warning, so there was a chance to change and it was taken.",
    Unmet.SINGLE_FEATURE: "One thing on its own is not enough for this.",
    Unmet.SOCIAL_VOLUME: "How many posts somebody writes does not count as too much contact under this policy.",
    Unmet.UNVERIFIED: "Nobody has confirmed in a private channel who this person is.",
    Unmet.UNLINKED_EVIDENCE: "It relies on an account that nobody has confirmed as this person's.",
    Unmet.NO_EVIDENCE: "It names nothing in this case that goes against the policy.",
    Unmet.NO_APPROVER: "The policy names nobody who approves this, and the landlord has not set who does.",
    Unmet.UNCHECKED: "Somebody must look at adjustments and at vulnerability first.",
    Unmet.AGAINST_ADJUSTMENT: "It would shut out the way of contact that was agreed as an adjustment.",
    Unmet.NO_LIAISON: "Nobody has spoken to the support worker since it happened.",
    Unmet.NO_END: "It needs an end and a date on which it is looked at again.",
    Unmet.PERMANENT: "Nothing is for ever: it needs an end.",
    Unmet.TOO_LONG: "It is longer than may be agreed here.",
    Unmet.ALL_CLOSED: "One way to reach us must always stay open.",
    Unmet.NOT_OFFERED: "The policy does not offer this.",
    Unmet.PROPERTY_MARKER: "A marker is about a person; what one person says never marks an address or a household.",
    Unmet.AIDER_REGISTER: "Helping somebody is not held against anybody, so there is no register of it.",
    Unmet.NOT_EXHAUSTED: "The complaints procedure has not come to its end.",
    Unmet.NO_REASON: "It needs a reason.",
    Unmet.CAPTURE_FAILED: "The evidence could not be captured, so nothing may rest on it.",
    Unmet.REVIEW_INCOMPLETE: "The review leaves out something it has to look at.",
    Unmet.NOTHING_PENDING: "There is nothing here that this could answer.",
    Unmet.LAPSED: "It has come to its end, so it cannot be extended; whoever wants it to go on proposes it anew.",
    Unmet.NO_FORMAL_ROUTE: "This policy has no formal action.",
    Unmet.NO_HARM_TEST: "Under this policy that does not turn on a record of what it does to the service.",
    Unmet.NO_FIGURES: "It needs figures: how much, how often, and what it kept from others.",
    Unmet.MATTER_OVERDUE: "It chases a matter that we have left overdue, which is never held against anybody.",
}


def refusal(unmet: Unmet, clause: str | None = None, more: str = "") -> Refusal:
    """One unmet condition with its sentence, and the clause that makes it one (None: one of the fifteen rules).

    `more` is a sentence with the particulars: which part is missing, whose post it takes.
    """
    return Refusal(unmet, f"{SENTENCES[unmet]} {more}".strip(), clause)


def refused(*refusals: Refusal) -> Verdict:
    """A deed that is refused; each condition once, in the order given."""
    return Verdict(refusals=tuple(dict.fromkeys(refusals)))
