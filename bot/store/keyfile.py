"""The key that an adapter's sessions and tokens are encrypted with: a file of its own, readable by its owner only."""

import base64
import contextlib
import os
import stat
from pathlib import Path

KEY_BYTES = 32


class KeyUnusable(Exception):
    """The key file is missing, open to others, or not a key; the text says which and what to do."""


def make(file: Path) -> bytes:
    """Write a new key to `file`, or read the one that is there: never half a key, never open to others, never two."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(base64.urlsafe_b64encode(os.urandom(KEY_BYTES)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(FileExistsError):  # the key that is there stays
            file.hardlink_to(draft)
    finally:
        draft.unlink()
    return load(file)


def load(file: Path) -> bytes:
    """The key in `file`. Raises KeyUnusable."""
    try:
        mode, text = file.stat().st_mode, file.read_bytes()
    except OSError as error:
        raise KeyUnusable(
            f"the key file {file} cannot be read: {error.strerror}. Put it back from where it is kept"
        ) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyUnusable(f"the key file {file} is open to others: chmod 600 it")
    try:
        key = base64.urlsafe_b64decode(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyUnusable(f"the key file {file} does not hold a key: put the right one back from where it is kept")
    return key
