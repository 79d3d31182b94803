"""Opaque random ids and the one form times are written in. Ids carry nothing: no time, no counter, no person."""

import os
from datetime import UTC, datetime
from functools import lru_cache


def new_id(prefix: str) -> str:
    """A random id such as `i_9f86d081884c7d65` (64 bits)."""
    return f"{prefix}_{os.urandom(8).hex()}"


@lru_cache(maxsize=4096)  # the comment path writes the same few moments many times over
def stamp(moment: datetime) -> str:
    """An aware time as `2026-11-22T08:45:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def moment(text: str) -> datetime:
    """The inverse of `stamp`; raises ValueError for anything else."""
    return datetime.fromisoformat(text)
