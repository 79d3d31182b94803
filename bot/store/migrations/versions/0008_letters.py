"""Shutting an account's private messages is an access measure: the database lets none go out without a person."""

import sqlalchemy as sa
from alembic import op

from bot.store import access_triggers

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for statement in access_triggers.create_all(op.get_context().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """What the database refuses it goes on refusing."""
    raise NotImplementedError("the eighth migration closes a gap; it is not undone")
