"""A case is referred to those who decide; they may choose a warning letter rather than formal action."""

from datetime import datetime

from rules.casework.follow import follows
from rules.casework.grounds import evidence
from rules.casework.office import Office
from rules.casework.posts import ANY_CASE_WORK, DECIDES, in_post, in_role
from rules.casework.sentences import refusal, refused
from rules.casework.sitting import Sitting, sit
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import DecideReferral, Refer
from rules.model.case.facts import ReferralDecided, Referred
from rules.model.case.orders import Order, Verdict
from rules.model.case.words import OrderKind, Unmet
from rules.policy.casework import Ask, Moment, Step


def refer(office: Office, file: Casefile, deed: Refer, now: datetime) -> Verdict:
    """Send the referral form. It names a person, so it must be known who that is."""
    sitting = sit(office, file, now)
    if sitting is None:
        return refused(refusal(Unmet.NO_FORMAL_ROUTE))
    step = _step(sitting)
    if step is None:
        return refused(refusal(Unmet.NOT_OFFERED))
    found = [*in_role(office, sitting.pack, deed.by, ANY_CASE_WORK), *evidence(sitting, deed.about)]
    if found:
        return refused(*found)
    form = Order(OrderKind.REFER, post=step.post, label=step.system or "", clause=step.clause)
    return Verdict((Referred(now, deed.by, deed.about),), (form, *follows(sitting.casework, Moment.REFERRED)))


def _step(sitting: Sitting) -> Step | None:
    """The policy's own step of referring, where it has one."""
    return next((step for step in sitting.casework.steps if step.ask is Ask.REFER), None)


def decide_referral(office: Office, file: Casefile, deed: DecideReferral, now: datetime) -> Verdict:
    """Choose a letter: whoever referred it does not decide it, and hears what was decided."""
    sitting = sit(office, file, now)
    if sitting is None:
        return refused(refusal(Unmet.NO_FORMAL_ROUTE))
    if not file.referrals:
        return refused(refusal(Unmet.NOTHING_PENDING))
    step = _step(sitting)
    if step is not None and step.decided_by:
        found = in_post(office, sitting.pack, deed.by, step.decided_by, step.clause)
    else:
        found = in_role(office, sitting.pack, deed.by, DECIDES)
    if deed.by.id in {referral.by.id for referral in file.referrals}:
        found.append(refusal(Unmet.SAME_PERSON))
    if found:
        return refused(*found)
    rule, referred = sitting.casework.warning, file.referrals[-1]
    writer = " or ".join(rule.by) or referred.by.post
    letter = Order(OrderKind.ISSUE_WARNING, post=writer, about=" ".join(referred.about), clause=rule.clause)
    return Verdict((ReferralDecided(now, deed.by),), (letter, *follows(sitting.casework, Moment.REFERRAL_DECIDED)))
