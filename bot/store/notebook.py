"""An adapter's small state (sessions, tokens), encrypted in the database under a key that is not in it."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, text

from bot.store.writer import Writer

_NONCE_BYTES = 12
_READ = text("SELECT value FROM note WHERE channel = :channel AND name = :name")
_WRITE = text(
    "INSERT INTO note (channel, name, value) VALUES (:channel, :name, :value)"
    " ON CONFLICT (channel, name) DO UPDATE SET value = excluded.value"
)


class WrongKey(Exception):
    """A note was written under another key, or changed since; the text says whose."""


class StoreNotebook:
    """One channel's `adapters.platform.Notebook`. `key`: 32 bytes from `bot.store.keyfile`.

    AES-256-GCM, a fresh nonce for each write; channel and name are authenticated, so that no note passes for another.
    """

    def __init__(self, writer: Writer, channel: str, key: bytes) -> None:
        self._writer, self._channel, self._cipher = writer, channel, AESGCM(key)

    async def read(self, name: str) -> str | None:
        """The text last written under `name`, or None. Raises WrongKey."""
        sealed = await self._writer.submit(lambda tx: self._select(tx, name), 1)
        return None if sealed is None else self._open(name, sealed)

    async def write(self, name: str, text: str) -> None:
        """Keep `text` under `name`; returns after the commit."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), self._label(name))
        row = {"channel": self._channel, "name": name, "value": sealed}
        await self._writer.submit(lambda tx: tx.execute(_WRITE, row).rowcount, 1)

    def _select(self, tx: Connection, name: str) -> bytes | None:
        row = tx.execute(_READ, {"channel": self._channel, "name": name}).first()
        return bytes(row[0]) if row else None

    def _open(self, name: str, sealed: bytes) -> str:
        nonce, words = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, words, self._label(name)).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError):
            raise WrongKey(
                f"the note '{name}' of channel {self._channel} does not open with this key:"
                " put the right key file back, or sign the channel in again"
            ) from None

    def _label(self, name: str) -> bytes:
        return f"doorstep.note.1\x00{self._channel}\x00{name}".encode()
