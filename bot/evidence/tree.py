"""The Merkle tree over the ledger (RFC 6962, 2.1). An entry's `hash` is its leaf. Only the right edge is kept."""

from functools import reduce
from hashlib import sha256

EMPTY = sha256(b"").digest()


class Frontier:
    """Feed leaves from left to right; ask for the root at any time."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []  # roots of full subtrees, largest first: one for each 1 in the binary of `size`

    @classmethod
    def resume(cls, size: int, edge: bytes) -> "Frontier":
        """The tree of `size` leaves whose `edge()` was kept. Raises ValueError for an edge of another size."""
        if len(edge) != 32 * size.bit_count():
            raise ValueError("this edge is not that of a tree of its size")
        tree = cls()
        tree.size, tree._edge = size, [edge[at : at + 32] for at in range(0, len(edge), 32)]
        return tree

    def edge(self) -> bytes:
        """What `resume` goes on from: 32 bytes a full subtree, the largest first."""
        return b"".join(self._edge)

    def add(self, leaf: bytes) -> None:
        """Take in the next leaf hash (32 bytes)."""
        self._edge.append(leaf)
        size = self.size
        while size & 1:
            right, left = self._edge.pop(), self._edge.pop()
            self._edge.append(node(left, right))
            size >>= 1
        self.size += 1

    def root(self) -> bytes:
        """The Merkle tree hash of the leaves so far; that of the empty tree without any."""
        return reduce(lambda right, left: node(left, right), reversed(self._edge)) if self._edge else EMPTY


def node(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()
