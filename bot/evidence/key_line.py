"""The line of keys beside the entries that made them known, while `bot.evidence.verify` walks along the ledger."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from bot.evidence import keys
from bot.evidence.keys import PublicKey


class Unvouched(Exception):
    """A key, a signature or a checkpoint is not right; the text names it."""


class KeyLine:
    """The keys that are kept, and how far entries have told of them. Raises Unvouched, naming what is wrong."""

    def __init__(self, kept: list[PublicKey]) -> None:
        if fault := keys.fault(kept):
            raise Unvouched(fault)
        self._keys = kept
        self._told: list[tuple[int, str]] = []
        self._backed_up: dict[int, str] = {}
        self.breaks: list[str] = []
        """Where a key was said to be lost, a sentence each."""

    def __len__(self) -> int:
        return len(self._keys)

    def tell(self, seq: int, at: str, data: Mapping[str, Any]) -> None:
        """A *key* entry: it must tell of the key that is kept, and of a lost one just where the line begins anew."""
        n, name = data.get("n"), data.get("fingerprint")
        if data.get("what") == "backed_up":
            self._backed_up[int(n or 0)] = at
            return
        self._told.append((int(n or 0), str(name)))
        if self._told != [(key.n, key.fingerprint) for key in self._keys[: len(self._told)]]:
            raise Unvouched(f"entry {seq} (key): key {n} is another than the one it made known ({name})")
        broken = len(self._told) > 1 and self._keys[len(self._told) - 1].begins
        if broken != (data.get("what") == "lost"):
            raise Unvouched(f"entry {seq} (key): whether the key before key {n} was lost is told otherwise")
        if broken:
            self.breaks.append(
                f"Key {len(self._told) - 1} was said to be lost at entry {seq:,}, on {at}: no key before it vouches for"
                f" {name}, which signs from there. Ask for its fingerprint by another way, and check with --key."
            )

    def holds(self, name: str, key: str) -> None:
        """Something was signed here: by the key that held, or it is wrong."""
        if not self._told or self._told[-1][1] != key:
            raise Unvouched(f"{name}: it was signed by a key that did not hold then")

    def done(self) -> None:
        """The walk is over: every key was made known."""
        if len(self._told) != len(self._keys):
            raise Unvouched(f"key {len(self._told) + 1} was made known by no entry")
        for key in self._keys:
            if key.backed_up_at != self._backed_up.get(key.n):
                raise Unvouched(f"key {key.n}: nobody told at {key.backed_up_at} that it is backed up")

    def origin(self, asked: str, signed_by: str) -> str:
        """Whoever trusts a key trusts what it and the keys it vouches for signed; returns its whole fingerprint."""
        trusted = [key for key in self._keys if key.named(asked)]
        if not trusted:
            raise Unvouched(
                f"the ledger has no key {asked}: its newest is {self._told[-1][1] if self._told else 'none'}"
            )
        after = self._keys[trusted[0].n - 1 :]
        vouched = {key.fingerprint for key in takewhile(lambda key: key is after[0] or not key.begins, after)}
        if signed_by in vouched:
            return trusted[0].fingerprint
        if signed_by in {key.fingerprint for key in after}:
            raise Unvouched(f"origin not shown by the key {trusted[0].fingerprint}: {' '.join(self.breaks)}")
        raise Unvouched(f"no checkpoint bears the signature of the key {trusted[0].fingerprint} or of one after it")
