"""Every condition of a restriction in one place: asked when it is proposed, when it is varied, and again at each approval.

Between a proposal and its approval an account may be unlinked, an adjustment recorded, an incident struck by an appeal.
"""

from rules.casework.care import against_adjustment, no_liaison, unchecked
from rules.casework.grounds import evidence, relied, single_feature
from rules.casework.quorum import quorum_for, seats_of
from rules.casework.sentences import refusal
from rules.casework.sitting import Sitting
from rules.casework.terms import Terms, unmet_terms
from rules.casework.warned import counting_warnings, excused, warning_first
from rules.model.case.facts import Incident
from rules.model.case.orders import Refusal
from rules.model.case.words import Unmet
from rules.policy.casework import Quorum


def unmet(sitting: Sitting, terms: Terms) -> list[Refusal]:
    """Everything that stands against these terms; empty when a person may propose them. NO_END is named once."""
    found = [
        *evidence(sitting, terms.about),
        *_enough(sitting, terms),
        *warning_first(sitting, terms.exemption, terms.has_reason),
        *no_liaison(sitting, "restriction", terms.about),
        *unchecked(sitting, terms.checked),
        *against_adjustment(sitting, terms.restriction),
        *unmet_terms(sitting, terms),
        *_decided_by(sitting, terms),
    ]
    return list({one.unmet: one for one in reversed(found)}.values())[::-1]


def _enough(sitting: Sitting, terms: Terms) -> list[Refusal]:
    """What the warnings were about is relied on too: whoever goes on after a warning did more than one thing."""
    if excused(sitting, terms.exemption):
        return []
    return single_feature(sitting, _relied_on(sitting, terms.about))


def _relied_on(sitting: Sitting, about: tuple[str, ...]) -> tuple[Incident, ...]:
    warned = tuple(ref for warning in counting_warnings(sitting) for ref in warning.about)
    return relied(sitting.file, (*about, *warned))


def _decided_by(sitting: Sitting, terms: Terms) -> list[Refusal]:
    quorum = quorum_for(sitting.casework, terms.restriction)
    if quorum is None:
        return []
    ended = not quorum.exhausted or sitting.file.exhausted
    return [*no_approver(sitting, quorum), *([] if ended else [refusal(Unmet.NOT_EXHAUSTED, quorum.clause)])]


def no_approver(sitting: Sitting, quorum: Quorum) -> list[Refusal]:
    """NO_APPROVER where the policy leaves the approver to a setting that is not set."""
    seats = seats_of(sitting.office, sitting.pack, quorum)
    return [] if seats else [refusal(Unmet.NO_APPROVER, quorum.clause)]
