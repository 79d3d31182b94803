"""What a landlord would rightly do next, so that random histories reach far: each deed by somebody who may do it."""

from datetime import datetime

from rules.calendar import london_date
from rules.casework import standing
from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case.facts import Incident
from rules.model.case.standing import RestrictionStanding, State
from rules.model.case.words import Check, Outcome, Person, RestrictionKind, Says, WarningForm
from rules.model.staff import Role
from rules.policy.casework import Casework, Longer
from rules.policy.schema import Pack
from tests.rules.casework.scene import HERS, Scene

EVERYTHING = frozenset(Says)


def next_deed(case: Scene, now: datetime, number: int) -> d.Deed | None:
    """The next proper step of this case; None where nothing is called for until the person does something again."""
    file, pack = case.file, case.office.on(london_date(now))
    if file.links.get(HERS) is not Assurance.VERIFIED:
        return d.Link(_somebody(pack, number), (HERS,))
    matter = _open_matter(case, now, number)
    if matter is not None or any(one.lifted_at is None for one in file.restrictions):
        return matter
    return _towards_formal(case, pack, number)


def _somebody(pack: Pack, number: int, role: Role = Role.CASEWORKER) -> Person:
    post = next(post for post, held in pack.roles.items() if held is role)
    return Person(f"{post} {number}", post)


def _open_matter(case: Scene, now: datetime, number: int) -> d.Deed | None:
    """A proposal to agree to, a decision to tell, a review to do."""
    file, shown = case.file, standing(case.office, case.file, now)
    if shown.pending:
        post = shown.missing[0].split(" or ")[0] if shown.missing else "nobody"
        return d.Approve(Person(f"{post} {number}", post))
    if any(one.lifted_at is None and one.noticed_at is None for one in file.restrictions):
        return d.SendNotice(_somebody(case.office.on(london_date(now)), number))
    for one in shown.restrictions:
        casework = case.office.named(one.pack).casework
        if casework is not None and one.state is not State.LIFTED:
            return _of_restriction(case, casework, one, number)
    return None


def _of_restriction(case: Scene, casework: Casework, one: RestrictionStanding, number: int) -> d.Deed | None:
    """Its markers, an appeal against it, a longer period, its review; None until the next of these is due."""
    head = Person(f"head {number}", casework.review.owner)
    unset = sorted(one.markers_wanted - one.markers_on)
    if unset and one.state is State.IN_FORCE:
        return d.ConfirmMarker(head, unset[0], on=True)
    if one.under_appeal:
        outcome = Outcome.STANDS if number % 2 else Outcome.OVERTURNED
        return d.DecideAppeal(Person(f"decider {number}", casework.appeal.posts[0]), outcome)
    if one.longer_wanted and casework.duration.longer and one.state is State.IN_FORCE:
        return _longer(case, casework.duration.longer, one.id, number)
    return _review(case, casework, one, number) if one.review_open else None


def _longer(case: Scene, rule: Longer, restriction: str, number: int) -> d.Deed:
    found = next(r for r in case.file.restrictions if r.id == restriction)
    if len(found.agreed_longer) < rule.agree.count:
        return d.AgreeLonger(Person(f"agrees {number}", rule.agree.posts[0]))
    return d.SignLonger(Person(f"signs {number}", rule.sign[0]), found.began.wanted_months or 1, has_reason=True)


def _review(case: Scene, casework: Casework, stands: RestrictionStanding, number: int) -> d.Deed:
    one = next(r for r in case.file.restrictions if r.id == stands.id)
    rule, restriction = casework.review, stands.id
    post = rule.by[number % len(rule.by)].posts[0]
    if rule.appointed_by is not None and one.reviewer is None:
        return d.AppointReviewer(Person("head", rule.appointed_by), "reviewer", restriction)
    who = Person(one.reviewer or f"{post} reviews", post)
    goes_on = stands.state is State.IN_FORCE and one.reviews % 3 != 2
    return d.Review(who, Outcome.EXTEND if goes_on else Outcome.CEASE, EVERYTHING, restriction)


def _kept(case: Scene) -> tuple[Incident, ...]:
    """Incidents of the person's own account that count and whose evidence is kept."""
    file = case.file
    kept = (one for one in file.counting if one.captured and one.ref not in file.uncaptured)
    return tuple(one for one in kept if file.links.get(one.account) is Assurance.VERIFIED)


def _towards_formal(case: Scene, pack: Pack, number: int) -> d.Deed | None:
    """Record, speak to the support worker, warn by letter, and propose once it has happened again."""
    file, casework, kept = case.file, pack.casework, _kept(case)
    assert casework is not None
    warned = [one.at for one in file.standing_warnings if one.form is WarningForm.LETTER]
    if len(kept) < 2 or (warned and max(one.at for one in kept) <= min(warned)):
        return None
    refs = tuple(one.ref for one in kept)
    talked = file.liaised_at is not None and all(one.at <= file.liaised_at for one in file.counting)
    if file.support_worker and casework.liaison and not talked:
        return d.Liaise(_somebody(pack, number))
    if not warned:
        return _warning(case, pack, casework, refs, number)
    kind = casework.restrictions[number % len(casework.restrictions)].kind
    return _proposal(casework, pack, kind, refs, number)


def _warning(case: Scene, pack: Pack, casework: Casework, refs: tuple[str, ...], number: int) -> d.Deed:
    rule = casework.warning
    by = Person(f"warner {number}", rule.by[0]) if rule.by else _somebody(pack, number)
    recorded = {ref for one in case.file.recorded if one.system == rule.record_first for ref in one.about}
    if rule.record_first and not recorded >= set(refs):
        return d.RecordOnSystem(by, refs, rule.record_first)
    return d.Warn(f"w{number}", by, WarningForm.LETTER, refs, EVERYTHING)


def _proposal(casework: Casework, pack: Pack, kind: RestrictionKind, refs: tuple[str, ...], number: int) -> d.Deed:
    by = (
        Person(f"proposer {number}", casework.proposers[number % len(casework.proposers)])
        if casework.proposers
        else _somebody(pack, number, Role.CASEWORKER if number % 2 else Role.APPROVER)
    )
    longer = number % 3 == 0 and casework.duration.longer is not None
    months = casework.duration.longest if longer else casework.duration.standard or 6
    return d.Propose(f"p{number}", by, kind, refs, months, casework.review.every or 3, frozenset(Check))
