"""Staff whom a person said not to name to this person, for their safety, and what of a bundle stays back because of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.evidence.bundle.scope import Kept, Scope
from bot.evidence.erasure.answers import COPY
from bot.rights.subject.nameless import Nameless, called, unmarked
from bot.rights.subject.others import texts
from bot.store.within import rows_within
from rules.model.disclosure import Weighed
from rules.model.evidence import EntryKind

_LINKED = "SELECT customer_id AS id FROM identity_link WHERE account_id IN :values"
_TOO = "SELECT account_id AS id FROM identity_link WHERE customer_id IN :values"
_WEIGHED = (
    "SELECT w.field, w.state FROM weighing w JOIN subject_request r ON r.id = w.request_id WHERE w.kind = 'staff'"
    " AND w.weighed_by IS NOT NULL AND r.about IN :values ORDER BY w.weighed_at, r.opened_at, r.id"
)
_THEIRS = frozenset({EntryKind.HEARD, EntryKind.CAPTURED})
"""What the person said themselves: whoever they name in it, they know already."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """`ids` of staff; `names` knows what they are and were called."""

    ids: frozenset[str]
    names: Nameless

    def keeps_back(self, one: Kept, name: str, value: bytes) -> bool:
        """Whether a private field stays with the landlord. A bundle for an Ombudsman reaches the person it is about."""
        if one.kind == EntryKind.DISCLOSURE or (one.kind == EntryKind.EXPORTED and name == "checked"):
            return True  # of her request: why somebody is not named, the very words left out, how it was known who asks
        if one.kind == EntryKind.STAFF:
            return name == "login" or (name == "name" and one.item in self.ids)
        return bool(self.ids) and (one.kind not in _THEIRS or name == COPY) and self._in(value)

    def keeps_back_payload(self, body: bytes, said: str | None) -> bool:
        """Whether they are named in what came with a comment, outside of what its author said."""
        return bool(self.ids) and any(self.names(one) != one for one in texts(body) if one != said)

    def _in(self, value: bytes) -> bool:
        """In doubt yes: nobody can look for a name in what is no text (a letter as PDF)."""
        try:
            text = value.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return True
        if "\x00" in text or text.startswith("%PDF"):
            return True
        read = unmarked(text)
        return self.names(text) != text or self.names(read) != read


def unnamed(tx: Connection, scope: Scope) -> Unnamed:
    """The last word of a person counts, said of any account or customer record of the people in this case."""
    customer = scope.case.row.customer_id
    customers = {*([customer] if customer else []), *_ids(tx, _LINKED, scope.accounts)}
    about = {*scope.accounts, *customers, *_ids(tx, _TOO, customers)}
    last = {row.field: row.state for row in rows_within(tx, _WEIGHED, sorted(about))}
    ids = sorted(staff for staff, state in last.items() if state == Weighed.WITHHELD)
    return Unnamed(frozenset(ids), Nameless(called(tx, ids)))


def _ids(tx: Connection, sql: str, values: Iterable[str]) -> set[str]:
    return {row.id for row in rows_within(tx, sql, sorted(values)) if row.id}
