"""Whose the words above a comment are: those it answers, which came with it. Said only where it is known."""

from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection, text

from rules.model.interaction import Where

_SAID_BY = text(
    "SELECT account_id FROM interaction WHERE channel = :channel AND ref = :ref ORDER BY text_seq DESC LIMIT 1"
)


class Whose(StrEnum):
    """The landlord's, the author's own, somebody else's, or not known."""

    OURS = "ours"
    THEIRS = "theirs"
    OTHERS = "others"
    UNKNOWN = "unknown"


class Answering(Protocol):
    """A comment as the store has it."""

    @property
    def channel(self) -> str: ...
    @property
    def account_id(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def root(self) -> str | None: ...


def whose(tx: Connection, said: Answering) -> Whose:
    """Comments on record are never the landlord's. What begins a thread on the landlord's own page is the landlord's
    unless it is on record; anything else may be an answer of ours, or of somebody we never heard.
    """
    if not said.parent:
        return Whose.UNKNOWN
    by = tx.execute(_SAID_BY, {"channel": said.channel, "ref": said.parent}).scalar()
    if by is not None:
        return Whose.THEIRS if by == said.account_id else Whose.OTHERS
    on_ours = said.place == Where.OUR_PAGE and said.parent == said.root
    return Whose.OURS if on_ours else Whose.UNKNOWN
