"""Time stamps that were kept with a checkpoint: each must be of that checkpoint, and of an authority, where one is named."""

from hashlib import sha256

from cryptography.x509 import Certificate
from sqlalchemy import Connection, text

from bot.evidence import checkpoints

_STAMPS = text("SELECT name, receipt FROM witness WHERE size = :size AND receipt IS NOT NULL ORDER BY name")


def look(tx: Connection, size: int, roots: tuple[Certificate, ...]) -> tuple[int, str]:
    """How many stamps the checkpoint of `size` has, and what is wrong with the first wrong one.

    Without `roots` only what was stamped is looked at, not who stamped it.
    """
    rows = tx.execute(_STAMPS, {"size": size}).all()
    if not rows:
        return 0, ""
    from adapters.post.timestamp import fault, imprint  # only here: most ledgers have none

    line = checkpoints.of_size(tx, size).line.encode()
    for name, receipt in rows:
        if imprint(bytes(receipt)) != sha256(line).digest():
            return len(rows), f"the time stamp of {name} is not of this checkpoint"
        if roots and (wrong := fault(bytes(receipt), line, list(roots))):
            return len(rows), f"{name}: {wrong}"
    return len(rows), ""
