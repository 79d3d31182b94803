"""One person of the quorum agrees. The agreement that fills the last seat begins the restriction, and nothing else does."""

from datetime import datetime

from rules.calendar import add_months
from rules.casework.conditions import no_approver, unmet
from rules.casework.follow import follows, markers
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.casework.posts import wrong_post
from rules.casework.propose import ask_longer
from rules.casework.quorum import Posts, agreed, has_place, missing, quorum_for, seats_of
from rules.casework.sentences import refusal, refused
from rules.casework.sitting import Sitting, sit
from rules.casework.terms import of_proposal, offer
from rules.model.case.casefile import Casefile, Pending
from rules.model.case.deeds import Approve
from rules.model.case.facts import Approved, Began, Proposed
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import LetterKind, OrderKind, Person, Unmet
from rules.policy.casework import Moment, Quorum


def approve(office: Office, file: Casefile, deed: Approve, now: datetime) -> Verdict:
    """Agree to the pending proposal. The decision falls under the policy in force now, and all its conditions hold now."""
    sitting = sit(office, file, now)
    if sitting is None:
        return refused(refusal(Unmet.NO_FORMAL_ROUTE))
    pending = file.pending
    if pending is None:
        return refused(refusal(Unmet.NOTHING_PENDING), *_unset(sitting))
    quorum = quorum_for(sitting.casework, pending.proposal.restriction)
    found = [*may_agree(sitting, pending, quorum, deed.by), *unmet(sitting, of_proposal(pending.proposal))]
    if found or quorum is None:
        return refused(*found)
    return _counted(sitting, pending, quorum, deed.by)


def _unset(sitting: Sitting) -> list[Refusal]:
    """An approval that comes before the landlord has said who approves is told so, and does not come to life later."""
    return [found for quorum in sitting.casework.approval for found in no_approver(sitting, quorum)]


def may_agree(sitting: Sitting, pending: Pending, quorum: Quorum | None, by: Person) -> list[Refusal]:
    """SAME_PERSON, WRONG_POST or PLACES_FILLED: who cannot sit in this quorum, or not any more."""
    found = [refusal(Unmet.SAME_PERSON)] if by.id in had_a_part(pending) else []
    if quorum is None or not (seats := seats_of(sitting.office, sitting.pack, quorum)):
        return found
    may_act_as = sitting.office.posts_of(by.post, sitting.casework)
    if not any(may_act_as & set(seat) for seat in seats):
        return [*found, wrong_post(by, [post for seat in seats for post in seat], quorum.clause)]
    if not found and not has_place(seats, agreed(sitting.office, sitting.casework, pending), may_act_as):
        return [refusal(Unmet.PLACES_FILLED, quorum.clause)]
    return found


def had_a_part(pending: Pending) -> frozenset[str]:
    """Everybody who proposed, varied or already agreed: nobody is counted twice."""
    proposal = pending.proposal
    return proposal.involved | {proposal.by.id} | {approval.by.id for approval in pending.approvals}


def _counted(sitting: Sitting, pending: Pending, quorum: Quorum, by: Person) -> Verdict:
    fact = Approved(pending.proposal.id, sitting.now, by)
    people = (*pending.approvals, fact)
    may_act_as: tuple[Posts, ...] = tuple(sitting.office.posts_of(one.by.post, sitting.casework) for one in people)
    if missing(seats_of(sitting.office, sitting.pack, quorum), may_act_as):
        return Verdict((fact,))
    began = _began(sitting, pending.proposal, frozenset(one.by.id for one in people))
    return Verdict((fact, began), _orders(sitting, began))


def _began(sitting: Sitting, proposal: Proposed, approved_by: frozenset[str]) -> Began:
    """From today, in London. A longer period waits for its own agreement: until then the standard one holds."""
    casework, day = sitting.casework, sitting.day
    standard = casework.duration.standard
    months = standard if proposal.longer and standard is not None else proposal.months
    offered = offer(casework, proposal.restriction)
    return Began(
        id=proposal.id,
        at=sitting.now,
        pack=sitting.pack.id,
        version=sitting.pack.version,
        kind=proposal.restriction,
        start=day,
        ends=add_months(day, months),
        months=months,
        review_months=min(proposal.review_months or months, months),
        proposed_by=proposal.by.id,
        approved_by=approved_by,
        about=proposal.about,
        markers=tuple(marker.code for marker in casework.markers if not marker.consider),
        on_platform=offered is not None and offered.on_platform,
        longer=proposal.longer,
        wanted_months=proposal.months if proposal.longer else None,
        involved=proposal.involved,
    )


def _orders(sitting: Sitting, began: Began) -> tuple[Order, ...]:
    """Told in writing, marked, recorded, told to those who need to know, and blocked where that is what it is."""
    casework = sitting.casework
    letter = draft(sitting.office, sitting.file, sitting.pack, LetterKind.RESTRICTION_NOTICE, began.kind)
    block = (Order(OrderKind.BLOCK, about=began.id),) if began.on_platform else ()
    return (
        Order(OrderKind.SEND_LETTER, about=began.id, letter=letter, clause=casework.contents.clause),
        *markers(casework, began.id),
        *follows(casework, Moment.RESTRICTED, began.id),
        *block,
        *ask_longer(sitting, began.id, wanted=began.longer),
    )
