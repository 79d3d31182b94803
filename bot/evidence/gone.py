"""Private fields that are gone: each must have gone by an erasure, which is an entry after the one they belonged to."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, text

from rules.model.evidence import EntryKind

_ERASED = text("SELECT item, seq, body FROM entry WHERE kind = :kind AND item IN :items").bindparams(
    bindparam("items", expanding=True)
)
_LISTED = ("accounts", "cases", "comments")
_ANY = ""
"""Stands for every field of an item."""


class _Data(msgspec.Struct):
    only: tuple[str, ...] = (_ANY,)


class _Body(msgspec.Struct):
    data: _Data


class Gone:
    """Remembers what no entry of its own explains until an erasure that lists it comes by. Flat: one id each, and what its
    fields are called.
    """

    def __init__(self) -> None:
        self._unsaid: dict[str, dict[str, int]] = {}

    def look(self, tx: Connection, lacking: Mapping[str | None, Mapping[str, int]]) -> None:
        """Items with the fields their entries lack, each with the last such entry. One without an item cannot be erased."""
        items = [item for item in lacking if item is not None]
        rows = tx.execute(_ERASED, {"kind": EntryKind.ERASED.value, "items": items}).all() if items else []
        said: dict[tuple[str, str], int] = {}
        for row in rows:
            for name in _went(row):
                said[row.item, name] = max(row.seq, said.get((row.item, name), 0))
        for item, fields in lacking.items():
            for name, seq in fields.items():
                by = max(said.get((item or "", name), 0), said.get((item or "", _ANY), 0))
                if item is None or by < seq:
                    self._unsaid.setdefault(item or "", {})[name] = seq

    def erased(self, data: Mapping[str, Any]) -> None:
        """An *erased* entry: what it lists is explained."""
        named = [one for part in _LISTED for one in data.get(part, ())]
        for one in (*named, *(f"payload:{n}" for n in data.get("payloads", ()))):
            self._unsaid.pop(one, None)

    def fault(self) -> str:
        """The first entry whose fields went without a word; empty when there is none."""
        if not self._unsaid:
            return ""
        seq = min(seq for fields in self._unsaid.values() for seq in fields.values())
        return f"entry {seq}: private fields of it are gone, and no entry says that they were erased"


def _went(row: Row[Any]) -> tuple[str, ...]:
    """Which fields it says are gone; of an entry that cannot be read, any: it is a fault of its own."""
    try:
        return msgspec.json.decode(bytes(row.body), type=_Body).data.only
    except (msgspec.MsgspecError, TypeError):
        return (_ANY,)
