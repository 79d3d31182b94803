"""Answers are found by what they answer: erasing a comment reaches the copy of its words in each of them."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("interaction_answers", "interaction", ["parent"])


def downgrade() -> None:
    op.drop_index("interaction_answers", "interaction")
