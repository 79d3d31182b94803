"""What is still to be captured of a comment, as an SQLModel class. It holds codes, times and opaque ids only."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class CaptureRow(SQLModel, table=True):
    """The queue of captures: one row a comment that somebody may have to answer for.

    `state`: waiting, done, failed, erased. `why` is the code of the last failure. `seq` is the *captured* entry, or the last
    *capture_failed* one. `without_by`: the member of staff who said that a one-way act may go on without it;
    `without_seq` is the entry that holds the reason. `check_at` is when the platform is next asked whether the comment
    still stands; `checks` counts how often that was done.
    """

    __tablename__ = "capture"
    __table_args__ = (Index("capture_due", "state", "next_at"), Index("capture_check", "check_at"))
    interaction_id: str = Field(primary_key=True)
    channel: str
    state: str = "waiting"
    asked_at: str
    next_at: str
    tries: int = 0
    why: str = ""
    seq: int | None = None
    without_by: str | None = None
    without_seq: int | None = None
    checks: int = 0
    check_at: str | None = None
