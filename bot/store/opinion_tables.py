"""Second opinions that are asked for, as an SQLModel class. It holds codes, times and opaque ids only."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class OpinionRow(SQLModel, table=True):
    """The queue of second opinions: one row a comment that a person looks at anyway.

    `state`: waiting, given, refused, garbled, failed, not_asked, erased. `why` is a code (`bot.opinion.codes`). `harm` is
    that of the decision: the gravest is asked about first. `seq` is the *opinion* entry.
    """

    __tablename__ = "opinion"
    __table_args__ = (Index("opinion_due", "state", "next_at"),)
    interaction_id: str = Field(primary_key=True)
    state: str = "waiting"
    harm: int
    asked_at: str
    next_at: str
    tries: int = 0
    why: str = ""
    seq: int | None = None
