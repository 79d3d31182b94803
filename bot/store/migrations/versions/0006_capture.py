"""What is still to be captured of a comment, and when to look at it again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "capture",
        _text("interaction_id"),
        _text("channel"),
        _text("state"),
        _text("asked_at"),
        _text("next_at"),
        _number("tries"),
        _text("why"),
        _number("seq", nullable=True),
        _text("without_by", nullable=True),
        _number("without_seq", nullable=True),
        _number("checks"),
        _text("check_at", nullable=True),
        sa.PrimaryKeyConstraint("interaction_id"),
    )
    op.create_index("capture_due", "capture", ["state", "next_at"])
    op.create_index("capture_check", "capture", ["check_at"])


def downgrade() -> None:
    """Who said that an act may go on without a capture stays on record."""
    raise NotImplementedError("the sixth migration makes the captures; it is not undone")


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=nullable)
