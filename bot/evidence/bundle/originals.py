"""What the entries of a case stand for: each private field as a file of its own, and the payloads as they were received."""

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection

from bot.evidence.bundle.scope import Kept, Scope
from bot.evidence.bundle.unnamed import Unnamed, unnamed
from bot.store.within import rows_within
from rules.model.evidence import EntryKind

ERASED, WITHHELD = "erased", "withheld"
_FIELDS = "SELECT seq, field, salt, value FROM content WHERE seq IN :values ORDER BY seq, field"
_PAYLOADS = "SELECT n, body, state FROM payload WHERE n IN :values"
_SAID_TOGETHER = "SELECT payload_n, id FROM interaction WHERE payload_n IN :values"
_SIGNS = (
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"RIFF", ".webp"),
    (b"%PDF", ".pdf"),
    (b"{", ".json"),
    (b"[", ".json"),
)
_WRITTEN = frozenset({".html", ".pdf", ".docx", ".odt", ".rtf", ".txt"})
"""Endings that letters have. Media get one by what they are, never by what their sender called them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One private field: its file and salt, or why it is not there (`state`: shown, erased, withheld)."""

    state: str
    file: str = ""
    salt: str = ""
    value: bytes = b""


@dataclass(slots=True)
class Originals:
    """By entry: private fields, and the file (or state) of the payload a comment came in. `files` by their name.

    `unnamed`: the staff who are not named in it.
    """

    unnamed: Unnamed
    fields: dict[int, dict[str, Field]] = field(default_factory=dict)
    payloads: dict[int, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def words(self, seq: int, name: str) -> str | None:
        """A private field as text; None where it is not there."""
        found = self.fields.get(seq, {}).get(name)
        return found.value.decode("utf-8", "surrogatepass") if found and found.state == "shown" else None


def originals(tx: Connection, scope: Scope) -> Originals:
    """What is committed to and not there has been erased."""
    made = Originals(unnamed(tx, scope))
    rows: dict[int, dict[str, Any]] = {}
    for row in rows_within(tx, _FIELDS, [one.seq for one in scope.entries]):
        rows.setdefault(row.seq, {})[row.field] = row
    for one in scope.entries:
        there = rows.get(one.seq, {})
        made.fields[one.seq] = {name: _field(made, one, name, there.get(name)) for name in one.commit}
    _payloads(tx, scope, made)
    return made


def _field(made: Originals, one: Kept, name: str, row: Any) -> Field:
    value = b"" if row is None else bytes(row.value)
    if (row is not None or one.kind == EntryKind.STAFF) and made.unnamed.keeps_back(one, name, value):
        return Field(WITHHELD)
    if row is None:
        return Field(ERASED)
    file = f"originals/{one.seq:012}/{_called(name, value)}"
    made.files[file] = value
    return Field("shown", file, bytes(row.salt).hex(), value)


def _called(name: str, value: bytes) -> str:
    """The field's name with an ending that says what it is."""
    if PurePath(name).suffix.lower() in _WRITTEN:
        return name
    if value[4:8] == b"ftyp":
        return f"{name}.mp4"
    ending = next((ending for sign, ending in _SIGNS if value.startswith(sign)), "")
    if name in {"text", "parent_text", "say", "reason", "note"} or (not ending and _is_text(value)):
        return f"{name}.txt"
    return f"{name}{ending or '.bin'}"


def _is_text(value: bytes) -> bool:
    try:
        return b"\x00" not in value and bool(value.decode("utf-8", "surrogatepass") or True)
    except UnicodeDecodeError:
        return False


def _payloads(tx: Connection, scope: Scope, made: Originals) -> None:
    """A payload that also holds what others said stays with the landlord; its digest is in the comment's `source`."""
    heard = {one.seq: int(one.data.get("payload", 0)) for one in scope.entries if one.kind == EntryKind.HEARD}
    shared = {
        row.payload_n for row in rows_within(tx, _SAID_TOGETHER, list(heard.values())) if row.id not in scope.comments
    }
    bodies = {row.n: row for row in rows_within(tx, _PAYLOADS, list(heard.values()))}
    for seq, n in heard.items():
        source = made.fields[seq].get("source")
        if source is None or n not in bodies:
            continue
        if source.state != "shown" or bodies[n].state == ERASED:
            made.payloads[seq] = ERASED
        elif n in shared or made.unnamed.keeps_back_payload(bytes(bodies[n].body), made.words(seq, "text")):
            made.payloads[seq] = WITHHELD
        else:
            body = bytes(bodies[n].body)
            made.payloads[seq] = f"originals/{seq:012}/{_called('payload', body)}"
            made.files[made.payloads[seq]] = body
