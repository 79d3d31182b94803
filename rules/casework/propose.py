"""A person proposes a restriction. The software never does; it shows whether the way is open, and what stands in it."""

from datetime import datetime

from rules.casework.conditions import unmet
from rules.casework.office import Office
from rules.casework.posts import FORMAL_WORK, in_post, in_role
from rules.casework.quorum import label, named, quorum_for, seats
from rules.casework.sentences import refusal, refused
from rules.casework.sitting import Sitting, sit
from rules.casework.terms import Terms, is_longer, months_of, of_deed, review_months_of
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import Propose
from rules.model.case.facts import Proposed
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import OrderKind, Person, Unmet


def propose(office: Office, file: Casefile, deed: Propose, now: datetime) -> Verdict:
    """Propose a restriction: refused with every unmet condition, else put before the quorum. It replaces the one before."""
    sitting = sit(office, file, now)
    if sitting is None:
        return refused(refusal(Unmet.NO_FORMAL_ROUTE))
    terms = of_deed(deed)
    found = [*may_propose(sitting, deed.by), *unmet(sitting, terms)]
    return refused(*found) if found else before_the_quorum(sitting, deed.id, deed.by, terms)


def may_propose(sitting: Sitting, by: Person) -> list[Refusal]:
    """WRONG_POST unless the policy names the post, or names none and the post does formal work."""
    named_posts = sitting.casework.proposers
    if named_posts:
        return in_post(sitting.office, sitting.pack, by, named_posts)
    return in_role(sitting.office, sitting.pack, by, FORMAL_WORK)


def before_the_quorum(
    sitting: Sitting, proposal: str, by: Person, terms: Terms, involved: frozenset[str] = frozenset()
) -> Verdict:
    """The terms, filled in from the policy, with the orders that ask for agreement. Terms must have been found in order."""
    casework, pack = sitting.casework, sitting.pack
    months = months_of(casework, terms.months) or 0
    fact = Proposed(
        id=proposal,
        at=sitting.now,
        by=by,
        pack=pack.id,
        version=pack.version,
        restriction=terms.restriction,
        about=terms.about,
        months=months,
        review_months=review_months_of(casework, terms.review_months, months),
        longer=is_longer(casework, months),
        checked=terms.checked,
        exemption=terms.exemption,
        involved=involved,
    )
    return Verdict((fact,), (*_ask(sitting, fact), *ask_longer(sitting, proposal, wanted=fact.longer)))


def _ask(sitting: Sitting, fact: Proposed) -> tuple[Order, ...]:
    quorum = quorum_for(sitting.casework, fact.restriction)
    if quorum is None:
        return ()
    whole = label(sitting.office, sitting.pack, quorum)
    return (Order(OrderKind.ASK_APPROVAL, post=whole, about=fact.id, clause=quorum.clause),)


def ask_longer(sitting: Sitting, about: str, *, wanted: bool) -> tuple[Order, ...]:
    """The agreement to a longer period, beside that of the quorum: who must agree, and who signs."""
    longer = sitting.casework.duration.longer
    if longer is None or not wanted:
        return ()
    whose = f"{named(seats([longer.agree]))}, then {' or '.join(longer.sign)}"
    return (Order(OrderKind.ASK_LONGER, post=whose, about=about, clause=longer.clause),)
