"""People and cases: identity links, proposals and approvals, restrictions, appeals, markers, letters, the diary.

Columns are added by plain ADD COLUMN, and nothing that stands is rebuilt: a rebuilt table would lose its triggers silently.
"""
# long: every table of casework once, in one place

import sqlalchemy as sa
from alembic import op

from bot.store import case_triggers

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _people()
    _cases()
    _proposals()
    _restrictions()
    _letters()
    _time()
    _columns()
    for statement in case_triggers.create_all(op.get_context().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """What was decided about people is never taken away."""
    raise NotImplementedError("the second migration makes the cases; it is not undone")


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _id() -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id")


def _people() -> None:
    op.create_table("customer", _text("id"), _text("ref"), _text("created_at"), _id(), sa.UniqueConstraint("ref"))
    op.create_table(
        "identity_link",
        _text("id"),
        _text("account_id"),
        _text("customer_id"),
        _text("assurance"),
        _text("method"),
        _text("linked_by"),
        _text("at"),
        sa.Column("evidence_seq", sa.Integer(), nullable=True),
        _text("expires_at", nullable=True),
        sa.Column("high_impact", sa.Boolean(), nullable=False),
        _text("confirmed_by", nullable=True),
        _text("confirmed_at", nullable=True),
        _text("taken_back_at", nullable=True),
        _text("taken_back_by", nullable=True),
        sa.CheckConstraint(
            "assurance <> 'verified' OR (linked_by <> '' AND method <> '' AND evidence_seq IS NOT NULL"
            " AND (confirmed_by IS NOT NULL OR NOT high_impact))",
            name="verified_is_documented",
        ),
        sa.CheckConstraint("confirmed_by <> linked_by", name="link_needs_a_second_person"),
        _id(),
    )
    op.create_index("ix_identity_link_account_id", "identity_link", ["account_id"])
    op.create_index("ix_identity_link_customer_id", "identity_link", ["customer_id"])


def _cases() -> None:
    op.create_table(
        "case_file",
        _text("id"),
        _text("customer_id", nullable=True),
        _text("state"),
        _text("opened_at"),
        _text("opened_for"),
        sa.Column("high_impact", sa.Boolean(), nullable=False),
        _text("joined_into", nullable=True),
        _text("look_at"),
        _id(),
    )
    op.create_index("ix_case_file_customer_id", "case_file", ["customer_id"])
    op.create_index("ix_case_file_joined_into", "case_file", ["joined_into"])
    op.create_index("case_file_look", "case_file", ["state", "look_at"])
    op.create_table(
        "case_account",
        _text("case_id"),
        _text("account_id"),
        _text("since"),
        _text("left_at", nullable=True),
        sa.PrimaryKeyConstraint("case_id", "account_id"),
    )
    there = sa.text("left_at IS NULL")
    op.create_index(
        "case_account_once", "case_account", ["account_id"], unique=True, sqlite_where=there, postgresql_where=there
    )


def _proposals() -> None:
    op.create_table(
        "proposal",
        _text("id"),
        _text("case_id"),
        _text("proposed_by"),
        _text("post"),
        _text("involved"),
        _text("restriction"),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("review_months", sa.Integer(), nullable=True),
        _text("pack"),
        _text("version"),
        sa.Column("seats", sa.Integer(), nullable=False),
        _text("state"),
        _text("at"),
        sa.CheckConstraint("seats >= 1", name="somebody_approves"),
        _id(),
    )
    op.create_index("ix_proposal_case_id", "proposal", ["case_id"])
    op.create_table(
        "approval",
        _text("proposal_id"),
        _text("staff_id"),
        _text("post"),
        _text("at"),
        sa.PrimaryKeyConstraint("proposal_id", "staff_id"),
    )


def _restrictions() -> None:  # long: one line a column
    op.create_table(
        "restriction",
        _text("id"),
        _text("case_id"),
        _text("proposal_id"),
        _text("kind"),
        _text("pack"),
        _text("at"),
        _text("start"),
        _text("ends"),
        _text("told_ends", nullable=True),
        sa.Column("review_months", sa.Integer(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        _text("noticed_at", nullable=True),
        _text("lifted_at", nullable=True),
        _text("lifted_why", nullable=True),
        _id(),
        sa.UniqueConstraint("proposal_id"),
    )
    op.create_index("ix_restriction_case_id", "restriction", ["case_id"])
    op.create_table(
        "appeal",
        _text("id"),
        _text("case_id"),
        _text("account_id"),
        _text("about", nullable=True),
        _text("made_at"),
        sa.Column("late", sa.Boolean(), nullable=False),
        _text("due", nullable=True),
        _text("outcome", nullable=True),
        _text("decided_by", nullable=True),
        _text("decided_at", nullable=True),
        _id(),
    )
    op.create_index("ix_appeal_case_id", "appeal", ["case_id"])
    op.create_table(
        "marker",
        _text("id"),
        _text("case_id"),
        _text("restriction_id"),
        _text("code"),
        _text("at"),
        _text("set_by"),
        _text("removed_at", nullable=True),
        _text("removed_by", nullable=True),
        _id(),
    )
    op.create_index("ix_marker_case_id", "marker", ["case_id"])


def _letters() -> None:
    op.create_table(
        "letter",
        _text("id"),
        _text("case_id"),
        _text("kind"),
        _text("about"),
        sa.Column("says", sa.JSON(), nullable=False),
        _text("addressed"),
        _text("state"),
        _text("at"),
        sa.Column("content_seq", sa.Integer(), nullable=True),
        _text("approved_by", nullable=True),
        _text("approved_at", nullable=True),
        _text("sent_by", nullable=True),
        _text("sent_at", nullable=True),
        _text("sent_how", nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'dropped') OR approved_by IS NOT NULL", name="a_person_approves_letters"
        ),
        sa.CheckConstraint("state IN ('draft', 'approved', 'sent', 'dropped')", name="letter_states"),
        _id(),
    )
    op.create_index("ix_letter_case_id", "letter", ["case_id"])


def _time() -> None:
    op.create_table(
        "diary",
        _text("id"),
        _text("key"),
        _text("case_id"),
        _text("kind"),
        _text("about"),
        _text("post"),
        _text("due_at"),
        _text("state"),
        _text("task_id", nullable=True),
        _id(),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_diary_case_id", "diary", ["case_id"])
    op.create_index("diary_due", "diary", ["state", "due_at"])
    op.create_table(
        "follower", _text("name"), sa.Column("seq", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("name")
    )


def _columns() -> None:
    op.add_column("task", _text("case_id", nullable=True))
    op.add_column("task", _text("post", nullable=True))
    op.add_column("task", _text("what", nullable=True))
    op.create_index("ix_task_case_id", "task", ["case_id"])
    op.add_column("staff", sa.Column("posts", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
