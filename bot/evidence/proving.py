"""Proofs about the ledger as it stands: `tree_of(tx, size).inclusion(seq - 1)`, `.consistency(older_size)`; many at once."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, text

from bot.evidence.proofs import Tree, growth, inclusions

_LEAVES = text("SELECT hash FROM entry WHERE seq > :start AND seq <= :stop ORDER BY seq")


def tree_of(tx: Connection, size: int) -> Tree:
    """The tree of the first `size` entries, read as proofs are asked for. Valid inside `tx`."""

    def leaves(start: int, stop: int) -> Iterator[bytes]:
        for row in tx.execute(_LEAVES, {"start": start, "stop": stop}):
            yield bytes(row[0])

    return Tree(leaves, size)


def paths_of(tx: Connection, size: int, seqs: Iterable[int]) -> dict[int, list[bytes]]:
    """By entry: its path to the root of the first `size` entries. One walk for all; those after `size` are left out."""
    leaves = (bytes(row[0]) for row in tx.execute(_LEAVES, {"start": 0, "stop": size}))
    return {index + 1: path for index, path in inclusions(leaves, size, (s - 1 for s in seqs if s <= size)).items()}


def growth_of(tx: Connection, sizes: Sequence[int]) -> list[list[bytes]]:
    """Of the record through these sizes (rising): for each what came since the one before. One walk."""
    leaves = (bytes(row[0]) for row in tx.execute(_LEAVES, {"start": 0, "stop": sizes[-1]}))
    return list(growth(leaves, sizes))
