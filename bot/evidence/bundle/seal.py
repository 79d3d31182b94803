"""`seal.json`: what is known only once the export is an entry itself. Keys, checkpoints, proofs of inclusion and growth."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, text

from bot.evidence import checkpoints, keys
from bot.evidence.canonical import encode
from bot.evidence.checkpoints import Checkpoint
from bot.evidence.proving import growth_of, tree_of
from bot.store.within import rows_within

_SIZES = text("SELECT size FROM checkpoint WHERE size <= :upto ORDER BY size")
_STAMPED = text("SELECT DISTINCT size FROM witness WHERE receipt IS NOT NULL AND size <= :upto ORDER BY size")
_RECEIPTS = "SELECT size, name, receipt FROM witness WHERE receipt IS NOT NULL AND size IN :values ORDER BY size, name"
_THESE = "SELECT size FROM checkpoint WHERE size IN :values"
_COVERING = text("SELECT min(size) FROM checkpoint WHERE size >= :export")
_BODY = text("SELECT body FROM entry WHERE seq = :seq")


class NotSigned(Exception):
    """No checkpoint covers the export: it cannot be proved to anybody."""


class NotOfThisRecord(Exception):
    """A checkpoint that somebody kept is none of this record's; the text names it."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The file, and how large its proofs are: hashes of an inclusion proof (the longest), and bytes of all of them."""

    file: bytes
    size: int
    root: str
    longest: int
    proof_bytes: int


def earlier(tx: Connection, seqs: Sequence[int], letters: Iterable[int], upto: int) -> list[Checkpoint]:
    """The checkpoints that show when it was there already: for each entry the first one that covers it, and the first that
    an authority stamped; for each letter the last one before it, which is the one printed on it.
    """
    wanted: set[int] = set()
    for sizes in (
        list(tx.execute(_SIZES, {"upto": upto}).scalars()),
        list(tx.execute(_STAMPED, {"upto": upto}).scalars()),
    ):
        after = [bisect_left(sizes, seq) for seq in seqs]
        wanted.update(sizes[at] for at in after if at < len(sizes))
        wanted.update(sizes[at - 1] for at in (bisect_left(sizes, seq) for seq in letters) if at)
    return [checkpoints.of_size(tx, size) for size in sorted(wanted)]


def asked_for(tx: Connection, kept: Iterable[Checkpoint], upto: int) -> list[Checkpoint]:
    """Those that somebody outside kept, so that they can compare them. Raises NotOfThisRecord."""
    wanted = {one.size: one for one in kept}
    there = {row.size for row in rows_within(tx, _THESE, list(wanted)) if row.size <= upto}
    for size, one in sorted(wanted.items()):
        if size not in there or checkpoints.of_size(tx, size).line != one.line:
            name = f"the checkpoint of {size:,} entries that was kept outside"
            raise NotOfThisRecord(f"{name} is none of this record: doorstep verify --checkpoint says where they part")
    return [wanted[size] for size in sorted(wanted)]


def merged(points: Collection[Checkpoint], more: Collection[Checkpoint]) -> list[Checkpoint]:
    """Each size once, the smallest first."""
    every = {one.size: one for one in (*points, *more)}
    return [every[size] for size in sorted(every)]


def stamps(tx: Connection, points: Sequence[Checkpoint]) -> dict[str, bytes]:
    """Time-stamp tokens as files, each beside the line that was stamped."""
    lines = {one.size: one.line.encode() for one in points}
    files: dict[str, bytes] = {}
    for row in rows_within(tx, _RECEIPTS, list(lines)):
        files[f"stamps/{row.size:012}.json"] = lines[row.size]
        files[f"stamps/{row.size:012}.{row.name}.tsr"] = bytes(row.receipt)
    return files


def signed_at(tx: Connection, upto: int) -> list[int]:
    """The size of every checkpoint until entry `upto`: whichever of them somebody kept can be compared."""
    return list(tx.execute(_SIZES, {"upto": upto}).scalars())


def digest(sizes: Sequence[int]) -> str:
    """Of those sizes, for the entry of the export: none is left out or put in later."""
    return sha256(encode(list(sizes))).hexdigest()


def seal(tx: Connection, seqs: Sequence[int], export: int, before: Sequence[Checkpoint]) -> Sealed:
    """Everything proved against the checkpoint that covers the entry `export`. Raises NotSigned."""
    size = tx.execute(_COVERING, {"export": export}).scalar()
    if size is None:
        raise NotSigned(f"entry {export:,} is not covered by a signed checkpoint yet")
    last, tree = checkpoints.of_size(tx, size), tree_of(tx, size)
    paths = {str(seq): [part.hex() for part in tree.inclusion(seq - 1)] for seq in (*seqs, export)}
    sizes = [*signed_at(tx, export - 1), size]
    grown = [[at, *(part.hex() for part in parts)] for at, parts in zip(sizes, growth_of(tx, sizes), strict=True)]
    file = encode(
        {
            "checkpoints": [msgspec.Raw(one.line.encode()) for one in (*before, last)],
            "export": msgspec.Raw(bytes(tx.execute(_BODY, {"seq": export}).scalar_one())),
            "growth": grown,
            "keys": [{"body": msgspec.Raw(one.body), "signature": one.signature.hex()} for one in keys.kept(tx)],
            "paths": paths,
        }
    )
    hashes = sum(map(len, paths.values())) + sum(len(step) - 1 for step in grown)
    return Sealed(file, last.size, last.root.hex(), max(map(len, paths.values())), 32 * hashes)
