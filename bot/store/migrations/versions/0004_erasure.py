"""Legal holds, and what has been erased."""

import sqlalchemy as sa
from alembic import op

from bot.store import erasure_triggers

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        _text("id"),
        _text("about"),
        sa.Column("set_seq", sa.Integer(), nullable=False),
        _text("set_by"),
        _text("set_at"),
        _text("lifted_by", nullable=True),
        _text("lifted_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_legal_hold_about", "legal_hold", ["about"])
    op.create_table(
        "erasure",
        _text("id"),
        _text("about"),
        _text("reason"),
        _text("by"),
        _text("at"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Integer(), nullable=False),
        _text("state"),
        _text("searched_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_erasure_about", "erasure", ["about"])
    op.create_index("ix_erasure_state", "erasure", ["state"])
    for statement in erasure_triggers.create_all(op.get_context().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """What was held and erased stays on record."""
    raise NotImplementedError("the fourth migration makes the holds; it is not undone")


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)
