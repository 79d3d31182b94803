"""The Merkle root, against the published test vectors and the definition of RFC 6962, 2.1."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.append import leaf_hash
from bot.evidence.tree import EMPTY, Frontier, node

# Inputs and roots of the reference implementation of RFC 6962 (certificate-transparency, merkletree tests).
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def root(leaves: list[bytes]) -> bytes:
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def by_definition(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node(by_definition(leaves[:half]), by_definition(leaves[half:]))


def test_the_published_roots() -> None:
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]
    assert [root(hashes[:size]).hex() for size in range(1, 9)] == ROOTS
    assert root([]) == EMPTY


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_the_frontier_is_the_definition(leaves: list[bytes]) -> None:
    assert root(leaves) == by_definition(leaves)


def test_memory_is_flat() -> None:
    frontier = Frontier()
    for number in range(1 << 12):
        frontier.add(number.to_bytes(32, "big"))
    frontier.add(bytes(32))
    assert len(frontier._edge) == 2
