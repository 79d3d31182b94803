"""Who asks: an account, or a customer with the accounts that somebody confirmed as theirs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from bot.desk.sitting import Refused
from bot.people.links import identities
from rules.model.account import Assurance

_ACCOUNT = text("SELECT id FROM account WHERE id = :about")
_CUSTOMER = text("SELECT id FROM customer WHERE id = :about OR ref = :about")
_LINKED = text("SELECT DISTINCT account_id FROM identity_link WHERE customer_id = :id ORDER BY account_id")
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """`about`: the id asked by. `unsure`: accounts said to be theirs that nobody confirmed; they are left out."""

    about: str
    accounts: tuple[str, ...]
    customer: str | None = None
    unsure: tuple[str, ...] = ()


def subject(tx: Connection, about: str, now: datetime) -> Subject:
    """By an account's id, a customer's id, or the landlord's own reference of a customer. Raises Refused."""
    if tx.execute(_ACCOUNT, {"about": about}).first():
        return Subject(about, (about,), _verified(tx, about, now))
    customer = tx.execute(_CUSTOMER, {"about": about}).scalar()
    if customer is None:
        raise Refused(f"Nobody on record is called '{about[:60]}': give an account's id, or a customer's reference.")
    linked = list(tx.execute(_LINKED, {"id": customer}).scalars())
    sure = tuple(one for one in linked if _verified(tx, one, now) == customer)
    if not sure:
        raise Refused(
            "Nobody has confirmed an account of this customer: ask by the account, or confirm whose it is first."
        )
    return Subject(customer, sure, customer, tuple(one for one in linked if one not in sure))


def names(tx: Connection, whose: Subject) -> list[bytes]:
    """Handles and the landlord's reference, long enough to be looked for elsewhere."""
    found = [
        tx.execute(text("SELECT handle FROM account WHERE id = :id"), {"id": one}).scalar() for one in whose.accounts
    ]
    found.append(tx.execute(text("SELECT ref FROM customer WHERE id = :id"), {"id": whose.customer}).scalar())
    long = {one for one in found if one and len(one) >= _LEAST_LETTERS and not one.startswith("erased:")}
    return [one.encode("utf-8", "surrogatepass") for one in sorted(long)]


def _verified(tx: Connection, account: str, now: datetime) -> str | None:
    known = identities(tx, [account], now).get(account)
    return known.customer if known and known.assurance is Assurance.VERIFIED else None
