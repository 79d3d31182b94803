"""The one function that appends to the ledger. Writer, console, dispatcher and command line all use it.

Entry format, version 1. `body` is canonical JSON (RFC 8785: keys sorted, no spaces, integers within 2^53, no floats):
    {"at","commit":{field: hex},"data":{codes and integers},"item","kind","prev": hex,"seq","v":1}
`hash` = SHA-256(0x00 || body), which is also the RFC 6962 leaf hash of the entry. `prev` is the hash before it (32 zero
bytes at the start). A personal field is never in the body: `commit` holds SHA-256("doorstep.v1" 0x00 || salt(16) || field
0x00 || value), and `content` holds salt and value, which can be erased without touching the chain.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection

from bot.evidence.canonical import of_struct
from bot.store.database import insert_many
from rules.model.evidence import EntryKind

GENESIS = bytes(32)
SALT_BYTES = 16
_PREFIX = b"doorstep.v1\x00"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be. `data`: codes, opaque ids, integers, lists and objects of them. `private`: personal bytes."""

    kind: EntryKind
    item: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Appended:
    """Where it stands: `content` rows of its private fields have the key (seq, field)."""

    seq: int
    hash: bytes


def append(tx: Connection, drafts: Sequence[Draft], at: str) -> list[Appended]:
    """Append `drafts` in order, inside the caller's write transaction (`Database.write` or `Database.session`).

    `at` is the UTC time written into every entry. Raises `bot.evidence.canonical.NotCanonical` for data that cannot stand in
    evidence: then nothing is appended. State, outbox rows and entries of one transaction commit together.
    """
    seq, prev = head(tx)
    salts = new_salts(sum(len(draft.private) for draft in drafts))
    entries: list[tuple[Any, ...]] = []
    contents: list[tuple[Any, ...]] = []
    done: list[Appended] = []
    for draft in drafts:
        seq += 1
        body, leaf, private = seal(draft, seq, prev, at, salts)
        entries.append((seq, prev, leaf, at, draft.kind.value, draft.item, body))
        contents.extend((seq, name, draft.item, salt, value) for name, salt, value in private)
        done.append(Appended(seq, leaf))
        prev = leaf
    insert_many(tx, "entry", ("seq", "prev", "hash", "at", "kind", "item", "body"), entries)
    insert_many(tx, "content", ("seq", "field", "owner", "salt", "value"), contents)
    return done


def head(tx: Connection) -> tuple[int, bytes]:
    """The last entry's seq and hash, or (0, genesis). Nobody moves it under us: write transactions follow one another."""
    row = tx.exec_driver_sql("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").first()
    return (row[0], bytes(row[1])) if row else (0, GENESIS)


class _Body(msgspec.Struct, frozen=True, gc=False):
    """What is hashed; its fields stand in the order of their names, as RFC 8785 wants them."""

    at: str
    commit: dict[str, str]
    data: Mapping[str, Any]
    item: str | None
    kind: str
    prev: str
    seq: int
    v: int = 1


def seal(
    draft: Draft, seq: int, prev: bytes, at: str, salts: Iterator[bytes]
) -> tuple[bytes, bytes, list[tuple[str, bytes, bytes]]]:
    """Body, leaf hash and (field, salt, value) of each private field, the next of `salts` for each."""
    private = [(name, next(salts), value) for name, value in draft.private.items()]
    commit = {name: commitment(salt, name, value) for name, salt, value in private}
    body = of_struct(_Body(at, commit, draft.data, draft.item, draft.kind.value, prev.hex(), seq), "commit", "data")
    return body, leaf_hash(body), private


def new_salts(count: int) -> Iterator[bytes]:
    """As many salts, each random by itself; the system is asked once for all."""
    drawn = os.urandom(count * SALT_BYTES)
    return (drawn[at : at + SALT_BYTES] for at in range(0, len(drawn), SALT_BYTES))


def commitment(salt: bytes, name: str, value: bytes) -> str:
    """The commitment to one private field, as 64 hex digits."""
    return sha256(_PREFIX + salt + name.encode() + b"\x00" + value).hexdigest()


def leaf_hash(body: bytes) -> bytes:
    """SHA-256(0x00 || body): chain hash and Merkle leaf in one (RFC 6962, 2.1)."""
    return sha256(b"\x00" + body).digest()
