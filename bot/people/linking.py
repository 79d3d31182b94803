"""Saying whose account it is, confirming it as a second person, and taking it back. Only staff do; nothing is guessed.

Only a documented check by a person makes a link `verified`. Where a mistake would weigh heavily (`needs_second`), it is
claimed until somebody else confirms it. The reference, the method and the evidence of the check are private fields.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.cases.room import CaseRoom, Done, NotMet
from bot.desk.sitting import Refused, Sitting, worded
from bot.people import rows
from bot.people.into_case import into_cases, involved, leave_others
from bot.staff.rights import Right, Staff
from bot.store.case_tables import LinkRow
from bot.store.tables import AccountRow
from rules.identity.links import needs_second
from rules.model.account import Assurance
from rules.model.case.deeds import Unlink


@dataclass(frozen=True, slots=True)
class Check:
    """A documented check in a private channel. `customer` is the landlord's own reference."""

    customer: str
    method: str
    evidence: str
    assurance: Assurance = Assurance.VERIFIED
    expires: datetime | None = None
    high_impact: bool = False


def link(room: CaseRoom, staff: Staff, accounts: Sequence[str], check: Check, post: str = "") -> Done:
    """These accounts are this customer's, by this check. Their cases become one once it is verified."""

    def deed(sitting: Sitting) -> Done:
        if check.assurance is Assurance.VERIFIED:
            worded(check.method, "How it was checked (--method)")
            worded(check.evidence, "What the check showed, and where that is documented (--evidence),")
        if check.expires is not None and check.expires <= sitting.now:
            raise Refused("It ends before it begins: give a day to come.")
        people = [one.id for one in _accounts(sitting, accounts)]
        customer = rows.customer(sitting, worded(check.customer, "The customer's reference (--customer)"))
        rows.must_be_free(sitting, people, customer)
        leave_others(room, sitting, customer, people)
        books = [room.book(sitting, case) for case in involved(sitting.tx, customer, people)]
        second = check.high_impact or any(b.case.row.high_impact or needs_second(b.file) for b in books)
        held = rows.until_confirmed(check.assurance, second=second)
        made = [rows.add(sitting, one, customer, check, held, second=second) for one in people]
        done = into_cases(room, sitting, customer, tuple(people), held, post, grave=check.high_impact)
        waits = held is not check.assurance
        return rows.told(done, made, "A second person must confirm it before it counts as verified." if waits else "")

    return _do(room, staff, deed)


def confirm(room: CaseRoom, staff: Staff, link_id: str, evidence: str, post: str = "") -> Done:
    """A second person has checked it too. Never the one who made the link."""

    def deed(sitting: Sitting) -> Done:
        row = sitting.row(LinkRow, link_id, "link")
        seen = worded(evidence, "What you looked at (--evidence)")
        _may_be_confirmed(row, sitting.staff)
        rows.must_be_free(sitting, [row.account_id], row.customer_id)
        rows.confirmed(sitting, row, seen)
        rows.must_hold(sitting, row)
        accounts = (row.account_id,)
        done = into_cases(room, sitting, row.customer_id, accounts, Assurance.VERIFIED, post, grave=False)
        return rows.told(done, [row], "")

    return _do(room, staff, deed)


def unlink(room: CaseRoom, staff: Staff, account: str, reason: str, post: str = "") -> Done:
    """Take back every link of an account. What relied on it is opened again."""

    def deed(sitting: Sitting) -> Done:
        why = worded(reason, "Your reason (--reason)")
        (one,) = _accounts(sitting, [account])
        standing = rows.standing(sitting, one.id)
        if not standing:
            raise Refused("This account is linked to nobody.")
        done = Done(True, "")
        case_id = _case_with(room, sitting, one.id)
        if case_id is not None:  # judged first: afterwards nothing would be there to take back
            deed = partial(Unlink, account=one.id)
            done = room.deed(sitting, case_id, deed, {"reason": why}, post, as_written=True)
        for row in standing:
            rows.taken_back(sitting, row, why)
        return rows.told(done, standing, "")

    return _do(room, staff, deed)


def _case_with(room: CaseRoom, sitting: Sitting, account: str) -> str | None:
    """The case that has this link written in it: one that began after the link ran out knows nothing of it."""
    case_id = rows.case_of(sitting, account)
    known = room.book(sitting, case_id).file.links if case_id else {}
    return case_id if known.get(account, Assurance.NONE) is not Assurance.NONE else None


def _may_be_confirmed(row: LinkRow, staff: Staff) -> None:
    """Raises Refused."""
    if row.taken_back_at is not None:
        raise Refused("This link was taken back.")
    if row.confirmed_by is not None:
        raise Refused("Somebody has confirmed this link already.")
    if row.linked_by == staff.id:
        raise Refused("It takes somebody else: you made this link yourself.")
    if not row.method or row.evidence_seq is None:
        raise Refused("No check was documented for this link: link the account again, with the check.")


def _do(room: CaseRoom, staff: Staff, deed: Callable[[Sitting], Done]) -> Done:
    try:
        with room.sitting(staff, Right.LINK_IDENTITY) as sitting:
            return deed(sitting)
    except Refused as refusal:
        return Done(False, "", str(refusal))
    except NotMet as unmet:
        return Done(False, "", "", unmet.refusals)


def _accounts(sitting: Sitting, names: Sequence[str]) -> list[AccountRow]:
    """Accounts by our id. Raises Refused for one there is not."""
    if not names:
        raise Refused("Which account is it about?")
    return [sitting.row(AccountRow, name, f"account {name}") for name in dict.fromkeys(names)]
