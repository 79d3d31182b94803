"""Legal holds and what has been erased, as SQLModel classes. Neither holds anything about a person but opaque ids."""

from sqlmodel import Field, SQLModel


class HoldRow(SQLModel, table=True):
    """Nothing about this (a comment's, account's, case's or payload's id) is erased until a person lifts it.

    `set_seq` is the entry whose private field says why. `set_by`, `lifted_by`: staff ids.
    """

    __tablename__ = "legal_hold"
    id: str = Field(primary_key=True)
    about: str = Field(index=True)
    set_seq: int
    set_by: str
    set_at: str
    lifted_by: str | None = None
    lifted_at: str | None = None


class ErasureRow(SQLModel, table=True):
    """Something was erased. `seq` is its entry, `fields` how many private fields went; `by` is empty for the retention run.

    `state`: deleted, then searched once nothing of it was found in the raw bytes.
    """

    __tablename__ = "erasure"
    id: str = Field(primary_key=True)
    about: str = Field(index=True)
    reason: str
    by: str
    at: str
    seq: int
    fields: int
    state: str = Field(default="deleted", index=True)
    searched_at: str | None = None
