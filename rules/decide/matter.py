"""What the parts of a judgement share: the pack, what is given, and what has been weighed so far."""

from dataclasses import dataclass
from functools import cached_property

from rules.decide.weigh import Weighed
from rules.model.decision import Given
from rules.model.finding import SHIELDING, Behaviour, NeedKind
from rules.policy.schema import Pack

PIERCES = frozenset({Behaviour.THREAT, Behaviour.PRIVATE_DATA, Behaviour.DISCRIMINATION})
"""What may be hidden although the comment carries a shielding need (design, complaint shield)."""

OPTIONAL_DETECTORS = frozenset({"classifier"})
"""Detectors that only ever add a second opinion: without them we act on rules alone, so nothing is in doubt."""


@dataclass(frozen=True)  # no slots: the cached properties below need a dict
class Matter:
    """One judgement in the making. Everything here follows from `pack` and `given`."""

    pack: Pack
    given: Given
    weighed: tuple[Weighed, ...]

    @cached_property
    def needs(self) -> tuple[NeedKind, ...]:
        """Needs found, each once, in the vocabulary's order (gravest first)."""
        kinds = {need.kind for need in self.given.found.needs}
        return tuple(kind for kind in NeedKind if kind in kinds)

    @cached_property
    def shielding(self) -> tuple[NeedKind, ...]:
        """Needs that keep the comment from being hidden for rude words."""
        return tuple(kind for kind in self.needs if kind in SHIELDING)

    @cached_property
    def doubtful(self) -> tuple[str, ...]:
        """Detectors that could not answer and whose silence puts the judgement in doubt."""
        return tuple(name for name in self.given.found.degraded if name not in OPTIONAL_DETECTORS)

    @cached_property
    def warnings(self) -> int:
        """Earlier warnings that still count. Unknown history counts as none: we do less."""
        if not self.given.history.complete:
            return 0
        lasting = self.pack.warnings_last_days
        return sum((self.given.now - warning.at).days < lasting for warning in self.given.history.warnings)

    @cached_property
    def bearing(self) -> tuple[Weighed, ...]:
        """Findings that lead anywhere at all."""
        return tuple(w for w in self.weighed if w.rule is not None and w.standing)

    @cached_property
    def breaches(self) -> tuple[Weighed, ...]:
        """Findings that go against the policy itself."""
        return tuple(w for w in self.weighed if w.breach)


def pierces(weighed: Weighed) -> bool:
    """Whether this finding may hide a comment although it carries a shielding need."""
    return weighed.finding.behaviour in PIERCES
