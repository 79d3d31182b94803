"""Whose clock the time of receipt is of, kept with the payload."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("payload", sa.Column("clock", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("payload", "clock")
