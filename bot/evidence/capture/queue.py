"""The queue of captures: asked for in the transaction that plans something about a comment, worked off by the capturer."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, text

from bot.store.ids import stamp

NEVER = "9999-12-31T23:59:59.999Z"


TRIES_BEFORE_ASKING = 2


class CaptureState(StrEnum):
    """Where a capture stands. `failed`: something of it could not be had, and nobody tries any more."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    ERASED = "erased"


_ASK = (
    "INSERT INTO capture (interaction_id, channel, state, asked_at, next_at, tries, why, checks)"
    " VALUES ({0}, {0}, 'waiting', {0}, {0}, 0, '', 0) ON CONFLICT (interaction_id) DO NOTHING"
)
_SQLITE, _POSTGRESQL = _ASK.format("?"), _ASK.format("%s")
_FORGET = text("UPDATE capture SET state = 'erased', next_at = :never, check_at = NULL WHERE interaction_id = :item")


def stuck(state: str, tries: int) -> bool:
    """Whether a person is asked how to go on: it failed for good, or did again, and goes on being tried meanwhile."""
    return state == CaptureState.FAILED or (state == CaptureState.WAITING and tries >= TRIES_BEFORE_ASKING)


def ask(tx: Connection, comments: Iterable[tuple[str, str]], now: datetime) -> None:
    """Each comment (its id and channel) is captured once, however often it is asked for."""
    at = stamp(now)
    rows = [(item, channel, at, at) for item, channel in comments]
    if rows:
        tx.exec_driver_sql(_SQLITE if tx.dialect.name == "sqlite" else _POSTGRESQL, rows)


def forget(tx: Connection, interaction_id: str) -> None:
    """The comment was erased: there is nothing to capture any more."""
    tx.execute(_FORGET, {"item": interaction_id, "never": NEVER})
