"""What X keeps for people in its own app: blocking (since 2025 by API for enterprises only) and reporting."""

from adapters.platform import Action, Look, Outcome, OutcomeState, Sight
from adapters.x.ids import permalink, profile_link
from rules.model.measure import Verb


def refused(action: Action) -> Outcome:
    """Never done from here; the reason says where a person does it."""
    subject = action.subject
    post = action.verb is Verb.REPORT
    where = permalink(subject.version or subject.ref) if post else profile_link(subject.author or "")
    return Outcome(OutcomeState.UNSUPPORTED, "ByHand", f"X lets only a person in its app {action.verb}: {where}")


def unseen(action: Action) -> Look:
    """Never looked at from here: whoever did it says so, and that is recorded as their word."""
    return Look(Sight.CANNOT_TELL, why=f"X lets only a person in its app {action.verb}; look there")
