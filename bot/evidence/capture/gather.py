"""What the store knows of a comment when it is captured. Words of others stand here as the ids of what they said, so that
erasing them reaches them in the one place where they are written.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, text

from adapters.platform import Subject
from bot.clock import Clock
from bot.evidence.capture.whose import whose
from bot.store.clock_source import clock_source
from bot.store.ids import stamp
from rules.model.interaction import Media

ABOUT = ".about"
MEDIUM = "media."
BEFORE = 10
"""So many comments of the thread, said before this one, are named."""

_SAID = text(
    "SELECT i.*, a.ref AS author, a.handle, p.received_at, p.clock FROM interaction i JOIN account a ON a.id = i.account_id"
    " LEFT JOIN payload p ON p.n = i.payload_n WHERE i.id = :id AND i.state <> 'erased'"
)
_FIELDS = text("SELECT field, value FROM content WHERE seq = :seq AND field IN ('source', 'parent_text')")
_KEPT = text("SELECT field FROM content WHERE owner = :id AND field LIKE 'media.%.about'")
_VERSIONS = text(
    "SELECT id, version, at, heard_at, text_seq FROM interaction WHERE channel = :channel AND ref = :ref ORDER BY text_seq"
)
_THREAD = text(
    "SELECT id, text_seq, at FROM interaction WHERE channel = :channel AND (root = :root OR ref = :root) AND at < :at"
    " AND ref <> :ref ORDER BY at DESC, id LIMIT :most"
)
_NAMED = text("SELECT id FROM interaction WHERE channel = :channel AND ref = :ref ORDER BY text_seq DESC LIMIT 1")


@dataclass(frozen=True, slots=True)
class Gathered:
    """`private`: fields of the *captured* entry. `media` as its payload named them; `kept`: the numbers of those that are
    captured already.
    """

    payload: int
    subject: Subject
    private: Mapping[str, bytes]
    media: tuple[Media, ...]
    kept: frozenset[int]
    before: int
    versions: int


def gather(tx: Connection, interaction_id: str, clock: Clock) -> Gathered | None:
    """Everything but the media themselves; None where the comment was erased."""
    said = tx.execute(_SAID, {"id": interaction_id}).first()
    if said is None:
        return None
    fields = {row.field: bytes(row.value) for row in tx.execute(_FIELDS, {"seq": said.text_seq})}
    source = msgspec.json.decode(fields.get("source", b"{}"))
    thread, before = _thread(tx, said, "parent_text" in fields)
    edits = [dict(row) for row in tx.execute(_VERSIONS, {"channel": said.channel, "ref": said.ref}).mappings()]
    private = {
        "author": written({**_author(source), "handle_now": said.handle}),
        "edits": written(edits),
        "thread": written(thread),
        "times": written(
            {
                "platform_at": said.at,
                "received_at": said.received_at,
                "clock": msgspec.json.decode(said.clock) if said.clock else None,
                "captured_at": stamp(clock()),
                "captured_clock": clock_source(clock),
            }
        ),
    }
    if said.permalink:
        private["permalink"] = said.permalink.encode("utf-8", "surrogatepass")
    subject = Subject(said.ref, said.version, said.root, said.author, said.permalink)
    return Gathered(said.payload_n, subject, private, _media(source), _kept(tx, interaction_id), before, len(edits))


def written(thing: Any) -> bytes:
    """JSON in ASCII: half a character survives as its escape."""
    return json.dumps(thing, sort_keys=True, separators=(",", ":")).encode("ascii")


def _author(source: Mapping[str, Any]) -> dict[str, str]:
    return {
        "ref": source.get("author", ""),
        "handle": source.get("handle", ""),
        "display_name": source.get("display_name", ""),
    }


def _media(source: Mapping[str, Any]) -> tuple[Media, ...]:
    return tuple(Media(*one) for one in source.get("media", ()))


def _kept(tx: Connection, interaction_id: str) -> frozenset[int]:
    fields = tx.execute(_KEPT, {"id": interaction_id}).scalars()
    return frozenset(int(field.removeprefix(MEDIUM).removesuffix(ABOUT)) for field in fields)


def _thread(tx: Connection, said: Row[Any], above: bool) -> tuple[dict[str, Any], int]:
    """Parent and root with our own ids where we have them, what was said before, and where the words above it are kept."""
    place = {"channel": said.channel, "root": said.root, "ref": said.ref, "at": said.at, "most": BEFORE}
    before = [dict(row) for row in tx.execute(_THREAD, place).mappings()] if said.root else []
    named = {
        name: {"ref": ref, "interaction": tx.execute(_NAMED, {"channel": said.channel, "ref": ref}).scalar()}
        for name, ref in (("parent", said.parent), ("root", said.root))
        if ref
    }
    kept = {"entry": said.text_seq, "field": "parent_text", "whose": whose(tx, said).value} if above else None
    return {**named, "said_before": before[::-1], "above": kept}, len(before)
