"""Second opinions that are asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "opinion",
        sa.Column("interaction_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("harm", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.String(), nullable=False),
        sa.Column("next_at", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("interaction_id"),
    )
    op.create_index("opinion_due", "opinion", ["state", "next_at"])


def downgrade() -> None:
    op.drop_table("opinion")
