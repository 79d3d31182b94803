"""The demo's clock: it stands until the story begins, races through the night before, then runs an hour a minute."""

import time
from datetime import datetime, timedelta

NIGHT_SPEED = 1800
DAY_SPEED = 60


class DemoClock:
    """Call it for the demo's present moment (UTC). `speed` is demo seconds in one real second."""

    def __init__(self, start: datetime) -> None:
        self._moment, self._since, self._speed = start, time.monotonic(), 0

    def __call__(self) -> datetime:
        """The present moment of the demo."""
        return self._moment + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def run(self, speed: int) -> None:
        """From now on at this speed; no moment is skipped or told twice."""
        self._moment, self._since, self._speed = self(), time.monotonic(), speed

    def wait_for(self, moment: datetime) -> float:
        """Real seconds until `moment` at this speed; 0 when it has passed. The clock must be running."""
        return max(0.0, (moment - self()).total_seconds() / self._speed)
