"""Against guessing passwords: after some failures the same guesser waits, longer each time, whether the login exists or not.

Kept in memory: a restart forgets it, which nobody can bring about from outside.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.clock import Clock

FREE_FROM_ONE_ADDRESS = 5
FREE_FROM_EVERYWHERE = 50
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=24)
REMEMBERED = 10_000

Guesser = tuple[str, str | None]
"""Login and address; None as address counts the login from everywhere."""


@dataclass(slots=True)
class _Failures:
    count: int
    last: datetime


class Guesses:
    """Counts failures by login and address, so that a stranger who guesses does not lock the real person out at once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: OrderedDict[Guesser, _Failures] = OrderedDict()
        self._guard = Lock()

    def must_wait(self, login: str, address: str) -> bool:
        """Whether this guesser is turned away for now, without looking at the password."""
        with self._guard:
            return any(self._waits(guesser, free) for guesser, free in _guessers(login, address))

    def failed(self, login: str, address: str) -> None:
        """Another wrong guess."""
        now = self._clock()
        with self._guard:
            for guesser, _ in _guessers(login, address):
                before = self._failures.pop(guesser, None)
                forgotten = before is None or now - before.last > FORGET_AFTER
                self._failures[guesser] = _Failures(1 if forgotten or before is None else before.count + 1, now)
            while len(self._failures) > REMEMBERED:
                self._failures.popitem(last=False)

    def passed(self, login: str, address: str) -> None:
        """The right person came in."""
        with self._guard:
            for guesser, _ in _guessers(login, address):
                self._failures.pop(guesser, None)

    def _waits(self, guesser: Guesser, free: int) -> bool:
        failures = self._failures.get(guesser)
        if failures is None or failures.count < free:
            return False
        doublings = min(failures.count - free, 10)
        return self._clock() < failures.last + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _guessers(login: str, address: str) -> tuple[tuple[Guesser, int], ...]:
    return ((login, address), FREE_FROM_ONE_ADDRESS), ((login, None), FREE_FROM_EVERYWHERE)
