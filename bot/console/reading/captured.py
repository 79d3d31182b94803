"""What was kept of a comment besides its words, what later looks showed, and who looked at it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlmodel import Session, col, select

from bot.console.reading.lookup import decoded
from bot.evidence.capture.gather import ABOUT, MEDIUM
from bot.store.capture_tables import CaptureRow
from bot.store.tables import Content, Entry
from rules.model.evidence import EntryKind

_JSON = ("author", "thread", "times", "edits")


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or file: its number, and what the record says about it. `about` is empty once it was erased."""

    number: int
    about: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """A later look: when, and what was seen on the platform and on record."""

    at: str
    on_platform: str
    on_record: str


@dataclass(frozen=True, slots=True)
class Captured:
    """`row` is None where nobody asked for a capture. `facts`: author, thread, times and versions as they were then.

    `why_without`: the words of whoever said that it goes on without; `viewed`: (when, staff id), the latest first.
    """

    row: CaptureRow | None
    facts: dict[str, Any] = field(default_factory=dict)
    media: Sequence[Medium] = ()
    looks: Sequence[Looked] = ()
    why_without: str = ""
    viewed: Sequence[tuple[str, str]] = ()


def captured(session: Session, interaction_id: str) -> Captured:
    """Everything but the media themselves."""
    row = session.get(CaptureRow, interaction_id)
    fields = _fields(session, interaction_id)
    reason = session.get(Content, (row.without_seq, "reason")) if row and row.without_seq else None
    return Captured(
        row,
        {name: msgspec.json.decode(fields[name]) for name in _JSON if name in fields},
        [_medium(name, value) for name, value in fields.items() if name.endswith(ABOUT)],
        [
            Looked(entry.at, data["on_platform"], data["on_record"])
            for entry, data in _entries(session, interaction_id, EntryKind.STATE_SEEN)
        ],
        decoded(reason.value) if reason else "",
        [(entry.at, str(data["by"])) for entry, data in _entries(session, interaction_id, EntryKind.VIEWED)][::-1],
    )


def medium(session: Session, interaction_id: str, number: int) -> bytes | None:
    """The bytes of one picture or file, as they came; None where it is not kept."""
    chosen = select(Content.value).where(Content.owner == interaction_id, Content.field == f"{MEDIUM}{number}")
    value = session.exec(chosen).first()
    return None if value is None else bytes(value)


def _fields(session: Session, interaction_id: str) -> dict[str, bytes]:
    """The private fields of its *captured* entries without the media, which may be large; media by their numbers."""
    chosen = (
        select(Content.field, Content.value)
        .join(Entry, col(Entry.seq) == col(Content.seq))
        .where(
            Content.owner == interaction_id,
            Entry.kind == EntryKind.CAPTURED.value,
            col(Content.field).in_(_JSON) | col(Content.field).like(f"{MEDIUM}%{ABOUT}"),
        )
        .order_by(col(Content.seq), col(Content.field))
    )
    return {name: bytes(value) for name, value in session.exec(chosen)}


def _medium(name: str, value: bytes) -> Medium:
    return Medium(int(name.removeprefix(MEDIUM).removesuffix(ABOUT)), msgspec.json.decode(value))


def _entries(session: Session, interaction_id: str, kind: EntryKind) -> list[tuple[Entry, dict[str, Any]]]:
    chosen = select(Entry).where(Entry.item == interaction_id, Entry.kind == kind.value).order_by(col(Entry.seq))
    return [(entry, msgspec.json.decode(entry.body)["data"]) for entry in session.exec(chosen)]
