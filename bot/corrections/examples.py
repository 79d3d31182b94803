"""The examples that stand: the latest correction of each comment whose words are still kept. They go with their comment."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, text

from bot.store.within import rows_within
from rules.model.correction import Correction
from rules.model.plain import from_plain

_ALL = text("SELECT seq, at, item, body FROM entry WHERE kind = 'corrected' ORDER BY seq")
_STANDING = (
    "SELECT i.id, i.kind, c.value, p.value AS above FROM interaction i"
    " JOIN content c ON c.seq = i.text_seq AND c.field = 'text'"
    " LEFT JOIN content p ON p.seq = i.text_seq AND p.field = 'parent_text'"
    " WHERE i.id IN :values AND i.state <> 'erased'"
)


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled comment. `id` and `text_seq` are its source, `seq` the entry that labels it, `by` a staff id."""

    id: str
    text_seq: int
    seq: int
    at: str
    by: str
    kind: str
    said: Correction
    text: str
    above: str


def examples(tx: Connection) -> list[Example]:
    """In the order they were labelled. One that was taken back, or whose comment was erased, is none."""
    latest: dict[str, tuple[int, str, dict[str, object]]] = {}
    for row in tx.execute(_ALL):
        data = msgspec.json.decode(bytes(row.body))["data"]
        latest.pop(row.item, None)
        if data["what"] == "labels":
            latest[row.item] = (row.seq, row.at, data)
    return list(_standing(tx, latest))


def _standing(tx: Connection, latest: dict[str, tuple[int, str, dict[str, object]]]) -> Iterator[Example]:
    words = {row.id: row for row in rows_within(tx, _STANDING, list(latest))}
    for item, (seq, at, data) in latest.items():
        row = words.get(item)
        if row is not None:
            said = from_plain(Correction, {name: data[name] for name in ("behaviours", "needs", "target", "outcome")})
            above = _decoded(row.above) if row.above is not None else ""
            source = int(str(data["text_seq"]))
            yield Example(item, source, seq, at, str(data["by"]), row.kind, said, _decoded(row.value), above)


def _decoded(value: bytes) -> str:
    return bytes(value).decode("utf-8", "surrogatepass")
