"""The clock is handed in, so that tests and the demo can travel in time."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present moment, aware, in UTC."""


def now() -> datetime:
    """The machine's own clock."""
    return datetime.now(UTC)
