"""What went before: the short window of an account's earlier interactions and measures."""

from dataclasses import dataclass
from datetime import datetime

from rules.model.finding import Behaviour, Severity
from rules.model.measure import MeasureKind


@dataclass(frozen=True, slots=True)
class PastItem:
    """An earlier interaction of the same account. `digest` identifies equal text (53 bits, of the folded text)."""

    at: datetime
    channel: str
    behaviours: tuple[Behaviour, ...]
    severity: Severity
    digest: int = 0
    breach: bool = False


@dataclass(frozen=True, slots=True)
class PastMeasure:
    """A measure taken about the account; only those confirmed, or sent by a named person, are here."""

    at: datetime
    kind: MeasureKind
    counts: bool


@dataclass(frozen=True, slots=True)
class History:
    """Oldest first. `complete` is false when the window could not be rebuilt: guards that need it cannot be computed."""

    items: tuple[PastItem, ...] = ()
    measures: tuple[PastMeasure, ...] = ()
    complete: bool = True

    @property
    def warnings(self) -> tuple[PastMeasure, ...]:
        """Warnings that count; a reminder never does."""
        return tuple(m for m in self.measures if m.counts)
