"""Names in the AT Protocol: record addresses, record keys derived from idempotency keys, payload names."""

import hashlib
from typing import NamedTuple

POST = "app.bsky.feed.post"
THREADGATE = "app.bsky.feed.threadgate"
POSTGATE = "app.bsky.feed.postgate"
BLOCK = "app.bsky.graph.block"

_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_OLDEST_MICROSECOND = 1 << 50
_HASHED_BITS = 57


class Address(NamedTuple):
    """The three parts of an at:// address of one record."""

    did: str
    collection: str
    rkey: str

    def __str__(self) -> str:
        return f"at://{self.did}/{self.collection}/{self.rkey}"


def address(uri: str) -> Address | None:
    """The parts of a record's address, or None when the text is none (https://atproto.com/specs/at-uri-scheme)."""
    parts = uri.removeprefix("at://").split("/")
    if not uri.startswith("at://did:") or len(parts) != 3 or not all(parts):
        return None
    return Address(*parts)


def did_of(uri: str) -> str:
    """Whose record it is; empty when the text is no address."""
    found = address(uri)
    return found.did if found else ""


def record_key(key: str) -> str:
    """The record key (a TID, 13 characters) that belongs to one idempotency key: same key, same record.

    The time inside is no real time: it lies between 2005 and 2010, before the network existed, so that it never
    collides with a key made by a clock (https://atproto.com/specs/tid).
    """
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> (64 - _HASHED_BITS)
    number = (_OLDEST_MICROSECOND << 10) + digest
    return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


def payload_key(uri: str, cid: str) -> str:
    """What makes it the same payload heard twice: one version of one record."""
    return f"{uri}#{cid}"


def short(uri: str) -> str:
    """A post's address without what is the same for all, for the long list of known posts."""
    return uri.removeprefix("at://").replace(f"/{POST}/", "/")


def long(name: str) -> str:
    """The address that `short` was made from."""
    did, _, rkey = name.partition("/")
    return f"at://{did}/{POST}/{rkey}"


def permalink(uri: str) -> str | None:
    """Where a person sees the post."""
    found = address(uri)
    return f"https://bsky.app/profile/{found.did}/post/{found.rkey}" if found and found.collection == POST else None
