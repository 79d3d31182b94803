"""Proofs, against the published vectors, a third implementation of the tree, and whoever tampers with them."""

import time
from collections.abc import Iterator
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.evidence.append import Draft, append, leaf_hash
from bot.evidence.proofs import BLOCK, Tree, consistent, included, inclusions
from bot.evidence.proving import tree_of
from bot.evidence.tree import Frontier
from bot.evidence.verify import verify
from bot.store.database import Database
from rules.model.evidence import EntryKind
from tests.bot.evidence.test_tree import LEAVES, ROOTS

HASHES = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]
A, B, C = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
D, E = (
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
)
# Paths of the reference implementation of RFC 6962 (certificate-transparency, merkletree tests); its leaves count from 1.
INCLUSION = {(1, 1): [], (1, 8): [A, B, C], (6, 8): [D, E, ROOTS[3]], (3, 3): [ROOTS[1]], (2, 5): [ROOTS[0], B, D]}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [A, B, C],
    (6, 8): ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", E, ROOTS[3]],
    (2, 5): [B, D],
}


def tree(leaves: list[bytes]) -> Tree:
    return Tree(lambda start, stop: leaves[start:stop], len(leaves))


def level_by_level(leaves: list[bytes]) -> bytes:
    """A third implementation: pairs, row by row, an odd one goes up as it is. Not written from either of ours."""
    row = list(leaves)
    while len(row) > 1:
        pairs = [sha256(b"\x01" + row[at] + row[at + 1]).digest() for at in range(0, len(row) - 1, 2)]
        row = pairs + row[len(pairs) * 2 :]
    return row[0] if row else sha256(b"").digest()


def some(count: int) -> list[bytes]:
    return [sha256(number.to_bytes(4, "big")).digest() for number in range(count)]


def test_the_published_proofs() -> None:
    for (number, size), path in INCLUSION.items():
        assert [step.hex() for step in tree(HASHES[:size]).inclusion(number - 1)] == path
    for (old, size), path in CONSISTENCY.items():
        assert [step.hex() for step in tree(HASHES[:size]).consistency(old)] == path


def test_every_proof_of_every_small_tree_holds_and_shows_nothing_else() -> None:
    """Each leaf and older tree of each size to 24; at every other place, size and root the same path shows nothing."""
    leaves = some(24)
    roots = [level_by_level(leaves[:size]) for size in range(25)]
    shown = refused = 0
    for size in range(1, 25):
        whole = tree(leaves[:size])
        assert whole.root() == roots[size]
        for index in range(size):
            path = whole.inclusion(index)
            for at in range(size + 1):
                right = included(leaves[index], at, size, path, roots[size])
                assert right == (at == index)
                shown, refused = shown + right, refused + (not right)
            assert not included(leaves[index], index, size, path, roots[size - 1])
        for old in range(1, size + 1):
            path = whole.consistency(old)
            for other in range(1, size + 1):
                right = consistent(old, size, roots[other], roots[size], path)
                assert right == (other == old)
                shown, refused = shown + right, refused + (not right)
            assert not consistent(old, size, roots[old], roots[size - 1], path)
    assert (shown, refused) == (600, 9_500)


@given(st.integers(1, 3_000), st.data())
def test_large_trees_agree_with_the_third_implementation(size: int, data: st.DataObject) -> None:
    leaves = some(size)
    whole, root = tree(leaves), level_by_level(leaves)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    path = whole.inclusion(index)
    assert whole.root() == root
    assert included(leaves[index], index, size, path, root)
    assert len(path) <= (size - 1).bit_length()
    assert consistent(old, size, level_by_level(leaves[:old]), root, whole.consistency(old))


@given(st.integers(2, 200), st.data())
def test_a_proof_that_was_tampered_with_shows_nothing(size: int, data: st.DataObject) -> None:
    leaves = some(size)
    root, index = level_by_level(leaves), data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size - 1))
    proofs = [tree(leaves).inclusion(index), tree(leaves).consistency(old)]
    for number, path in enumerate(proofs):
        for bad in spoiled(path, data):
            if number == 0:
                assert not included(leaves[index], index, size, bad, root)
            else:
                assert not consistent(old, size, level_by_level(leaves[:old]), root, bad)


def spoiled(path: list[bytes], data: st.DataObject) -> Iterator[list[bytes]]:
    """A bit flipped, a step left out, one too many, two exchanged."""
    yield [*path, bytes(32)]
    if path:
        at = data.draw(st.integers(0, len(path) - 1))
        bit = data.draw(st.integers(0, 255))
        flipped = (int.from_bytes(path[at], "big") ^ 1 << bit).to_bytes(32, "big")
        yield [*path[:at], flipped, *path[at + 1 :]]
        yield path[:at] + path[at + 1 :]
    if len(path) > 1:
        yield [path[1], path[0], *path[2:]]


def test_what_cannot_be_proved_is_refused() -> None:
    with pytest.raises(ValueError, match="no leaf 3 in a tree of 3"):
        tree(some(3)).inclusion(3)
    with pytest.raises(ValueError, match="no leaf 0 in a tree of 0"):
        tree([]).inclusion(0)
    with pytest.raises(ValueError, match="a tree of 3 does not begin with one of 4"):
        tree(some(3)).consistency(4)
    with pytest.raises(ValueError, match="not all there"):
        Tree(lambda start, stop: some(5)[start:stop], 6).root()
    assert not consistent(0, 3, bytes(32), bytes(32), [])
    assert not consistent(3, 5, bytes(32), bytes(32), [])


def test_the_ledgers_own_entries_are_proved_against_the_root_that_verify_finds(any_database: Database) -> None:
    count = BLOCK + 77
    with any_database.write() as tx:
        append(tx, [Draft(EntryKind.HEARD, None, {"n": n}) for n in range(count)], "2026-11-23T09:00:00.000Z")
    root = verify(any_database).root
    with any_database.read() as tx:
        whole, older = tree_of(tx, count), tree_of(tx, 500)
        for seq, leaf in tx.execute(text("SELECT seq, hash FROM entry WHERE seq % 97 = 0 OR seq = 1")):
            assert included(bytes(leaf), seq - 1, count, whole.inclusion(seq - 1), root)
        assert consistent(500, count, older.root(), root, whole.consistency(500))


@pytest.mark.exam
def test_a_million_entries_prove_in_little_space_and_time() -> None:
    leaves = some(1_000_000)
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    root, whole = frontier.root(), tree(leaves)
    began = time.perf_counter()
    first = whole.inclusion(777_777)
    once = time.perf_counter() - began
    began = time.perf_counter()
    paths = [whole.inclusion(index) for index in range(0, 1_000_000, 10_000)]
    each = (time.perf_counter() - began) / len(paths)
    began = time.perf_counter()
    assert all(included(leaves[at * 10_000], at * 10_000, len(leaves), path, root) for at, path in enumerate(paths))
    check = (time.perf_counter() - began) / len(paths)
    longest = max(len(whole.consistency(old)) for old in range(1, 1_000_000, 99_991))
    print(f"\nfirst proof {once:.2f} s, each next {each * 1e3:.2f} ms, check {check * 1e6:.0f} us")
    print(f"inclusion {len(first) * 32} bytes, consistency at most {longest * 32} bytes")
    assert len(first) <= 20
    assert longest <= 21
    assert level_by_level(leaves) == root


def test_many_proofs_in_one_walk_are_those_of_one_walk_each() -> None:
    for size in (1, 2, 3, 7, 8, 21, 100):
        leaves = some(size)
        wanted = range(0, size, 3)
        assert inclusions(iter(leaves), size, wanted) == {index: tree(leaves).inclusion(index) for index in wanted}
    assert inclusions([], 0, []) == {}
    with pytest.raises(ValueError, match="no leaf 4 in a tree of 4"):
        inclusions(some(4), 4, [1, 4])
    with pytest.raises(ValueError, match="leaf 3 is not there"):
        inclusions(some(3), 4, [1])
