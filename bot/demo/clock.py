"""The demo's clock: an hour a minute. It stands still while the night before is told, then runs."""

import time
from datetime import datetime, timedelta

SPEED = 60


class DemoClock:
    """Call it for the demo's present moment (UTC)."""

    def __init__(self, opening: datetime, speed: int = SPEED) -> None:
        self._moment, self._speed = opening, speed
        self._since: float | None = None

    def __call__(self) -> datetime:
        """The present moment of the demo."""
        if self._since is None:
            return self._moment
        return self._moment + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def set(self, moment: datetime) -> None:
        """Jump while standing still."""
        self._moment = moment

    def go(self) -> None:
        """Start running."""
        self._since = time.monotonic()

    def wait_for(self, moment: datetime) -> float:
        """Seconds of the real world until `moment`."""
        return max(0.0, (moment - self()).total_seconds() / self._speed)
