"""Runs the migrations inside the transaction that `bot.store.migrate` opened: all of it or nothing.

`render_as_batch` stays off: rebuilding a SQLite table drops its triggers without a word.
"""

from alembic import context

from bot.store import tables

context.configure(
    connection=context.config.attributes["connection"], target_metadata=tables.METADATA, render_as_batch=False
)
with context.begin_transaction():
    context.run_migrations()
