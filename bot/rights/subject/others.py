"""Whether a payload names anybody but its author: a known account, or whatever stands where platforms write names."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, text

from bot.store.within import rows_within

_KNOWN = "SELECT id FROM account WHERE ref IN :values OR handle IN :values"
_MINE = text("SELECT ref, handle FROM account WHERE id IN :values").bindparams(bindparam("values", expanding=True))
_OURS = text("SELECT settings FROM channel")
_WORDS_FOR_NAMES = r"user_?name|screen_?name|display_?name|global_?name|handle|nick"
_NAMING = re.compile(
    rf"({_WORDS_FOR_NAMES}|did|owner|(author|user|owner|sender|recipient|participant)_?ids?|author)$", re.IGNORECASE
)
_OF_THIS_ONE = re.compile(rf"({_WORDS_FOR_NAMES})", re.IGNORECASE)
_LASTING = ("id", "did", "ref")
_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]+")
"""A decentralised identifier (W3C DID Core 1.0, 3.1): whose a reference is, where references say it."""
_LONGEST_REFERENCE = 2_000


def names_others(tx: Connection, payload: bytes, accounts: Collection[str], ours: Collection[str] = ()) -> bool:
    """In doubt yes: then a person looks. `accounts`: ids of whoever asks; `ours`: what else the landlord is called."""
    try:
        body = msgspec.json.decode(payload)
        told = {value for _, value in _told("", body)}
        hers = _called(tx, accounts) | _in_settings(tx) | our_ids(body) | set(ours)
        named = set(_named(body, hers))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return True
    known = {row.id for row in rows_within(tx, _KNOWN, sorted(_parts(told)))}
    return bool(known - set(accounts) or named - hers or dids(told) - hers)


def our_ids(body: Any) -> set[str]:
    """What the landlord is called there, as our own adapter wrote it beside what the platform sent."""
    found: set[str] = set()
    if isinstance(body, dict):
        for beside in (body, body.get("doorstep")):
            named = beside.get("ours") if isinstance(beside, dict) else None
            found |= {value for _, value in _told("", named)}
    return found


def texts(payload: bytes) -> set[str]:
    """Every text and whole number in it; none where it cannot be read, which `names_others` tells."""
    try:
        return {value for _, value in _told("", msgspec.json.decode(payload))}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return set()


def dids(words: Collection[str]) -> set[str]:
    """Every DID that stands in them."""
    return {found for one in words for found in _DID.findall(one)}


def _called(tx: Connection, accounts: Collection[str]) -> set[str]:
    return {value for row in tx.execute(_MINE, {"values": list(accounts)}) for value in row}


def _in_settings(tx: Connection) -> set[str]:
    """What the landlord is called in the channels' settings."""
    return {value for row in tx.execute(_OURS) for _, value in _told("", _plain(row.settings))}


def _plain(settings: Any) -> Any:
    return msgspec.json.decode(settings) if isinstance(settings, str | bytes) else settings


def _parts(told: Collection[str]) -> set[str]:
    """Each value, and what a reference is made of: an address often has a name between its strokes."""
    references = [one for one in told if "/" in one and len(one) < _LONGEST_REFERENCE]
    return {*told, *(part for one in references for part in one.split("/"))} - {""}


def _named(thing: Any, hers: Collection[str]) -> Iterator[str]:
    """What stands where names are written. Beside a lasting id of theirs stand names of theirs, whatever these are."""
    if isinstance(thing, list):
        for one in thing:
            yield from _named(one, hers)
    elif isinstance(thing, dict):
        theirs = any(str(thing[key]) in hers for key in _LASTING if thing.get(key) is not None)
        for key, value in thing.items():
            if isinstance(value, dict) or not _NAMING.search(key):
                yield from _named(value, hers)
            elif not (theirs and _OF_THIS_ONE.fullmatch(key)):
                yield from (found for _, found in _told("", value) if found)


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
