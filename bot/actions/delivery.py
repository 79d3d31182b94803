"""How patiently the outbox is delivered."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.actions.brakes import Limits
from bot.actions.limits import Pace


@dataclass(frozen=True, slots=True)
class Delivery:
    """All times in seconds. `paces` by channel name, `limits` are the brakes' own.

    An act that ends in `failed` is tried `attempts` times. `settle` is how long a platform is given before the first look;
    an `unknown` outcome is looked for during `unknown_within`, a done one during `confirm_within`; what is in force is
    looked at again every `recheck`. While a channel has not signed in nothing of it is tried or looked for, for `patience`
    after it was due; then it is, in vain, and so comes to a person.
    """

    paces: Mapping[str, Pace] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    attempts: int = 5
    retry_first: float = 2.0
    retry_most: float = 300.0
    act_seconds: float = 60.0
    settle: float = 1.0
    unknown_within: float = 60.0
    confirm_within: float = 300.0
    recheck: float = 3600.0
    sweep: float = 30.0
    patience: float = 600.0
    tick: float = 0.25

    def back_off(self, attempt: int, retry_after: float | None) -> float:
        """Seconds until the next try: stamina's schedule (doubling, with jitter), kept in the row so that it outlives us."""
        jitter = random.uniform(0, self.retry_first / 2)  # noqa: S311 - spreads retries, guards nothing
        return max(retry_after or 0.0, min(self.retry_most, self.retry_first * (1 << (attempt - 1)) + jitter))

    def next_look(self, since: datetime, now: datetime) -> datetime:
        """Looks come further and further apart: each waits as long as the deed is old already."""
        return now + max(timedelta(seconds=self.settle), min(now - since, timedelta(seconds=self.retry_most)))
