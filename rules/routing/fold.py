"""What is open for whom by when: a fold over what was routed and closed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from rules.routing.desks import Routed


@dataclass(frozen=True, slots=True)
class Opened:
    """A need was routed under a reference."""

    reference: str
    routed: Routed
    at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """A need was handed to another destination; its clock does not move."""

    reference: str
    destination: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """A need was seen to."""

    reference: str
    at: datetime


Step = Opened | Moved | Closed


@dataclass(frozen=True, slots=True)
class Open:
    """A need still open, under its reference."""

    reference: str
    routed: Routed
    since: datetime

    def overdue(self, now: datetime) -> bool:
        """Its time has passed."""
        return now > self.routed.due_at


def fold(steps: Iterable[Step]) -> tuple[Open, ...]:
    """What is open after `steps`, soonest due first. A step about a reference not open changes nothing."""
    left: dict[str, Open] = {}
    for step in steps:
        if isinstance(step, Opened):
            left.setdefault(step.reference, Open(step.reference, step.routed, step.at))
        elif isinstance(step, Closed):
            left.pop(step.reference, None)
        elif step.reference in left:
            before = left[step.reference]
            left[step.reference] = replace(before, routed=replace(before.routed, destination=step.destination))
    return tuple(sorted(left.values(), key=lambda row: (row.routed.due_at, row.reference)))
