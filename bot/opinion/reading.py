"""Reads what came of a second opinion on one comment."""

from typing import Any

import msgspec
from sqlmodel import Session

from bot.opinion.told import Told, told
from bot.store.opinion_tables import OpinionRow
from bot.store.tables import Content, Entry


def of_comment(session: Session, interaction_id: str) -> Told | None:
    """None where nobody asked for one and nobody will."""
    row = session.get(OpinionRow, interaction_id)
    if row is None:
        return None
    entry = session.get(Entry, row.seq) if row.seq is not None and row.state != "erased" else None
    if entry is None:
        return told(row.state, row.why)
    data: dict[str, Any] = msgspec.json.decode(entry.body)["data"]
    because = session.get(Content, (entry.seq, "because"))
    words = bytes(because.value).decode("utf-8", "surrogatepass") if because else ""
    return told(row.state, row.why, data, words)
