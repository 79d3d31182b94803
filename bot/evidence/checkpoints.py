"""A checkpoint: the tree of the first `size` entries, signed. Whoever holds one can prove what the ledger said until then.

Signed is the body, canonical JSON: `{"at","head","key","ledger","root","size","v":1,"what":"doorstep.checkpoint"}`, where
`ledger` is the hash of entry 1, `head` that of entry `size`, `root` the RFC 6962 tree hash and `key` a fingerprint.
A witness is sent one line: `{"body":{...},"public":hex,"signature":hex}`, canonical too.
"""

from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Row, text

from bot.evidence.append import GENESIS
from bot.evidence.canonical import encode
from bot.evidence.keys import fingerprint, signed
from bot.evidence.tree import Frontier
from bot.store.database import insert_many

_AT_ONCE = 1_000
_COLUMNS = ("size", "at", "root", "edge", "fingerprint", "body", "signature")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM checkpoint"  # noqa: S608 - our own constants
_LAST = text(f"{_SELECT} ORDER BY size DESC LIMIT 1")
_SIZE = text(f"{_SELECT} WHERE size = :size")
_AFTER = text(f"{_SELECT} WHERE size > :size ORDER BY size LIMIT {_AT_ONCE}")
_LEAVES = text("SELECT seq, prev, hash FROM entry WHERE seq > :after AND seq <= :last ORDER BY seq LIMIT :many")
_PUBLIC = text("SELECT public FROM ledger_key WHERE fingerprint = :key")
_FIRST = text("SELECT hash FROM entry WHERE seq = 1")


class BadCheckpoint(ValueError):
    """This is not a checkpoint, or its signature is not right; the text says where and why."""


class Broken(Exception):
    """The ledger does not go on from its last checkpoint: nothing is signed. The text names the entry."""


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    at: str
    head: str
    key: str
    ledger: str
    root: str
    size: int
    v: int
    what: str


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    body: _Body
    public: str
    signature: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed one, its signature checked. Hashes are 32 bytes."""

    size: int
    at: str
    root: bytes
    head: bytes
    ledger: bytes
    public: bytes
    signature: bytes

    @property
    def key(self) -> str:
        """The fingerprint of the key that signed."""
        return fingerprint(self.public)

    @property
    def body(self) -> bytes:
        """What was signed."""
        return body(self.size, self.at, self.root, self.head, self.ledger, self.key)

    @property
    def line(self) -> str:
        """The one line for a witness."""
        outside = {"body": msgspec.Raw(self.body), "public": self.public.hex(), "signature": self.signature.hex()}
        return encode(outside).decode()


def body(size: int, at: str, root: bytes, head: bytes, ledger: bytes, key: str) -> bytes:
    """What is signed."""
    return encode(
        {
            "at": at,
            "head": head.hex(),
            "key": key,
            "ledger": ledger.hex(),
            "root": root.hex(),
            "size": size,
            "v": 1,
            "what": "doorstep.checkpoint",
        }
    )


def read(line: bytes) -> Checkpoint:
    """A checkpoint from a witness's line. Raises BadCheckpoint; whose key it is, is for the caller to ask."""
    try:
        said = msgspec.json.decode(line, type=_Line)
        told, public, signature = said.body, bytes.fromhex(said.public), bytes.fromhex(said.signature)
        hashes = [bytes.fromhex(one) for one in (told.root, told.head, told.ledger)]
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadCheckpoint(f"this is not a checkpoint: {error}") from None
    found = Checkpoint(told.size, told.at, hashes[0], hashes[1], hashes[2], public, signature)
    if (told.v, told.what, told.key) != (1, "doorstep.checkpoint", found.key) or found.line.encode() != line:
        raise BadCheckpoint("this is not a checkpoint as Doorstep writes it")
    if not signed(public, signature, found.body):
        raise BadCheckpoint(f"the checkpoint of {told.size:,} entries does not bear its key's signature")
    return found


def read_files(place: Path) -> list[Checkpoint]:
    """Every checkpoint in a file (a witness's, a saved e-mail) or a folder of them. Raises BadCheckpoint naming the file."""
    found: list[Checkpoint] = []
    for file in sorted(place.iterdir()) if place.is_dir() else [place]:
        lines = [line for line in _text(file.read_bytes()).splitlines() if line.startswith(b'{"body":')]
        if not lines:
            raise BadCheckpoint(f"{file}: there is no checkpoint in it")
        try:
            found += [read(line) for line in lines]
        except BadCheckpoint as error:
            raise BadCheckpoint(f"{file}: {error}") from None
    if not found:
        raise BadCheckpoint(f"{place}: there is no checkpoint in it")
    return sorted(found, key=lambda one: one.size)


def _text(raw: bytes) -> bytes:
    """A saved e-mail wraps long lines; its plain text has them whole."""
    if b"\nMIME-Version:" not in raw:
        return raw
    part = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    return str(part.get_content()).encode() if part else raw


def last(tx: Connection) -> Row[Any] | None:
    """The newest row, or None."""
    return tx.execute(_LAST).first()


def newest(tx: Connection) -> Checkpoint | None:
    """The newest checkpoint, for a letter or a bundle; None before the first."""
    row = last(tx)
    return _of(tx, row) if row else None


def of_size(tx: Connection, size: int) -> Checkpoint:
    """The checkpoint of just so many entries."""
    return _of(tx, tx.execute(_SIZE, {"size": size}).one())


def following(tx: Connection, size: int) -> list[Row[Any]]:
    """Rows of checkpoints larger than `size`, the smallest first; at most a thousand."""
    return list(tx.execute(_AFTER, {"size": size}).all())


def row_fault(row: Row[Any], public: bytes | None) -> str:
    """What is wrong with a row by itself, given the public key it names (None: there is no such key)."""
    if public is None:
        return "it names a key that is not among the ledger's"
    try:
        told = msgspec.json.decode(bytes(row.body), type=_Body)
        written = body(
            row.size, row.at, bytes(row.root), bytes.fromhex(told.head), bytes.fromhex(told.ledger), row.fingerprint
        )
    except (msgspec.MsgspecError, ValueError) as error:
        return f"what was signed is not a checkpoint: {error}"
    if written != bytes(row.body):
        return "what was signed says otherwise"
    if not signed(public, bytes(row.signature), bytes(row.body)):
        return "its signature is not right"
    try:
        edge = Frontier.resume(row.size, bytes(row.edge))
    except ValueError:
        return "its edge is not that of a tree of its size"
    return "" if edge.root() == bytes(row.root) else "its edge is not that of its root"


def head_and_ledger(row: Row[Any]) -> tuple[bytes, bytes]:
    """Of a row without fault."""
    told = msgspec.json.decode(bytes(row.body), type=_Body)
    return bytes.fromhex(told.head), bytes.fromhex(told.ledger)


def sign(tx: Connection, tree: Frontier, head: bytes, at: str, key: Ed25519PrivateKey) -> Checkpoint:
    """Sign `tree`, whose last leaf is `head`, and keep it, in the caller's write transaction."""
    public = key.public_key().public_bytes_raw()
    ledger = bytes(tx.execute(_FIRST).scalar_one())
    told = body(tree.size, at, tree.root(), head, ledger, fingerprint(public))
    made = Checkpoint(tree.size, at, tree.root(), head, ledger, public, key.sign(told))
    row = (made.size, at, made.root, tree.edge(), made.key, told, made.signature)
    insert_many(tx, "checkpoint", _COLUMNS, [row])
    return made


def grown(tx: Connection, tree: Frontier, head: bytes, upto: int) -> bytes:
    """Feed `tree` the entries after it until `upto`, at most a thousand; returns the last one's hash. Raises Broken."""
    for row in tx.execute(_LEAVES, {"after": tree.size, "last": upto, "many": _AT_ONCE}):
        if row.seq != tree.size + 1 or bytes(row.prev) != head:
            raise Broken(f"entry {tree.size + 1} does not follow the entry before it")
        head = bytes(row.hash)
        tree.add(head)
    return head


def resumed(tx: Connection) -> tuple[Frontier, bytes]:
    """The tree of the last checkpoint and the hash of its last entry, to go on from. Raises Broken."""
    row = last(tx)
    if row is None:
        return Frontier(), GENESIS
    if fault := row_fault(row, tx.execute(_PUBLIC, {"key": row.fingerprint}).scalar()):
        raise Broken(f"checkpoint {row.size}: {fault}")
    return Frontier.resume(row.size, bytes(row.edge)), head_and_ledger(row)[0]


def _of(tx: Connection, row: Row[Any]) -> Checkpoint:
    head, ledger = head_and_ledger(row)
    public = tx.execute(_PUBLIC, {"key": row.fingerprint}).scalar_one()
    return Checkpoint(row.size, row.at, bytes(row.root), head, ledger, bytes(public), bytes(row.signature))
