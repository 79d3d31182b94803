"""Erasures that were never reported as done: deleted, and not searched for in the raw bytes."""

from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlmodel import col, select

from bot.store.erasure_tables import ErasureRow
from bot.store.ids import stamp

PATIENCE = timedelta(hours=26)
"""The running Doorstep searches once a day; what waits longer is stuck."""


def unsearched(tx: Connection, now: datetime) -> list[tuple[str, str]]:
    """(id, when it was deleted) of each that is stuck, the oldest first.

    A search needs the pieces, and those are kept only by whoever deleted them: a Doorstep that was killed in between has
    lost them, as it should. Then it stays deleted, and nobody can show any more that it is nowhere in the raw bytes.
    """
    chosen = (
        select(ErasureRow.id, ErasureRow.at)
        .where(ErasureRow.state == "deleted", col(ErasureRow.at) < stamp(now - PATIENCE))
        .order_by(col(ErasureRow.at), col(ErasureRow.id))
    )
    return [(row.id, row.at) for row in tx.execute(chosen)]
