"""Whether a payload names anybody but its author: a known account, or whatever stands where platforms write names."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, text

_KNOWN = text("SELECT id FROM account WHERE ref IN :values OR handle IN :values").bindparams(
    bindparam("values", expanding=True)
)
_MINE = text("SELECT ref, handle FROM account WHERE id IN :values").bindparams(bindparam("values", expanding=True))
_OURS = text("SELECT settings FROM channel")
_NAMING = re.compile(r"(user_?name|screen_?name|display_?name|global_?name|handle|nick|did|author_?id)$", re.IGNORECASE)


def names_others(tx: Connection, payload: bytes, accounts: Collection[str]) -> bool:
    """In doubt yes: then a person looks. `accounts`: ids of whoever asks."""
    try:
        told = list(_told("", msgspec.json.decode(payload)))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return True
    values = sorted({value for _, value in told})
    known = set(tx.execute(_KNOWN, {"values": values}).scalars()) if values else set()
    if known - set(accounts):
        return True
    hers = {value for row in tx.execute(_MINE, {"values": list(accounts)}) for value in row} | _ours(tx)
    author = {value for name, value in told if _NAMING.search(name)} - hers
    return len(author) > 1  # one more is the name they chose to be shown by


def _ours(tx: Connection) -> set[str]:
    """What the landlord is called in the channels' settings."""
    return {value for row in tx.execute(_OURS) for _, value in _told("", _plain(row.settings))}


def _plain(settings: Any) -> Any:
    return msgspec.json.decode(settings) if isinstance(settings, str | bytes) else settings


def _told(name: str, thing: Any) -> Iterator[tuple[str, str]]:
    """Every text with the key it stands under, whole numbers too: some platforms number people."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from _told(str(key), value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _told(name, value)
    elif isinstance(thing, str) or (isinstance(thing, int) and not isinstance(thing, bool)):
        yield name, str(thing)
