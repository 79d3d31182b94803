"""Who holds an account: only a person says so, after a documented check; and what follows when it is taken back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from rules.calendar import london_date
from rules.casework.grounds import relied, verified
from rules.casework.office import Office
from rules.casework.posts import ANY_CASE_WORK, in_role
from rules.casework.sentences import refusal, refused
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.deeds import Link, Unlink
from rules.model.case.facts import Linked, Unlinked
from rules.model.case.orders import Order, Verdict
from rules.model.case.words import Alarm, OrderKind, Unmet, WarningForm


def link(office: Office, _file: Casefile, deed: Link, now: datetime) -> Verdict:
    """These accounts are this customer's, this sure. Likeness of names never comes here."""
    pack = office.on(london_date(now))
    found = in_role(office, pack, deed.by, ANY_CASE_WORK)
    if not deed.accounts:
        found.append(refusal(Unmet.NO_EVIDENCE))
    return refused(*found) if found else Verdict((Linked(now, deed.accounts, deed.assurance, deed.by),))


def unlink(office: Office, file: Casefile, deed: Unlink, now: datetime) -> Verdict:
    """Take a link back. What relied on it is opened again, and a senior person sees a restriction that did."""
    pack = office.on(london_date(now))
    found = in_role(office, pack, deed.by, ANY_CASE_WORK)
    if file.links.get(deed.account, Assurance.NONE) is Assurance.NONE:
        found.append(refusal(Unmet.NOTHING_PENDING))
    if found:
        return refused(*found)
    return Verdict((Unlinked(now, deed.account, deed.by),), tuple(_opened_again(office, file, deed.account)))


def _opened_again(office: Office, file: Casefile, account: str) -> Iterable[Order]:
    pending = file.pending
    if pending is not None and _rested_on(file, account, pending.proposal.about):
        yield Order(OrderKind.REOPEN, about=pending.proposal.id)
    for letter in file.standing_warnings:
        if letter.form is WarningForm.LETTER and _rested_on(file, account, letter.about):
            yield Order(OrderKind.REOPEN, about=letter.id)
    for restriction in file.restrictions:
        if restriction.lifted_at is None and _rested_on(file, account, restriction.began.about):
            yield from _restriction(office, restriction)


def _restriction(office: Office, restriction: Restriction) -> Iterable[Order]:
    """The restriction stands until a person decides; the owner of its reviews is shown that its ground has gone."""
    yield Order(OrderKind.REOPEN, about=restriction.id)
    casework = office.named(restriction.began.pack).casework
    if casework is not None:
        owner, clause = casework.review.owner, casework.review.clause
        yield Order(OrderKind.ALARM, post=owner, label=Alarm.GROUND_GONE, about=restriction.id, clause=clause)


def _rested_on(file: Casefile, account: str, about: tuple[str, ...]) -> bool:
    """It named something that account did, or nothing is left that says who the person is."""
    left = replace(file, links={**file.links, account: Assurance.NONE})
    return not verified(left) or any(i.account == account for i in relied(file, about))
