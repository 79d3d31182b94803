"""Approvals of the processing, requests for access, and what a person weighed in them."""

import sqlalchemy as sa
from alembic import op

from bot.store import rights_triggers

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "data_protection",
        *(_text(name) for name in ("id", "digest", "covers", "approved_by", "approved_at")),
        _number("seq"),
        _text("withdrawn_by", nullable=True),
        _text("withdrawn_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "subject_request",
        *(_text(name) for name in ("id", "about", "received", "due", "opened_by", "opened_at", "state")),
        _text("done_by", nullable=True),
        _text("done_at", nullable=True),
        sa.CheckConstraint("state IN ('open', 'exported', 'closed')", name="request_states"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_subject_request_about", "subject_request", ["about"])
    op.create_index("ix_subject_request_state", "subject_request", ["state"])
    _weighing()
    for statement in rights_triggers.create_all(op.get_context().dialect.name):
        op.execute(sa.text(statement))


def _weighing() -> None:
    op.create_table(
        "weighing",
        _text("id"),
        _text("request_id"),
        _number("seq"),
        *(_text(name) for name in ("field", "owner", "kind", "state", "ground")),
        _text("weighed_by", nullable=True),
        _text("weighed_at", nullable=True),
        _number("decided_seq", nullable=True),
        sa.UniqueConstraint("request_id", "seq", "field"),
        sa.CheckConstraint("state IN ('waiting', 'given', 'shortened', 'withheld')", name="weighing_states"),
        sa.CheckConstraint(
            "state = 'waiting' OR weighed_by IS NOT NULL OR (kind = 'staff' AND state = 'given')",
            name="a_person_weighs",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_weighing_request_id", "weighing", ["request_id"])


def downgrade() -> None:
    """Who approved the processing and what was handed over stays on record."""
    raise NotImplementedError("the seventh migration makes the approvals; it is not undone")


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=nullable)
