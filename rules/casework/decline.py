"""The pending proposal is declined, or changed. Whoever changes it proposes it anew, and others agree."""

from datetime import datetime

from rules.casework.approve import had_a_part, may_agree
from rules.casework.conditions import no_approver, unmet
from rules.casework.office import Office
from rules.casework.propose import before_the_quorum, may_propose
from rules.casework.quorum import quorum_for
from rules.casework.sentences import refusal, refused
from rules.casework.sitting import Sitting, sit
from rules.casework.terms import Terms, of_proposal
from rules.model.case.casefile import Casefile, Pending
from rules.model.case.deeds import Decline, Vary
from rules.model.case.facts import Declined
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import OrderKind, Person, Unmet


def decline(office: Office, file: Casefile, deed: Decline, now: datetime) -> Verdict:
    """Decline the proposal, with a reason: somebody of the quorum, or the proposer, who takes it back."""
    sitting = sit(office, file, now)
    if sitting is None:
        return refused(refusal(Unmet.NO_FORMAL_ROUTE))
    if file.pending is None:
        return refused(refusal(Unmet.NOTHING_PENDING))
    proposal = file.pending.proposal
    found = [] if deed.by.id == proposal.by.id else _of_the_quorum(sitting, file.pending, deed.by)
    found += [] if deed.has_reason else [refusal(Unmet.NO_REASON)]
    if found:
        return refused(*found)
    told = Order(OrderKind.TELL, post=proposal.by.post, about=proposal.id)
    return Verdict((Declined(proposal.id, now, deed.by),), (told,))


def vary(office: Office, file: Casefile, deed: Vary, now: datetime) -> Verdict:
    """Change the proposal's terms. Everybody who had a hand in the terms before is then no longer one who agrees to them."""
    sitting = sit(office, file, now)
    if sitting is None:
        return refused(refusal(Unmet.NO_FORMAL_ROUTE))
    pending = file.pending
    if pending is None:
        return refused(refusal(Unmet.NOTHING_PENDING))
    terms = _varied(of_proposal(pending.proposal), deed)
    found = [*_may_vary(sitting, pending, deed.by), *unmet(sitting, terms)]
    authors = pending.proposal.involved | {pending.proposal.by.id}
    return refused(*found) if found else before_the_quorum(sitting, deed.id, deed.by, terms, authors - {deed.by.id})


def _of_the_quorum(sitting: Sitting, pending: Pending, by: Person) -> list[Refusal]:
    """WRONG_POST unless the post has a seat in it; having agreed before is no bar to thinking again."""
    quorum = quorum_for(sitting.casework, pending.proposal.restriction)
    unset = no_approver(sitting, quorum) if quorum else []
    return unset or [r for r in may_agree(sitting, pending, quorum, by) if r.unmet is Unmet.WRONG_POST]


def _may_vary(sitting: Sitting, pending: Pending, by: Person) -> list[Refusal]:
    if by.id in had_a_part(pending) or not may_propose(sitting, by):
        return []
    return _of_the_quorum(sitting, pending, by)


def _varied(old: Terms, deed: Vary) -> Terms:
    """The old terms with what the deed changes; a new length takes the old rhythm of review only where none is given."""
    return Terms(
        deed.restriction or old.restriction,
        old.about,
        old.months if deed.months is None else deed.months,
        old.review_months if deed.review_months is None else deed.review_months,
        old.checked,
        old.exemption,
        old.has_reason,
    )
