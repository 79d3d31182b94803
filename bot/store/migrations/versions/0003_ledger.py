"""Who vouches for the ledger: signing keys, signed checkpoints, witnesses outside."""

import sqlalchemy as sa
from alembic import op

from bot.store import ledger_triggers

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "ledger_key",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        _text("fingerprint"),
        _bytes("public"),
        _text("at"),
        _bytes("body"),
        _bytes("signature"),
        _text("backed_up_at", nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        _text("at"),
        _bytes("root"),
        _bytes("edge"),
        _text("fingerprint"),
        _bytes("body"),
        _bytes("signature"),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_table(
        "witness",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        _text("name"),
        _text("kind"),
        _text("state"),
        _text("at"),
        _text("next_at"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _text("why"),
        _bytes("receipt", nullable=True),
        sa.PrimaryKeyConstraint("size", "name"),
    )
    op.create_index("ix_witness_state", "witness", ["state"])
    for statement in ledger_triggers.create_all(op.get_context().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """What was vouched for is never taken back."""
    raise NotImplementedError("the third migration makes the checkpoints; it is not undone")


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _bytes(name: str, *, nullable: bool = False) -> "sa.Column[bytes]":
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)
