"""Who vouches for the ledger, as SQLModel classes: its signing keys, its signed checkpoints, and the witnesses outside."""

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel


class LedgerKey(SQLModel, table=True):
    """A public signing key (Ed25519). `body`, canonical JSON, says what it follows; `signature` is by the key before it.

    The first key has nobody before it: it signs itself. `backed_up_at` is when somebody said that the private half is kept
    elsewhere too.
    """

    __tablename__ = "ledger_key"
    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    fingerprint: str = Field(unique=True)
    public: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    signature: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    backed_up_at: str | None = None


class CheckpointRow(SQLModel, table=True):
    """The signed tree of the first `size` entries. `body` is the canonical JSON that was signed; `edge` is the tree's right
    edge (32 bytes a full subtree, the largest first), from which the next checkpoint goes on.
    """

    __tablename__ = "checkpoint"
    size: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    root: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    edge: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    fingerprint: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    signature: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class WitnessRow(SQLModel, table=True):
    """One checkpoint for one witness outside. `state`: waiting, sent, failed (and tried again at `next_at`).

    `receipt` is what the witness answered where that proves something by itself: a time-stamp token.
    """

    __tablename__ = "witness"
    size: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(primary_key=True)
    kind: str
    state: str = Field(default="waiting", index=True)
    at: str
    next_at: str
    tries: int = 0
    why: str = ""
    receipt: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
