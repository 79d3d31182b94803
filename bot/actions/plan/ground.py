"""What planning stands on, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.actions.modes import Mode
from bot.actions.outbox import Planned
from rules.decide import leading
from rules.model.decision import Decision, Given, PersonTask
from rules.model.finding import Finding
from rules.model.interaction import Interaction
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack

Brake = Callable[[MeasureKind], str]
"""Why a measure that could be automatic is held for a person; empty when nothing holds it (and then it is counted)."""


@dataclass(frozen=True)
class Ground:
    """One decision, the comment it is about, the mode of its channel, and what may be filled into fixed texts.

    `fill`: placeholder to words, as far as they are known (`reference` only where a need was routed).
    """

    said: Interaction
    given: Given
    decision: Decision
    mode: Mode
    pack: Pack
    fill: Mapping[str, str]
    now: datetime

    @cached_property
    def lead(self) -> Finding | None:
        """The finding that answers for what is done, if any; weighed once, and only where something is planned."""
        return leading(self.pack, self.given)


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A measure that became no deed, and why."""

    measure: MeasureKind
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Deeds for the outbox, what a person must do by hand, and what became nothing."""

    planned: tuple[Planned, ...] = ()
    tasks: tuple[PersonTask, ...] = ()
    unplanned: tuple[Unplanned, ...] = ()
