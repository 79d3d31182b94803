"""Everything on record about somebody: entries, private fields, payloads, and what of it a person must weigh first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from bot.evidence.erasure.target import target
from bot.rights.subject.above import ABOVE, Above, above
from bot.rights.subject.kinds import WHOLE, Kind, given
from bot.rights.subject.others import names_others
from bot.rights.subject.whose import Subject, names
from bot.store.within import rows_within
from rules.model.evidence import EntryKind

_ENTRIES = "SELECT seq, at, kind, item, body FROM entry WHERE item IN :values ORDER BY seq"
_BY_SEQ = "SELECT seq, at, kind, item, body FROM entry WHERE seq IN :values ORDER BY seq"
_FIELDS = "SELECT seq, field, owner, salt, value FROM content WHERE owner IN :values"
_OF_SEQ = "SELECT seq, field, owner, salt, value FROM content WHERE seq IN :values AND field = 'text'"
_HOLDS = "SELECT id FROM legal_hold WHERE about IN :values"
_REPLIES = (
    "SELECT o.text_seq, o.account_id FROM interaction i JOIN interaction o ON o.channel = i.channel AND o.parent = i.ref"
    " WHERE i.id IN :values"
)
_PAYLOADS = "SELECT n, body FROM payload WHERE n IN :values AND state <> 'erased' ORDER BY n"
_SIBLINGS = "SELECT payload_n, account_id FROM interaction WHERE payload_n IN :values"
_SENT = "SELECT id, case_id FROM letter WHERE case_id IN :values AND state = 'sent'"
_SAID = "SELECT id, state, simulate, proposed_by FROM action WHERE interaction_id IN :values"
_SHARED = "SELECT case_id, account_id FROM case_account WHERE case_id IN :values"
_ELSEWHERE = {
    "sqlite": text("SELECT seq, field, owner, salt, value FROM content WHERE field NOT IN ('source', 'thread')"
                   " AND instr(value, :needle) > 0"),
    "postgresql": text("SELECT seq, field, owner, salt, value FROM content WHERE field NOT IN ('source', 'thread')"
                       " AND position(CAST(:needle AS bytea) IN value) > 0"),
}  # fmt: skip
_STAFF_ID = re.compile(rb'"(s_[0-9a-f]{16})"')
_WENT_OUT = frozenset({"done", "confirmed", "unconfirmed", "drifted", "unknown"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, with its canonical body."""

    seq: int
    at: str
    kind: str
    item: str | None
    body: bytes

    @property
    def data(self) -> dict[str, Any]:
        """Codes and opaque ids."""
        found: dict[str, Any] = msgspec.json.decode(self.body)["data"]
        return found

    @property
    def fields(self) -> list[str]:
        """Names of its private fields, erased or not."""
        return list(msgspec.json.decode(self.body)["commit"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A private field, a payload (`seq` 0), a member of staff (`seq` 0) or a whole entry (`field` empty).

    `kind` says why a person weighs it; None: nobody has to.
    """

    seq: int
    field: str
    owner: str
    kind: Kind | None
    value: bytes = b""
    salt: bytes = b""

    @property
    def key(self) -> tuple[int, str]:
        return self.seq, self.field


@dataclass(slots=True)
class Held:
    """All of it. `elsewhere`: entries about others in which something stands about them; of these only that is theirs.
    `staff`: ids of those who acted.
    """

    whose: Subject
    comments: tuple[str, ...]
    cases: tuple[str, ...]
    entries: dict[int, Entry] = field(default_factory=dict)
    elsewhere: dict[int, Entry] = field(default_factory=dict)
    pieces: dict[tuple[int, str], Piece] = field(default_factory=dict)
    staff: set[str] = field(default_factory=set)

    def add(self, pieces: Iterable[Piece]) -> None:
        """What is there already stays as it is."""
        for one in pieces:
            self.pieces.setdefault(one.key, one)

    @property
    def to_weigh(self) -> list[Piece]:
        """In the order of the record."""
        return sorted((one for one in self.pieces.values() if one.kind), key=lambda one: one.key)


def gather(tx: Connection, whose: Subject, but: str = "") -> Held:
    """Look everywhere. Nothing is written. `but`: the request itself, whose own weighing is not weighed again."""
    about = [target(tx, account) for account in whose.accounts]
    comments = tuple(dict.fromkeys(one for each in about for one in each.comments))
    cases = tuple(dict.fromkeys(one for each in about for one in (*each.cases, *each.kept)))
    held = Held(whose, comments, cases)
    items = [*whose.accounts, *comments, *cases]
    held.entries = {row.seq: _entry(row) for row in rows_within(tx, _ENTRIES, items) if _hers(row, whose, but)}
    _wholes(tx, held, items)
    words_above = above(tx, comments, whose.accounts)
    held.add(_fields(tx, held, items, words_above))
    held.add(_payloads(tx, held, [n for each in about for n in each.payloads], words_above))
    held.add(_others(tx, held))
    held.staff = _staff(tx, held)
    held.add(Piece(0, one, whose.accounts[0], Kind.STAFF) for one in sorted(held.staff))
    return held


def _entry(row: Any) -> Entry:
    return Entry(row.seq, row.at, row.kind, row.item, bytes(row.body))


def _hers(row: Any, whose: Subject, but: str) -> bool:
    """A fact about another account in a case that is about several people is not hers."""
    if row.kind not in {EntryKind.CASE_FACT, EntryKind.DISCLOSURE}:
        return True
    data = msgspec.json.decode(bytes(row.body))["data"]
    if row.kind == EntryKind.DISCLOSURE:
        return bool(data["request"] != but)
    about = data["fact"].get("account")
    return about is None or about in whose.accounts


def _wholes(tx: Connection, held: Held, items: list[str]) -> None:
    """Entries that are weighed whole."""
    holds = [row.id for row in rows_within(tx, _HOLDS, items)]
    for row in rows_within(tx, _ENTRIES, holds):
        held.entries[row.seq] = _entry(row)
        held.add([Piece(row.seq, "", held.whose.accounts[0], Kind.HOLD)])
    for entry in list(held.entries.values()):
        if entry.kind == EntryKind.CASE_FACT and entry.data["kind"] == "PoliceConsidered":
            held.add([Piece(entry.seq, "", str(entry.item), Kind.POLICE)])


def _fields(tx: Connection, held: Held, items: list[str], words_above: Above) -> Iterator[Piece]:
    """Private fields of entries about them."""
    judge = _Judge(tx, held, words_above)
    for row in [*rows_within(tx, _FIELDS, items), *rows_within(tx, _FIELDS, _hold_ids(held))]:
        entry = held.entries.get(row.seq)
        if entry is None:
            continue
        whole = held.pieces.get((row.seq, ""))
        kind = None if whole and whole.kind in WHOLE else judge.kind(entry, row.field, bytes(row.value))
        yield Piece(row.seq, row.field, row.owner, kind, bytes(row.value), bytes(row.salt))


def _hold_ids(held: Held) -> list[str]:
    return [str(one.item) for one in held.entries.values() if one.kind == EntryKind.HOLD]


class _Judge:
    """Why a private field of an entry about them must be weighed, if it must."""

    def __init__(self, tx: Connection, held: Held, words_above: Above) -> None:
        self._tx, self._mine, self._above = tx, held.whose.accounts, words_above
        mine = self._mine
        self._customer = held.whose.customer
        self._shared = {row.case_id for row in rows_within(tx, _SHARED, held.cases) if row.account_id not in mine}
        self._sent = {row.id for row in rows_within(tx, _SENT, held.cases) if row.case_id not in self._shared}
        self._said = {
            row.id for row in rows_within(tx, _SAID, held.comments)
            if row.proposed_by is None or (row.state in _WENT_OUT and not row.simulate)
        }  # fmt: skip

    def kind(self, entry: Entry, name: str, value: bytes) -> Kind | None:
        if entry.kind == EntryKind.HEARD and name == ABOVE:
            return None if entry.item in self._above.proven else Kind.OTHERS
        if entry.kind == EntryKind.HEARD and name == "source":
            return Kind.PAYLOAD if self._leads_to_others(value) else None
        if entry.kind == EntryKind.IDENTITY and name == "customer":
            return None if self._customer and entry.data["customer"] == self._customer else Kind.NOTE
        if entry.kind == EntryKind.LETTER:
            return None if entry.data["letter"] in self._sent else Kind.LETTER
        if entry.kind == EntryKind.PLANNED and name == "say":
            return None if entry.data["action"] in self._said else Kind.NOTE
        return None if given(entry.kind, name) else Kind.NOTE

    def _leads_to_others(self, source: bytes) -> bool:
        """All in it is about the author, but whose thread it stands in."""
        thread = msgspec.json.encode({"root": msgspec.json.decode(source).get("root")})
        return names_others(self._tx, thread, self._mine, self._above.ours)


def _payloads(tx: Connection, held: Held, numbers: list[int], words_above: Above) -> Iterator[Piece]:
    """The bytes as received: theirs, unless somebody else is named in them, or speaks."""
    mine = held.whose.accounts
    mixed = {row.payload_n for row in rows_within(tx, _SIBLINGS, numbers) if row.account_id not in mine}
    heard = [entry for entry in held.entries.values() if entry.kind == EntryKind.HEARD]
    first = {entry.data.get("payload"): entry.item for entry in heard}
    mixed |= {one.data.get("payload") for one in heard if ABOVE in one.fields and one.item not in words_above.proven}
    for row in rows_within(tx, _PAYLOADS, numbers):
        body = bytes(row.body)
        kind = Kind.PAYLOAD if row.n in mixed or names_others(tx, body, mine) else None
        yield Piece(0, f"payload:{row.n}", str(first.get(row.n) or mine[0]), kind, body)


def _others(tx: Connection, held: Held) -> Iterator[Piece]:
    """What others said to them, and wherever else their names stand."""
    replies = [
        row.text_seq for row in rows_within(tx, _REPLIES, held.comments) if row.account_id not in held.whose.accounts
    ]
    found = [(Kind.OTHERS, row) for row in rows_within(tx, _OF_SEQ, replies)]
    for name in names(tx, held.whose):
        found += [(Kind.ELSEWHERE, row) for row in tx.execute(_ELSEWHERE[tx.dialect.name], {"needle": name})]
    missing = {row.seq for _, row in found} - set(held.entries)
    held.elsewhere = {row.seq: _entry(row) for row in rows_within(tx, _BY_SEQ, sorted(missing))}
    for kind, row in found:
        yield Piece(row.seq, row.field, str(row.owner or ""), kind, bytes(row.value), bytes(row.salt))


def _staff(tx: Connection, held: Held) -> set[str]:
    seen = {found.decode() for entry in held.entries.values() for found in _STAFF_ID.findall(entry.body)}
    return {row.id for row in rows_within(tx, "SELECT id FROM staff WHERE id IN :values", sorted(seen))}
