"""What data protection decided, as SQLModel classes: approvals of the processing, requests for access, what was weighed.

They hold codes, opaque ids and the landlord's own settings; reasons stand in `content` under the entries.
"""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class ApprovalOfProcessing(SQLModel, table=True):
    """The data-protection role approved what the settings said then. `covers` is canonical JSON (`bot.rights.matters`),
    `digest` its SHA-256 as hex; `seq` the entry whose private field says why. The latest counts, unless withdrawn.
    """

    __tablename__ = "data_protection"
    id: str = Field(primary_key=True)
    digest: str
    covers: str
    approved_by: str
    approved_at: str
    seq: int
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None


class SubjectRequest(SQLModel, table=True):
    """Somebody asked for what is held about them. `about`: an account's or a customer's id. `state`: open, exported, closed.

    `received` and `due` are London dates; one month, and two more where the data-protection role says why.
    """

    __tablename__ = "subject_request"
    __table_args__ = (CheckConstraint("state IN ('open', 'exported', 'closed')", name="request_states"),)
    id: str = Field(primary_key=True)
    about: str = Field(index=True)
    received: str
    due: str
    opened_by: str
    opened_at: str
    state: str = Field(default="open", index=True)
    done_by: str | None = None
    done_at: str | None = None


class Weighing(SQLModel, table=True):
    """One thing in a request that concerns others too: a private field (`seq`, `field`), a whole entry (`field` empty), or
    a member of staff (`seq` 0, `field` the staff id). `state`: waiting, given, shortened, withheld.

    `owner`: whose private field it is, so that an erasure finds what was said about it. `decided_seq`: the entry.
    """

    __tablename__ = "weighing"
    __table_args__ = (
        UniqueConstraint("request_id", "seq", "field"),
        CheckConstraint("state IN ('waiting', 'given', 'shortened', 'withheld')", name="weighing_states"),
        CheckConstraint(
            "state = 'waiting' OR weighed_by IS NOT NULL OR (kind = 'staff' AND state = 'given')",
            name="a_person_weighs",
        ),
    )
    id: str = Field(primary_key=True)
    request_id: str = Field(index=True)
    seq: int
    field: str
    owner: str
    kind: str
    state: str = "waiting"
    ground: str = ""
    weighed_by: str | None = None
    weighed_at: str | None = None
    decided_seq: int | None = None
