"""What an erasure takes: all that stands about a comment, an account, a case or an unreadable payload, as ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, text

from bot.store.within import rows_within

_VERSIONS = (
    "SELECT DISTINCT o.id, o.payload_n FROM interaction i JOIN interaction o ON o.channel = i.channel AND o.ref = i.ref"
    " WHERE i.id IN :values ORDER BY o.id"
)
_CAME_IN = text("SELECT id FROM interaction WHERE payload_n = :n AND ref NOT LIKE 'erased:%' ORDER BY id")
_SAID = text("SELECT id FROM interaction WHERE account_id = :id ORDER BY id")
_GONE = "SELECT body FROM entry WHERE kind = 'removed_by_author' AND item IN :values"
_CASES = text(
    "SELECT DISTINCT c.id FROM case_account a JOIN case_file c ON c.id = a.case_id OR c.joined_into = a.case_id"
    " WHERE a.account_id = :id ORDER BY c.id"
)
_OTHERS = text(
    "SELECT r.ref FROM case_account a JOIN account r ON r.id = a.account_id"
    " WHERE a.case_id = :case AND a.account_id <> :id AND a.left_at IS NULL"
)
_CUSTOMERS = text(
    "SELECT DISTINCT l.customer_id FROM identity_link l WHERE l.account_id = :id AND NOT EXISTS (SELECT 1 FROM"
    " identity_link o JOIN account r ON r.id = o.account_id WHERE o.customer_id = l.customer_id"
    " AND o.account_id <> :id AND r.ref NOT LIKE 'erased:%')"
)
_KNOWN = {
    "u_": text("SELECT 1 FROM account WHERE id = :id"),
    "i_": text("SELECT 1 FROM interaction WHERE id = :id"),
    "c_": text("SELECT 1 FROM case_file WHERE id = :id"),
}
_PAYLOAD = text("SELECT 1 FROM payload WHERE n = :n")


class NothingSuch(LookupError):
    """Nothing on record has this id; the text says so in one line."""


@dataclass(frozen=True, slots=True)
class Target:
    """Ids of what goes. `kept`: cases that also are about accounts that stay, so that their letters and notes stay too."""

    about: str
    comments: tuple[str, ...] = ()
    payloads: tuple[int, ...] = ()
    accounts: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    kept: tuple[str, ...] = field(default=())

    @property
    def owners(self) -> list[str]:
        """What private fields are filed under."""
        unread = [f"payload:{n}" for n in self.payloads]
        return [*self.comments, *self.accounts, *self.cases, *unread]


def target(tx: Connection, about: str) -> Target:
    """By the id of a comment (with its other versions), account (with all it said), or case, or `payload:N` with all that
    came in it.

    Raises NothingSuch.
    """
    if about.startswith("payload:"):
        number = about.removeprefix("payload:")
        if not number.isdecimal() or tx.execute(_PAYLOAD, {"n": int(number)}).first() is None:
            raise NothingSuch(f"there is no payload {number[:20]}")
        comments, payloads = _said(tx, tx.execute(_CAME_IN, {"n": int(number)}).scalars().all())
        return Target(about, comments, tuple(sorted({int(number), *payloads})))
    known = _KNOWN.get(about[:2])
    if known is None or tx.execute(known, {"id": about}).first() is None:
        raise NothingSuch(f"nothing on record is called '{about[:60]}': give the id of a comment, an account or a case")
    if about.startswith("i_"):
        comments, payloads = _said(tx, [about])
        return Target(about, comments, payloads)
    if about.startswith("c_"):
        return Target(about, cases=(about,))
    return _person(tx, about)


def _person(tx: Connection, account: str) -> Target:
    comments, payloads = _said(tx, tx.execute(_SAID, {"id": account}).scalars().all())
    cases = list(tx.execute(_CASES, {"id": account}).scalars())
    kept = [case for case in cases if _about_others(tx, case, account)]
    gone = tuple(case for case in cases if case not in kept)
    return Target(account, comments, payloads, (account,), gone, customers(tx, account), tuple(kept))


def customers(tx: Connection, account: str) -> tuple[str, ...]:
    """Those of whom no other account is left."""
    return tuple(tx.execute(_CUSTOMERS, {"id": account}).scalars())


def _about_others(tx: Connection, case: str, account: str) -> bool:
    refs = tx.execute(_OTHERS, {"case": case, "id": account}).scalars()
    return any(not ref.startswith("erased:") for ref in refs)


def _said(tx: Connection, comments: Iterable[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """All versions of these comments, and the payloads they and their removals came in."""
    rows = rows_within(tx, _VERSIONS, list(comments))
    ids = tuple(row.id for row in rows)
    payloads = {row.payload_n for row in rows}
    for row in rows_within(tx, _GONE, ids):
        payloads.add(int(msgspec.json.decode(bytes(row.body))["data"]["payload"]))
    return ids, tuple(sorted(payloads))
