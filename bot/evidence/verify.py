"""Is the ledger whole? Reads every entry once, in order, with flat memory.

By itself the record can only show that it is consistent: whoever holds the database could write another that is, too, or
cut off its end. Who wrote it is shown by a key's fingerprint that somebody outside knows, and that it is all there by a
signed checkpoint that somebody outside kept: with those (`Outside`) both are checked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from bot.evidence.append import GENESIS, commitment, leaf_hash
from bot.evidence.canonical import NotCanonical, encode
from bot.evidence.contents import contents, unreadable, value_of
from bot.evidence.gone import Gone
from bot.evidence.key_line import Unvouched
from bot.evidence.tree import Frontier
from bot.evidence.vouched import NOT_VOUCHED, NOTHING, Outside, Vouched, Watch
from bot.store import guard
from bot.store.database import Database
from rules.model.evidence import EntryKind

_AT_ONCE = 1_000
_LAST = text("SELECT coalesce(max(seq), 0) FROM entry")
_ENTRIES = text(
    "SELECT seq, prev, hash, at, kind, item, body FROM entry WHERE seq > :after AND seq <= :last ORDER BY seq LIMIT :many"
)
_BEFORE = text("SELECT min(seq) FROM entry")
_STRAY = text("SELECT min(seq) FROM content WHERE seq > :last OR seq < 1")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `root` is the RFC 6962 tree hash of all entries; `wrong` names the first wrong entry and its fault.

    `vouched`: what signatures and witnesses showed beyond that.
    """

    entries: int
    contents: int
    erased: int
    root: bytes = b""
    wrong: str = ""
    vouched: Vouched = NOT_VOUCHED

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.wrong

    def __str__(self) -> str:
        if self.wrong:
            return f"NOT consistent: {self.wrong}. Checked and right: {self.entries:,} entries."
        return (
            f"Consistent in itself: {self.entries:,} entries, {self.contents:,} private fields, {self.erased:,} erased;"
            f" triggers in place; root {self.root.hex()}. {self.vouched}"
        )


class _Wrong(Exception):
    pass


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    at: str
    commit: dict[str, str]
    data: dict[str, Any]
    item: str | None
    kind: str
    prev: str
    seq: int
    v: int


@dataclass(slots=True)
class _Walk:
    """How far we are, and what the next entry must follow."""

    seq: int = 0
    hash: bytes = GENESIS
    contents: int = 0
    erased: int = 0
    at_once: int = _AT_ONCE
    tree: Frontier = field(default_factory=Frontier)
    gone: Gone = field(default_factory=Gone)
    vouched: Vouched = NOT_VOUCHED


def verify(
    database: Database,
    progress: Callable[[int, int], None] = lambda done, total: None,
    outside: Outside = NOTHING,
) -> Verified:
    """Check triggers, chain, canonical form, the commitments of all that is not erased, keys and checkpoints.

    `progress(done, total)` counts entries. What is appended meanwhile is left for the next time. `outside`: what somebody
    who does not trust this database holds.
    """
    walk = _Walk()
    faults = [fault for fault in (_walk_all(database, walk, progress, outside), _unprotected(database)) if fault]
    root = b"" if faults else walk.tree.root()
    return Verified(walk.seq, walk.contents, walk.erased, root, "; also: ".join(faults), walk.vouched)


def _walk_all(database: Database, walk: _Walk, progress: Callable[[int, int], None], outside: Outside) -> str:
    try:
        with database.read() as tx:
            last = int(tx.execute(_LAST).scalar_one())
            watch = Watch(tx, outside)
        while walk.seq < last:
            with database.read() as tx:  # a short look each: a long one would keep SQLite from tidying its log
                _take_readable(tx, walk, last, watch)
            progress(walk.seq, last)
        _no_stray(database)
        if fault := walk.gone.fault():
            raise _Wrong(fault)
        with database.read() as tx:
            walk.vouched = watch.done(tx, last)
    except (_Wrong, Unvouched) as wrong:
        return str(wrong)
    except OperationalError as error:
        return unreadable(error, "a key or a checkpoint")
    except TypeError as error:  # `bytes` of what is no longer bytes; entries and their contents name themselves
        return f"a key or a checkpoint cannot be read: {error}"
    return ""


def _unprotected(database: Database) -> str:
    try:
        with database.read() as tx:
            guard.check(tx)
    except guard.TriggerMissing as missing:
        return str(missing)
    return ""


def _take_readable(tx: Connection, walk: _Walk, last: int, watch: Watch) -> None:
    try:
        _take(tx, walk, last, watch)
    except OperationalError as error:
        if walk.at_once == 1:
            raise _Wrong(unreadable(error, f"entry {walk.seq + 1}")) from None
        unreadable(error, "")
        walk.at_once = 1  # to name the first


def _take(tx: Connection, walk: _Walk, last: int, watch: Watch) -> None:
    rows = tx.execute(_ENTRIES, {"after": walk.seq, "last": last, "many": walk.at_once}).all()
    if not rows:
        raise _Wrong(f"entry {walk.seq + 1} is missing")
    private = contents(tx, walk.seq, rows[-1].seq)
    lacking: dict[str | None, dict[str, int]] = {}
    for row in rows:
        if row.seq != walk.seq + 1:
            raise _Wrong(f"entry {walk.seq + 1} is missing")
        try:
            body = _examined(tx, row, walk.hash, private.get(row.seq, {}))
        except _Wrong as wrong:
            raise _Wrong(f"entry {row.seq} ({row.kind}): {wrong}") from None
        _pass(walk, row, len(body.commit), len(private.get(row.seq, {})))
        for name in body.commit.keys() - private.get(row.seq, {}).keys():
            lacking.setdefault(row.item, {})[name] = row.seq
        if row.kind == EntryKind.KEY:
            watch.key(row.seq, row.at, body.data)
        if row.kind == EntryKind.WITNESSED:
            watch.witnessed(tx, row.seq, body.data)
        if row.kind == EntryKind.ERASED:
            walk.gone.look(tx, lacking)
            lacking = {}
            walk.gone.erased(body.data)
        if walk.seq == watch.next_size:
            watch.compare(tx, walk.tree, walk.hash)
    walk.gone.look(tx, lacking)


def _pass(walk: _Walk, row: Any, committed: int, contents: int) -> None:
    walk.seq, walk.hash = row.seq, bytes(row.hash)
    walk.contents += contents
    walk.erased += committed - contents
    walk.tree.add(walk.hash)


def _examined(tx: Connection, row: Any, prev: bytes, contents: dict[str, Any]) -> _Body:
    """The body of one entry. Raises _Wrong: the gravest fault first."""
    if leaf_hash(_raw(row.body)) != _raw(row.hash):
        raise _Wrong("its hash is not that of its body")
    if _raw(row.prev) != prev:
        raise _Wrong("it does not follow the entry before it")
    try:
        plain = msgspec.json.decode(bytes(row.body))
        body = msgspec.convert(plain, _Body)
        canonical = encode(plain) == bytes(row.body)
    except (msgspec.MsgspecError, NotCanonical, RecursionError, UnicodeError) as error:
        raise _Wrong(f"its body is not an entry: {error}") from None
    if not canonical:
        raise _Wrong("its body is not canonical JSON")
    if (body.v, body.seq, body.prev) != (1, row.seq, prev.hex()):
        raise _Wrong("its body names another place in the chain, or another format")
    if (body.at, body.kind, body.item) != (row.at, row.kind, row.item):
        raise _Wrong("its time, kind or item beside the body is another than in the body")
    for wrong in _content_faults(tx, body, contents):
        raise _Wrong(wrong)
    return body


def _content_faults(tx: Connection, body: _Body, contents: dict[str, Any]) -> Iterator[str]:
    for name, row in contents.items():
        if name not in body.commit:
            yield f"its content has a field '{name}' that nothing committed to"
        elif commitment(_raw(row.salt), name, _raw(value_of(tx, row))) != body.commit[name]:
            yield f"its content field '{name}' is not what was committed to"
        elif row.owner != body.item:
            yield f"its content field '{name}' is filed under another item"


def _raw(value: Any) -> bytes:
    """SQLite holds anything in any column: words or a number in the place of bytes are a fault like another."""
    if not isinstance(value, bytes | memoryview):
        raise _Wrong(f"bytes were exchanged for something else ({type(value).__name__})")
    return bytes(value)


def _no_stray(database: Database) -> None:
    with database.read() as tx:
        last = int(tx.execute(_LAST).scalar_one())
        seq = tx.execute(_STRAY, {"last": last}).scalar_one()
        first = tx.execute(_BEFORE).scalar_one()
    if first is not None and first < 1:
        raise _Wrong(f"entry {first} stands before the first")
    if seq is not None:
        raise _Wrong(f"content for entry {seq} is there, but no such entry: the last is {last}")
