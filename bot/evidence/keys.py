"""The key that signs checkpoints: a file beside the database's other key, made at set-up, followed by the next one it signs.

A public key's row is signed by the key before it, so that whoever trusts one key can follow to the newest. The row's body is
canonical JSON: `{"at","fingerprint","follows","n","public","v":1,"what":"doorstep.key"}`; the first key follows "" and signs
itself, and so does one made because the key before it was lost: nobody vouches for that one, and its entry says so. The
fingerprint is SHA-256 of the 32 public bytes; 32 of its 64 hex digits are enough to name it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, text

from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.evidence.canonical import encode
from bot.store import keyfile
from bot.store.database import Database, insert_many
from bot.store.ids import stamp
from rules.model.evidence import EntryKind

FILE = "ledger.key"
NEXT = "ledger.key.next"
SHORTEST = 32
"""Hex digits of a fingerprint that name a key: 128 bits, which nobody can make another key for."""

_COLUMNS = ("n", "fingerprint", "public", "at", "body", "signature")
_KEYS = text(f"SELECT {', '.join(_COLUMNS)}, backed_up_at FROM ledger_key ORDER BY n")  # noqa: S608 - our own constants


class NoKey(Exception):
    """No key to sign with; the text says what to do."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One row of `ledger_key`."""

    n: int
    fingerprint: str
    public: bytes
    at: str
    body: bytes
    signature: bytes
    backed_up_at: str | None = None

    @property
    def begins(self) -> bool:
        """Whether it follows nobody: the first, and one made because the key before it was lost."""
        return self.body == body(self.n, self.public, "", self.at)

    def named(self, digits: str) -> bool:
        """Whether `digits` (a fingerprint, or at least half of one) name this key."""
        return len(digits) >= SHORTEST and self.fingerprint.startswith(digits)


def plain(digits: str) -> str:
    """A fingerprint as a person typed it (groups, colons, capitals) in plain hex digits."""
    return "".join(letter for letter in digits.lower() if letter not in " :-\n\t")


def fingerprint(public: bytes) -> str:
    """64 hex digits."""
    return sha256(public).hexdigest()


def signed(public: bytes, signature: bytes, body: bytes) -> bool:
    """Whether `signature` is that of `public` over `body`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True


def kept(tx: Connection) -> list[PublicKey]:
    """Every key there ever was, oldest first."""
    rows = tx.execute(_KEYS).all()
    return [
        PublicKey(r.n, r.fingerprint, bytes(r.public), r.at, bytes(r.body), bytes(r.signature), r.backed_up_at)
        for r in rows
    ]


def body(n: int, public: bytes, follows: str, at: str) -> bytes:
    """What is signed about a key."""
    return encode(
        {
            "at": at,
            "fingerprint": fingerprint(public),
            "follows": follows,
            "n": n,
            "public": public.hex(),
            "v": 1,
            "what": "doorstep.key",
        }
    )


def fault(keys: Iterable[PublicKey]) -> str:
    """What is wrong with the line of keys, the first first; empty when each is vouched for by the one before it, or begins
    anew, which its entry must tell.
    """
    before: PublicKey | None = None
    for key in keys:
        if key.n != (before.n + 1 if before else 1):
            return f"key {before.n + 1 if before else 1} is missing"
        if key.fingerprint != fingerprint(key.public):
            return f"key {key.n}: its fingerprint is not that of its public half"
        if not key.begins and (before is None or key.body != body(key.n, key.public, before.fingerprint, key.at)):
            return f"key {key.n}: what was signed about it says otherwise"
        if not signed((key if key.begins or before is None else before).public, key.signature, key.body):
            return f"key {key.n}: the key before it did not sign it"
        before = key
    return ""


def ensure(folder: Path, database: Database, clock: Clock) -> None:
    """At set-up: make the first key where there is none. A key that was lost is not made again: `private` says so."""
    with database.write() as tx:
        if not kept(tx):
            key = Ed25519PrivateKey.from_private_bytes(keyfile.make(folder / FILE))
            _add(tx, key, key, "made", clock, "set-up")


def private(folder: Path, keys: list[PublicKey]) -> Ed25519PrivateKey:
    """The key to sign with: that of the newest row. Finishes a change of keys that was cut short. Raises NoKey."""
    if not keys:
        raise NoKey("there is no key to sign checkpoints with: run 'doorstep db upgrade'")
    if (folder / NEXT).exists() and _of(folder / NEXT) == keys[-1].public:
        _take_up(folder, keys[-1].n)
    try:
        seed = keyfile.load(folder / FILE)
    except keyfile.KeyUnusable as error:
        raise NoKey(str(error)) from None
    key = Ed25519PrivateKey.from_private_bytes(seed)
    if key.public_key().public_bytes_raw() != keys[-1].public:
        raise NoKey(
            f"{folder / FILE} is not the ledger's newest key ({keys[-1].fingerprint[:SHORTEST]}): put that one back"
        )
    return key


def rotate(folder: Path, database: Database, clock: Clock, by: str) -> str:
    """Make the next key, have the present one sign it, put it in its place; returns the new fingerprint. Raises NoKey."""
    with database.write() as tx:
        before = kept(tx)
        old = private(folder, before)
        (folder / NEXT).unlink(missing_ok=True)
        new = Ed25519PrivateKey.from_private_bytes(keyfile.make(folder / NEXT))
        made = _add(tx, new, old, "rotated", clock, by)
    _take_up(folder, len(before) + 1)  # cut short before this, `private` does it
    return made


def lost(folder: Path, database: Database, clock: Clock, by: str, why: str) -> str:
    """The newest key is lost for good: make one that nobody before it signs, and say so in the record for ever.

    `by` is a staff id, `why` in their words. Returns the new fingerprint. Raises NoKey where a key's file is there.
    """
    with database.write() as tx:
        before = kept(tx)
        _gone(folder, before)
        (folder / NEXT).unlink(missing_ok=True)
        new = Ed25519PrivateKey.from_private_bytes(keyfile.make(folder / NEXT))
        made = _add(tx, new, new, "lost", clock, by, {"why": why.encode()})
    _take_up(folder, len(before) + 1)  # cut short before this, `private` does it
    return made


def _gone(folder: Path, keys: list[PublicKey]) -> None:
    """Raises NoKey unless there was a key, and no file of one is there."""
    file = folder / FILE
    try:
        private(folder, keys)
    except NoKey as error:
        if not keys:
            raise
        if file.exists():
            raise NoKey(f"it is not lost, its file is there: {error}. Or move {file} elsewhere and keep it") from None
        return
    raise NoKey(f"it is not lost: {file} is the newest key. For another one: doorstep ledger rotate")


def tell_backed_up(database: Database, clock: Clock, by: str) -> str:
    """Keep that `by` (a staff id) said that the newest key is kept elsewhere too; returns its fingerprint. Raises NoKey."""
    with database.write() as tx:
        keys, at = kept(tx), stamp(clock())
        if not keys:
            raise NoKey("there is no key yet: run 'doorstep db upgrade'")
        tx.execute(text("UPDATE ledger_key SET backed_up_at = :at WHERE n = :n"), {"at": at, "n": keys[-1].n})
        _tell(tx, "backed_up", keys[-1].n, keys[-1].fingerprint, at, by)
    return keys[-1].fingerprint


def _take_up(folder: Path, n: int) -> None:
    """The old key's file stays, under another name: a database put back from before the change needs it."""
    if (folder / FILE).exists():
        (folder / FILE).replace(folder / f"{FILE}.{n - 1}")
    (folder / NEXT).replace(folder / FILE)


def _of(file: Path) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(keyfile.load(file)).public_key().public_bytes_raw()


def _add(
    tx: Connection,
    new: Ed25519PrivateKey,
    signs: Ed25519PrivateKey,
    what: str,
    clock: Clock,
    by: str,
    private: Mapping[str, bytes] | None = None,
) -> str:
    before, at, public = kept(tx), stamp(clock()), new.public_key().public_bytes_raw()
    follows = "" if signs is new else before[-1].fingerprint
    n, name = len(before) + 1, fingerprint(public)
    told = body(n, public, follows, at)
    insert_many(tx, "ledger_key", _COLUMNS, [(n, name, public, at, told, signs.sign(told))])
    _tell(tx, what, n, name, at, by, private)
    return name


def _tell(
    tx: Connection, what: str, n: int, name: str, at: str, by: str, private: Mapping[str, bytes] | None = None
) -> None:
    data = {"what": what, "n": n, "fingerprint": name, "by": by}
    append(tx, [Draft(EntryKind.KEY, None, data, private or {})], at)
