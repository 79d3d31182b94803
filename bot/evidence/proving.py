"""Proofs about the ledger as it stands: `tree_of(tx, size).inclusion(seq - 1)`, `.consistency(older_size)`."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from bot.evidence.proofs import Tree

_LEAVES = text("SELECT hash FROM entry WHERE seq > :start AND seq <= :stop ORDER BY seq")


def tree_of(tx: Connection, size: int) -> Tree:
    """The tree of the first `size` entries, read as proofs are asked for. Valid inside `tx`."""

    def leaves(start: int, stop: int) -> Iterator[bytes]:
        for row in tx.execute(_LEAVES, {"start": start, "stop": stop}):
            yield bytes(row[0])

    return Tree(leaves, size)
