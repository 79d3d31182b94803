"""Private fields that are gone: each must have gone by an erasure, which is an entry after the one they belonged to."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, text

from rules.model.evidence import EntryKind

_ERASED = text("SELECT item, max(seq) FROM entry WHERE kind = :kind AND item IN :items GROUP BY item").bindparams(
    bindparam("items", expanding=True)
)
_LISTED = ("accounts", "cases", "comments")


class Gone:
    """Remembers what no entry of its own explains until an erasure that lists it comes by. Flat: one id each."""

    def __init__(self) -> None:
        self._unsaid: dict[str, int] = {}

    def look(self, tx: Connection, lacking: Mapping[str | None, int]) -> None:
        """Items of entries that lack fields, each with the last such entry. An entry without an item cannot be erased."""
        items = [item for item in lacking if item is not None]
        rows = tx.execute(_ERASED, {"kind": EntryKind.ERASED.value, "items": items}).all() if items else []
        said = {row[0]: row[1] for row in rows}
        for item, seq in lacking.items():
            if item is None or said.get(item, 0) < seq:
                self._unsaid[item or ""] = seq

    def erased(self, data: Mapping[str, Any]) -> None:
        """An *erased* entry: what it lists is explained."""
        named = [one for part in _LISTED for one in data.get(part, ())]
        for one in (*named, *(f"payload:{n}" for n in data.get("payloads", ()))):
            self._unsaid.pop(one, None)

    def fault(self) -> str:
        """The first entry whose fields went without a word; empty when there is none."""
        if not self._unsaid:
            return ""
        seq = min(self._unsaid.values())
        return f"entry {seq}: private fields of it are gone, and no entry says that they were erased"
