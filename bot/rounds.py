"""How a part of the house works on: a round whenever it is woken, and once a second for what another process wrote."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sqlalchemy.exc import OperationalError

POLL_SECONDS = 1.0
PATIENCE = 30
"""Times in a row that the database may refuse before a part gives up, which stops Doorstep where everybody sees it."""


class Rounds:
    """`poll`: seconds between two rounds that nobody asked for."""

    def __init__(self, poll: float = POLL_SECONDS) -> None:
        self._poll = poll
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Work at once instead of at the next tick; during a round: once more after it."""
        self._woken.set()

    async def run(self, work: Callable[[], Awaitable[object]], patience: int = PATIENCE) -> None:
        """Until cancelled. Raises OperationalError when the database refuses `patience` rounds in a row."""
        refused = 0
        while True:
            self._woken.clear()
            try:
                await work()
                refused = 0
            except OperationalError:
                refused += 1
                if refused >= patience:
                    raise
            with suppress(TimeoutError):
                async with asyncio.timeout(self._poll):  # not wait_for: in 3.11 it can swallow a cancellation
                    await self._woken.wait()
