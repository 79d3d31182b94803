"""Reviews: the named people look at a restriction again, by the date counted from its start, and end it or let it go on."""

from dataclasses import dataclass, replace
from datetime import datetime

from rules.casework.care import against_adjustment
from rules.casework.dates import NextReview, after_review, review_due, told_end
from rules.casework.ending import ending
from rules.casework.follow import follows
from rules.casework.grounds import unverified
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.casework.posts import acts_as, in_post
from rules.casework.quorum import has_place, missing, named, seats
from rules.casework.sentences import refusal, refused
from rules.casework.sitting import Sitting, sit_under
from rules.casework.standing import live
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.deeds import AppointReviewer, Review
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import LetterKind, OrderKind, Outcome, Person, Unmet
from rules.policy.casework import Moment, ReviewRule

APPOINT = "appoint_reviewer"
"""Label of a review task whose first step is to name the reviewer."""


@dataclass(frozen=True, slots=True)
class _Reviewing:
    """A restriction under review, with the policy it began under."""

    sitting: Sitting
    one: Restriction

    @property
    def rule(self) -> ReviewRule:
        return self.sitting.casework.review


def under_review(file: Casefile, named_id: str | None) -> Restriction | None:
    """The restriction meant: the one named, else the one whose review comes first. Ended ones are not reviewed."""
    found = [one for one in live(file) if named_id in (None, one.id)]
    return min(found, key=review_due, default=None)


def appoint_reviewer(office: Office, file: Casefile, deed: AppointReviewer, now: datetime) -> Verdict:
    """Name who carries out the review, where the policy has one post name the reviewer (Derby Homes 2020, 6)."""
    found = _reviewing(office, file, deed.restriction, now)
    if found is None:
        return refused(refusal(Unmet.NOTHING_PENDING))
    if found.rule.appointed_by is None:
        return refused(refusal(Unmet.NOT_OFFERED, found.rule.clause))
    wrong = in_post(office, found.sitting.pack, deed.by, [found.rule.appointed_by], found.rule.clause)
    if wrong:
        return refused(*wrong)
    appointed = f.ReviewerAppointed(found.one.id, now, deed.by, deed.reviewer)
    return Verdict((appointed,), (ask_review(office, file, replace(found.one, reviewer=deed.reviewer), now),))


def review(office: Office, file: Casefile, deed: Review, now: datetime) -> Verdict:
    """One of those who review says what should happen. It does once every seat is filled by people who say the same."""
    found = _reviewing(office, file, deed.restriction, now)
    if found is None:
        return refused(refusal(Unmet.NOTHING_PENDING))
    unmet = [*_unfit(found, deed.by, deed.outcome), *_not_open(found, deed)]
    if unmet:
        return refused(*unmet)
    agreed = f.ReviewAgreed(found.one.id, now, deed.by, deed.outcome, deed.says)
    empty = _empty(found, deed.outcome, deed.by)
    if empty:
        waits = Order(OrderKind.ASK_REVIEW, named(empty), about=found.one.id, due=review_due(found.one))
        return Verdict((agreed,), (waits,))
    decided = _extended(found) if deed.outcome is Outcome.EXTEND else _ceased(found)
    return Verdict((agreed, *decided.facts), decided.orders)


def ask_review(office: Office, file: Casefile, one: Restriction, now: datetime) -> Order:
    """The task to review, for those still missing; where one post must name the reviewer first, for that one (APPOINT)."""
    found = _with_policy(office, file, one, now)
    if found is None:
        return Order(OrderKind.ASK_REVIEW, about=one.id, due=review_due(one))
    rule, latest = found.rule, one.review_agreed[-1][1] if one.review_agreed else Outcome.EXTEND
    if rule.appointed_by is not None and one.reviewer is None:
        return Order(OrderKind.ASK_REVIEW, rule.appointed_by, APPOINT, one.id, due=review_due(one), clause=rule.clause)
    post = named(_empty(found, latest, None))
    return Order(OrderKind.ASK_REVIEW, post, about=one.id, due=review_due(one), clause=rule.clause)


def _reviewing(office: Office, file: Casefile, named_id: str | None, now: datetime) -> _Reviewing | None:
    one = under_review(file, named_id)
    return _with_policy(office, file, one, now) if one else None


def _with_policy(office: Office, file: Casefile, one: Restriction, now: datetime) -> _Reviewing | None:
    sitting = sit_under(office, file, one.began.pack, now)
    return _Reviewing(sitting, one) if sitting else None


def _agreeing(found: _Reviewing, outcome: Outcome, without: str) -> list[frozenset[str]]:
    """What those may act as who said the same, leaving one person out."""
    office, pack = found.sitting.office, found.sitting.pack
    return [
        acts_as(office, pack, person.post)
        for person, said in found.one.review_agreed
        if said is outcome and person.id != without
    ]


def _empty(found: _Reviewing, outcome: Outcome, by: Person | None) -> tuple[tuple[str, ...], ...]:
    """The seats still empty for this outcome once `by` has spoken."""
    people = _agreeing(found, outcome, by.id if by else "")
    if by is not None:
        people.append(acts_as(found.sitting.office, found.sitting.pack, by.post))
    return missing(seats(found.rule.by), people)


def _unfit(found: _Reviewing, by: Person, outcome: Outcome) -> list[Refusal]:
    """Why this person may not, or not again, say so."""
    rule, places = found.rule, seats(found.rule.by)
    posts = [post for place in places for post in place]
    wrong = in_post(found.sitting.office, found.sitting.pack, by, posts, rule.clause)
    if not wrong and rule.appointed_by is not None and found.one.reviewer != by.id:
        wrong = [refusal(Unmet.WRONG_POST, rule.clause)]
    if (by.id, outcome) in {(person.id, said) for person, said in found.one.review_agreed}:
        return [*wrong, refusal(Unmet.SAME_PERSON)]
    others = _agreeing(found, outcome, by.id)
    mine = acts_as(found.sitting.office, found.sitting.pack, by.post)
    filled = not wrong and not has_place(places, others, mine)
    return [*wrong, refusal(Unmet.PLACES_FILLED, rule.clause)] if filled else wrong


def _not_open(found: _Reviewing, deed: Review) -> list[Refusal]:
    """Why the outcome cannot be had: no such outcome, the end is past, or the review left something out."""
    unmet = []
    if deed.outcome not in (Outcome.EXTEND, Outcome.CEASE):
        unmet.append(refusal(Unmet.NOT_OFFERED))
    if deed.outcome is Outcome.EXTEND and found.sitting.day > found.one.ends:
        unmet.append(refusal(Unmet.LAPSED))
    if deed.outcome is Outcome.EXTEND:
        # To go on is formal action as much as to begin: on somebody known, and not against what was agreed since.
        unmet += unverified(found.sitting.pack, found.sitting.file)
        unmet += against_adjustment(found.sitting, found.one.began.kind)
    last = len(missing(seats(found.rule.by), _agreeing(found, deed.outcome, deed.by.id))) <= 1
    if last and not frozenset(found.rule.says) <= found.one.review_says | deed.says:
        unmet.append(refusal(Unmet.REVIEW_INCOMPLETE, found.rule.clause))
    return unmet


def _extended(found: _Reviewing) -> Verdict:
    one, coming = found.one, after_review(found.one, found.sitting.day)
    longer = coming.ends != told_end(one)
    orders = (
        _letter(found, LetterKind.EXTENSION if longer else LetterKind.REVIEW_OUTCOME),
        *follows(found.sitting.casework, Moment.REVIEWED, one.id),
    )
    return Verdict((_reviewed(found, Outcome.EXTEND, coming),), orders)


def _ceased(found: _Reviewing) -> Verdict:
    one, now = found.one, found.sitting.now
    coming = after_review(one, found.sitting.day)
    facts = (
        _reviewed(found, Outcome.CEASE, NextReview(coming.number, coming.due, one.ends)),
        f.Lifted(one.id, now, Outcome.CEASE),
    )
    orders = ending(found.sitting.casework, one, (Moment.REVIEWED, Moment.LIFTED))
    return Verdict(facts, (_letter(found, LetterKind.LIFTING), *orders))


def _reviewed(found: _Reviewing, outcome: Outcome, coming: NextReview) -> f.Reviewed:
    return f.Reviewed(found.one.id, found.sitting.now, outcome, coming.number, coming.ends)


def _letter(found: _Reviewing, kind: LetterKind) -> Order:
    at = found.sitting
    letter = draft(at.office, at.file, at.pack, kind, found.one.began.kind)
    return Order(OrderKind.SEND_LETTER, about=found.one.id, letter=letter)
