"""Identity links as rows, read: how sure we are, at a moment, that accounts are a certain customer's."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.store.ids import moment
from bot.store.within import rows_within
from rules.identity.links import Link, Unlink, identity
from rules.model.account import Assurance, Identity

_LINKS = (
    "SELECT account_id, customer_id, assurance, method, linked_by, at, expires_at, high_impact, confirmed_by,"
    " taken_back_at, taken_back_by FROM identity_link WHERE account_id IN :values ORDER BY at, id"
)


def identities(tx: Connection, account_ids: Collection[str], now: datetime) -> dict[str, Identity]:
    """Who holds these accounts, as far as we know; accounts without any link are left out. Customers by our own id."""
    found = {account: identity(steps, now) for account, steps in _steps(tx, account_ids).items()}
    return {account: known for account, known in found.items() if known.customer is not None}


def assurances(
    tx: Connection, account_ids: Collection[str], customer_id: str | None, now: datetime, *, second: bool
) -> dict[str, Assurance]:
    """How sure we are that these accounts are this customer's (of whoever holds them, where no customer is known).

    `second`: a second person must have confirmed it.
    """
    known = {account: identity(steps, now, second=second) for account, steps in _steps(tx, account_ids).items()}
    return {account: one.assurance for account, one in known.items() if customer_id in {None, one.customer}}


def _steps(tx: Connection, account_ids: Collection[str]) -> dict[str, list[Link | Unlink]]:
    found: defaultdict[str, list[Link | Unlink]] = defaultdict(list)
    for row in rows_within(tx, _LINKS, list(account_ids)):
        found[row.account_id].append(_link(row))
        if row.taken_back_at is not None:
            found[row.account_id].append(Unlink(row.customer_id, row.taken_back_by, moment(row.taken_back_at)))
    # A link taken back after a later one was made must not undo that one: steps stand in the order they were taken.
    return {account: sorted(steps, key=lambda step: step.at) for account, steps in found.items()}


def _link(row: Any) -> Link:
    return Link(
        row.customer_id,
        Assurance(row.assurance),
        row.method,
        row.linked_by,
        moment(row.at),
        moment(row.expires_at) if row.expires_at else None,
        bool(row.high_impact),
        row.confirmed_by,
    )
