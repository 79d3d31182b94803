"""A case is never deleted or replaced, a link's end stays, and only a second person makes it surer."""

import sqlalchemy as sa
from alembic import op

from bot.store import case_triggers

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for statement in case_triggers.create_closer(op.get_context().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """What the database refuses it goes on refusing."""
    raise NotImplementedError("the fifth migration closes gaps; it is not undone")
