"""Link rows and their entries. Who linked, how sure, until when: codes and ids; how and on what evidence: private fields."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.cases.load import case_of_account
from bot.cases.room import Done
from bot.desk.sitting import Refused, Sitting
from bot.evidence.append import Draft, append
from bot.people.links import identities
from bot.store.case_tables import CustomerRow, LinkRow
from bot.store.ids import new_id, stamp
from rules.model.account import Assurance
from rules.model.evidence import EntryKind

if TYPE_CHECKING:
    from bot.people.linking import Check

MANUAL = "manual_check"
"""The only method there is yet; what exactly was done is a private field."""


def customer(sitting: Sitting, ref: str) -> str:
    """Our own id of the customer with this reference."""
    row = sitting.session.exec(select(CustomerRow).where(CustomerRow.ref == ref)).first()
    if row is None:
        row = CustomerRow(id=new_id("k"), ref=ref, created_at=sitting.at)
        sitting.session.add(row)
        sitting.session.flush()
    return row.id


def must_be_free(sitting: Sitting, accounts: Sequence[str], customer_id: str) -> None:
    """Raises Refused where somebody has confirmed that an account is another customer's."""
    for account, known in identities(sitting.tx, accounts, sitting.now).items():
        if known.customer != customer_id and known.assurance is Assurance.VERIFIED:
            raise Refused(f"The account {account} is linked to somebody else: take that link back first.")


def must_hold(sitting: Sitting, row: LinkRow) -> None:
    """Raises Refused where a later link to another customer stands: nobody is two people, and the last link would count."""
    sitting.session.flush()
    known = identities(sitting.tx, [row.account_id], sitting.now).get(row.account_id)
    if known is None or known.customer != row.customer_id:
        raise Refused(
            f"The account {row.account_id} is linked to another customer, too, or this link has run out:"
            " take its links back (person unlink) and link it anew."
        )


def until_confirmed(wanted: Assurance, *, second: bool) -> Assurance:
    """What a link is now: where a second person is needed, only claimed."""
    return Assurance.CLAIMED if second and wanted is Assurance.VERIFIED else wanted


def add(
    sitting: Sitting, account_id: str, customer_id: str, check: "Check", held: Assurance, *, second: bool
) -> LinkRow:
    """The row and its entry."""
    documented = bool(check.method.strip() and check.evidence.strip())
    row = LinkRow(
        id=new_id("il"),
        account_id=account_id,
        customer_id=customer_id,
        assurance=held.value,
        method=MANUAL if documented else "",
        linked_by=sitting.staff.id,
        at=sitting.at,
        expires_at=stamp(check.expires) if check.expires else None,
        high_impact=second,
    )
    private = {"customer": check.customer, "evidence": check.evidence, "method": check.method}
    seq = _entry(sitting, row, "linked", private)
    row.evidence_seq = seq if documented else None
    sitting.session.add(row)
    sitting.session.flush()
    return row


def confirmed(sitting: Sitting, row: LinkRow, evidence: str) -> None:
    """A second person says so too."""
    row.assurance, row.confirmed_by, row.confirmed_at = Assurance.VERIFIED.value, sitting.staff.id, sitting.at
    sitting.session.add(row)
    _entry(sitting, row, "confirmed", {"evidence": evidence})


def taken_back(sitting: Sitting, row: LinkRow, reason: str) -> None:
    """It counts no more; the row stays."""
    row.taken_back_at, row.taken_back_by = sitting.at, sitting.staff.id
    sitting.session.add(row)
    _entry(sitting, row, "taken_back", {"reason": reason})


def standing(sitting: Sitting, account_id: str) -> list[LinkRow]:
    """Links of an account that nobody has taken back."""
    chosen = select(LinkRow).where(LinkRow.account_id == account_id, col(LinkRow.taken_back_at).is_(None))
    return list(sitting.session.exec(chosen.order_by(LinkRow.at, LinkRow.id)))


def case_of(sitting: Sitting, account_id: str) -> str | None:
    """The case the account is in."""
    return case_of_account(sitting.tx, account_id)


def told(done: Done, made: Sequence[LinkRow], why: str) -> Done:
    """What the deed answers, with the links it was about."""
    return replace(done, why=why or done.why, ids=(*done.ids, *(row.id for row in made)))


def _entry(sitting: Sitting, row: LinkRow, what: str, private: dict[str, str]) -> int:
    data = {
        "account": row.account_id,
        "assurance": row.assurance,
        "by": sitting.staff.id,
        "customer": row.customer_id,
        "expires": row.expires_at,
        "high_impact": row.high_impact,
        "link": row.id,
        "what": what,
    }
    sealed = {name: text.encode("utf-8", "surrogatepass") for name, text in private.items() if text}
    return append(sitting.tx, [Draft(EntryKind.IDENTITY, row.account_id, data, sealed)], sitting.at)[0].seq
