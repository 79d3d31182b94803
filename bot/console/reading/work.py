"""Needs by whom and by when."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.console.reading.lookup import ERASED, words
from bot.store.tables import InteractionRow, NeedRow

MOST = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need and the words it stands in."""

    need: NeedRow
    said: InteractionRow
    text: str


def needs(session: Session, destination: str = "", *, closed: bool = False) -> list[Wanted]:
    """Open needs by when they fall due; or the last ones closed."""
    chosen = select(NeedRow, InteractionRow).join(InteractionRow, col(NeedRow.interaction_id) == InteractionRow.id)
    chosen = chosen.where(NeedRow.state == ("closed" if closed else "open"))
    if destination:
        chosen = chosen.where(NeedRow.destination == destination)
    order = col(NeedRow.closed_at).desc() if closed else col(NeedRow.due_at)
    pairs = session.exec(chosen.order_by(order).limit(MOST)).all()
    texts = words(session, [said.text_seq for _, said in pairs])
    return [Wanted(need, said, texts.get(said.text_seq, ERASED)) for need, said in pairs]


def destinations(session: Session) -> Sequence[str]:
    """Who has open needs."""
    chosen = select(NeedRow.destination).where(NeedRow.state == "open").distinct()
    return session.exec(chosen.order_by(NeedRow.destination)).all()
