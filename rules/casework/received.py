"""An appeal arrives, by whatever account and however late. It is never refused here: it always reaches a person."""

from datetime import datetime

from rules.calendar import london_date
from rules.casework.appeal import deciders
from rules.casework.dates import decision_due
from rules.casework.decisions import Appealable, about_account, decisions, meant, too_late
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.model.case.casefile import Casefile
from rules.model.case.facts import AppealMade
from rules.model.case.orders import Order, Verdict
from rules.model.case.words import LetterKind, OrderKind
from rules.policy.schema import Pack


def received(office: Office, file: Casefile, ref: str, account: str, at: datetime) -> Verdict:
    """Somebody asked, in the comment `ref`, for a decision to be looked at again. Its own time is day 0 of the answer.

    Which decision is read off the case: one about this account, else one about the case's person, for whom somebody else
    may speak once the person agrees. Raises NoPolicy.
    """
    own = about_account(file, account)
    decision = meant(own or decisions(file))
    waiting = _waiting(file, account, decision)
    made = waiting or _made(office, decision, ref, account, at)
    pack = office.named(decision.pack) if decision else office.on(london_date(at))
    return Verdict(() if waiting else (made,), _orders(office, file, pack, made, unknown=not own))


def known(file: Casefile, ref: str) -> bool:
    """Whether this comment's appeal is in the case already: judged again, it is no second one."""
    return any(one.made.id == _id(ref) for one in file.appeals)


def _id(ref: str) -> str:
    return f"appeal:{ref}"


def _waiting(file: Casefile, account: str, decision: Appealable | None) -> AppealMade | None:
    """The same person's open appeal about the same decision: asking again is no second appeal."""
    about = decision.id if decision else None
    waiting = (one.made for one in file.appeals if one.outcome is None)
    return next((made for made in waiting if made.account == account and made.about == about), None)


def _made(office: Office, decision: Appealable | None, ref: str, account: str, at: datetime) -> AppealMade:
    pack = office.named(decision.pack) if decision else office.on(london_date(at))
    late = decision is not None and too_late(office, decision, at)
    about = decision.id if decision else None
    return AppealMade(_id(ref), at, account, about, late, decision_due(office, pack, at))


def _orders(office: Office, file: Casefile, pack: Pack, made: AppealMade, unknown: bool) -> tuple[Order, ...]:
    whose, clause = deciders(pack)
    decide = Order(OrderKind.ASK_APPEAL_DECISION, post=whose, about=made.id, due=made.due, clause=clause)
    late = Order(OrderKind.LOOK_AT_LATE_APPEAL, post=pack.appeal.sent_to, about=made.id, clause=pack.appeal.clause)
    authority = Order(OrderKind.ASK_AUTHORITY_TO_ACT, post=pack.appeal.sent_to, about=made.id)
    letter = draft(office, file, pack, LetterKind.APPEAL_ACKNOWLEDGEMENT)
    told = Order(OrderKind.SEND_LETTER, post=pack.appeal.sent_to, about=made.id, letter=letter)
    return (decide, *((late,) if made.late else ()), *((authority,) if unknown else ()), told)
