"""Looking into a house that a test has acted on, and at its pages."""

import re
from collections.abc import Callable
from html import unescape
from typing import TypeVar

from sqlmodel import Session, col, select

from bot.store.tables import ActionRow, Entry
from tests.bot.console.conftest import House

Found = TypeVar("Found")


def look(house: House, read: Callable[[Session], Found]) -> Found:
    with house.database.look() as session:
        return read(session)


def state(house: House, story: str, measure: str) -> str:
    """How far a seeded action got."""
    return look(house, lambda session: session.get_one(ActionRow, house.seeded.actions[story, measure]).state)


def kinds(house: House, story: str) -> list[str]:
    """The record about a story."""
    item = house.seeded.items[story]
    return look(
        house, lambda session: list(session.exec(select(Entry.kind).where(Entry.item == item).order_by(col(Entry.seq))))
    )


def entries(house: House) -> int:
    """How much has happened; that somebody looked is no happening."""
    happened = select(Entry.seq).where(Entry.kind != "viewed")
    return look(house, lambda session: len(session.exec(happened).all()))


def text(page: str) -> str:
    """What a reader sees."""
    return re.sub(r" ([,.:])", r"\1", " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split()))


def order(page: str, house: House) -> list[str]:
    """Stories in the order of the queue."""
    names = {item: name for name, item in house.seeded.items.items()}
    return [names[item] for item in re.findall(r'id="i-(i_[0-9a-f]+)"', page)]
