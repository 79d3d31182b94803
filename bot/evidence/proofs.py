"""Proofs over the Merkle tree, as pure functions (RFC 6962, 2.1.1 and 2.1.2; checked as in RFC 9162, 2.1.3.2 and 2.1.4.2).

Inclusion: this leaf stands at this place in the tree of that root. Consistency: the larger tree begins with the smaller one.
Leaves count from 0, so entry `seq` of the ledger is leaf `seq - 1`. A proof holds at most 2 x log2(size) hashes of 32 bytes.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from bot.evidence.tree import Frontier, node

BLOCK = 1_024
"""Leaves whose root is kept once it was worked out: the second proof of a tree costs no second walk along it."""

Leaves = Callable[[int, int], Iterable[bytes]]
"""The leaf hashes from one place until before another."""


class Tree:
    """The tree of the first `size` leaves. Memory: a hash for each `BLOCK` leaves."""

    def __init__(self, leaves: Leaves, size: int) -> None:
        self.size = size
        self._leaves = leaves
        self._blocks: dict[int, bytes] = {}

    def root(self) -> bytes:
        """The root of all of it."""
        return self._root(0, self.size)

    def inclusion(self, index: int) -> list[bytes]:
        """PATH(index, D[size]), from the leaf up. Raises ValueError for a leaf that is not there."""
        if not 0 <= index < self.size:
            raise ValueError(f"there is no leaf {index} in a tree of {self.size}")
        path: list[bytes] = []
        start, stop = 0, self.size
        while stop - start > 1:
            middle = start + _half(stop - start)
            left = index < middle
            path.append(self._root(middle, stop) if left else self._root(start, middle))
            start, stop = (start, middle) if left else (middle, stop)
        return path[::-1]

    def consistency(self, old: int) -> list[bytes]:
        """PROOF(old, D[size]). Raises ValueError for an older tree that is empty or larger."""
        if not 0 < old <= self.size:
            raise ValueError(f"a tree of {self.size} does not begin with one of {old}")
        path: list[bytes] = []
        start, stop, whole = 0, self.size, True  # whole: the older tree's root is known to whoever checks
        while old != stop:
            middle = start + _half(stop - start)
            if old <= middle:
                path.append(self._root(middle, stop))
                stop = middle
            else:
                path.append(self._root(start, middle))
                start, whole = middle, False
        if not whole:
            path.append(self._root(start, stop))
        return path[::-1]

    def _root(self, start: int, stop: int) -> bytes:
        if stop - start > BLOCK:
            middle = start + _half(stop - start)
            return node(self._root(start, middle), self._root(middle, stop))
        if stop - start == BLOCK and start in self._blocks:
            return self._blocks[start]
        tree = Frontier()
        for leaf in self._leaves(start, stop):
            tree.add(leaf)
        if tree.size != stop - start:
            raise ValueError(f"leaves {start} to {stop} are not all there")
        if tree.size == BLOCK:
            self._blocks[start] = tree.root()
        return tree.root()


def growth(leaves: Iterable[bytes], sizes: Iterable[int]) -> Iterator[list[bytes]]:
    """How the tree came from each of `sizes` (rising) to the next, from nothing on: the roots of the full subtrees that came
    in between, each as large as its place allows. Whoever adds them up has the root at every size, so one list proves
    all the trees consistent with the last. In one walk; raises ValueError where leaves are missing.
    """
    stream, at = iter(leaves), 0
    for size in sizes:
        parts: list[bytes] = []
        while at < size:
            tree, step = Frontier(), _fitting(at, size)
            for leaf in islice(stream, step):
                tree.add(leaf)
            if tree.size != step:
                raise ValueError(f"leaves {at} to {size} are not all there")
            parts.append(tree.root())
            at += step
        yield parts


def _fitting(at: int, size: int) -> int:
    """Leaves of the largest full subtree that begins at `at` and does not reach beyond `size`."""
    largest = 1 << (size - at).bit_length() - 1
    return min(largest, at & -at) if at else largest


def inclusions(leaves: Iterable[bytes], size: int, wanted: Iterable[int]) -> dict[int, list[bytes]]:
    """PATH(index, D[size]) of each index wanted, in one walk along the `size` leaves: for many proofs at once.

    Raises ValueError for a leaf that is not there. Memory: the paths, and one hash a level.
    """
    indexes = sorted(set(wanted))
    if indexes and not 0 <= indexes[0] <= indexes[-1] < size:
        raise ValueError(f"there is no leaf {indexes[0] if indexes[0] < 0 else indexes[-1]} in a tree of {size}")
    found: dict[int, list[bytes]] = {index: [] for index in indexes}
    coming = iter(leaves)

    def root(start: int, stop: int) -> bytes:
        if stop - start == 1:
            if (leaf := next(coming, None)) is None:
                raise ValueError(f"leaf {start} is not there")
            return leaf
        middle = start + _half(stop - start)
        left, right = root(start, middle), root(middle, stop)
        for index in indexes[bisect_left(indexes, start) : bisect_left(indexes, stop)]:
            found[index].append(right if index < middle else left)
        return node(left, right)

    if indexes:
        root(0, size)
    return found


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` shows that `leaf` is number `index` of the tree of `size` with this `root`."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node(other, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, other)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def consistent(old: int, size: int, old_root: bytes, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that the tree of `size` begins with the tree of `old`."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not path and old_root == root
    steps = list(path) if old & (old - 1) else [old_root, *path]  # a full older tree is its own first step
    if not steps:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for other in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node(other, before), node(other, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node(after, other)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def _half(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
