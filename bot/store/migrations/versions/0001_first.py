"""The first database: every table, and the triggers that keep the evidence append-only.

Evidence tables (`entry`, `content`) are never batch-migrated: Alembic's rebuild of a SQLite table drops its triggers silently.
"""
# long: every table once, in one place

import sqlalchemy as sa
from alembic import op

from bot.store import triggers

revision = "0001"
down_revision = None


def upgrade() -> None:
    _evidence()
    _intake()
    _heard()
    _judged()
    _outbox()
    _calls()
    _people()
    for statement in triggers.create_all(op.get_context().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """Evidence is never taken away."""
    raise NotImplementedError("the first migration makes the evidence; it is not undone")


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _evidence() -> None:
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        _text("at"),
        _text("kind"),
        _text("item", nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("prev"),
    )
    op.create_index("ix_entry_item", "entry", ["item"])
    op.create_table(
        "content",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        _text("field"),
        _text("owner", nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "field"),
    )
    op.create_index("ix_content_owner", "content", ["owner"])


def _intake() -> None:
    op.create_table(
        "payload",
        sa.Column("n", sa.Integer(), nullable=False),
        _text("channel"),
        _text("key"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _text("received_at"),
        _text("state"),
        sa.PrimaryKeyConstraint("n"),
        sqlite_autoincrement=True,
    )
    op.create_index("payload_waiting", "payload", ["state", "n"])
    op.create_table(
        "cursor",
        _text("channel"),
        _text("value"),
        sa.PrimaryKeyConstraint("channel"),
    )
    op.create_table(
        "note",
        _text("channel"),
        _text("name"),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "name"),
    )
    op.create_table(
        "channel",
        _text("name"),
        _text("platform"),
        _text("mode"),
        _text("state"),
        _text("why"),
        sa.Column("settings", sa.JSON(), nullable=False),
        _text("updated_at"),
        sa.PrimaryKeyConstraint("name"),
    )


def _heard() -> None:
    op.create_table(
        "account",
        _text("id"),
        _text("platform"),
        _text("ref"),
        _text("handle"),
        _text("marks"),
        _text("first_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("platform", "ref"),
    )
    op.create_table(
        "interaction",
        _text("id"),
        sa.Column("payload_n", sa.Integer(), nullable=False),
        _text("channel"),
        _text("platform"),
        _text("ref"),
        _text("version"),
        _text("account_id"),
        _text("kind"),
        _text("place"),
        _text("root", nullable=True),
        _text("parent", nullable=True),
        _text("permalink", nullable=True),
        _text("at"),
        _text("heard_at"),
        sa.Column("text_seq", sa.Integer(), nullable=False),
        _text("state"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "ref", "version"),
    )
    op.create_index("interaction_account", "interaction", ["account_id", "at"])
    op.create_index("interaction_thread", "interaction", ["root"])


def _judged() -> None:  # long: one line a column
    op.create_table(
        "decision",
        _text("id"),
        _text("interaction_id"),
        sa.Column("seq", sa.Integer(), nullable=False),
        _text("at"),
        _text("pack"),
        _text("version"),
        _text("course"),
        _text("severity"),
        sa.Column("harm", sa.Integer(), nullable=False),
        _text("desk"),
        sa.Column("breach", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("decision_desk", "decision", ["desk", "harm", "at"])
    op.create_index("ix_decision_interaction_id", "decision", ["interaction_id"])
    op.create_table(
        "need",
        _text("id"),
        _text("reference"),
        _text("interaction_id"),
        _text("kind"),
        _text("urgency"),
        _text("destination"),
        _text("clock"),
        _text("starts_at"),
        _text("due_at"),
        _text("state"),
        _text("closed_at", nullable=True),
        _text("closed_by", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference"),
    )
    op.create_index("ix_need_interaction_id", "need", ["interaction_id"])
    op.create_index("need_open", "need", ["state", "due_at"])
    op.create_table(
        "task",
        _text("id"),
        _text("interaction_id", nullable=True),
        _text("about", nullable=True),
        _text("kind"),
        _text("role"),
        _text("urgency"),
        _text("why"),
        _text("created_at"),
        _text("due_at", nullable=True),
        _text("state"),
        _text("closed_at", nullable=True),
        _text("closed_by", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_task_about", "task", ["about"])
    op.create_index("ix_task_interaction_id", "task", ["interaction_id"])
    op.create_index("task_open", "task", ["state", "due_at"])


def _outbox() -> None:  # long: one line a column
    op.create_table(
        "action",
        _text("id"),
        _text("key"),
        _text("interaction_id"),
        _text("decision_id"),
        _text("channel"),
        _text("measure"),
        _text("verb"),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("text_seq", sa.Integer(), nullable=True),
        _text("state"),
        _text("held"),
        _text("role"),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("simulate", sa.Boolean(), nullable=False),
        _text("rule"),
        _text("created_at"),
        _text("not_before"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _text("attempted_at", nullable=True),
        _text("confirm_by", nullable=True),
        _text("keep_by", nullable=True),
        _text("proposed_by", nullable=True),
        _text("approved_by", nullable=True),
        _text("approved_at", nullable=True),
        _text("reason"),
        _text("ends_at", nullable=True),
        sa.Column("receipt", sa.JSON(), nullable=False),
        _text("why"),
        _text("undoes", nullable=True),
        sa.CheckConstraint("verb <> 'block' OR approved_by <> proposed_by", name="block_needs_a_second_person"),
        sa.CheckConstraint(
            "verb NOT IN ('block', 'mute', 'restrict_replies') OR simulate OR approved_by IS NOT NULL OR state IN ('proposed', 'declined', 'superseded', 'unsupported', 'refused')",
            name="access_needs_a_person",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("action_due", "action", ["state", "not_before"])
    op.create_index("action_quota", "action", ["channel", "measure", "attempted_at"])
    op.create_index("ix_action_interaction_id", "action", ["interaction_id"])
    op.create_index("ix_action_undoes", "action", ["undoes"])


def _calls() -> None:
    op.create_table(
        "alarm",
        _text("id"),
        _text("interaction_id", nullable=True),
        _text("task_id", nullable=True),
        _text("why"),
        _text("state"),
        _text("created_at"),
        _text("next_at"),
        sa.Column("calls", sa.Integer(), nullable=False),
        _text("last_result"),
        _text("answered_at", nullable=True),
        _text("answered_by", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("alarm_ringing", "alarm", ["state", "next_at"])
    op.create_index("ix_alarm_interaction_id", "alarm", ["interaction_id"])
    op.create_table(
        "destination",
        _text("name"),
        _text("kind"),
        sa.Column("settings", sa.JSON(), nullable=False),
        _text("code_hash"),
        _text("tested_at", nullable=True),
        _text("acknowledged_at", nullable=True),
        _text("acknowledged_by"),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "brake",
        _text("name"),
        _text("since"),
        _text("why"),
        _text("by"),
        sa.PrimaryKeyConstraint("name"),
    )


def _people() -> None:
    op.create_table(
        "staff",
        _text("id"),
        _text("login"),
        _text("name"),
        _text("roles"),
        _text("password"),
        _text("setup_hash"),
        _text("setup_until", nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        _text("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "session",
        _text("token_hash"),
        _text("staff_id"),
        _text("csrf"),
        _text("created_at"),
        _text("seen_at"),
        _text("expires_at"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_session_staff_id", "session", ["staff_id"])
