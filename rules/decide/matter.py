"""What the parts of a judgement share: the pack, what is given, and what has been weighed so far."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from rules.decide.weigh import Weighed
from rules.model.account import Assurance
from rules.model.decision import Given
from rules.model.finding import SHIELDING, Behaviour, NeedKind, Severity
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind
from rules.policy.casework import Ask, Step
from rules.policy.judging import Rung
from rules.policy.schema import Pack

Before = Literal["warning", "restriction"]
"""What a policy may want a support worker to be spoken to before."""

PIERCES = frozenset({Behaviour.THREAT, Behaviour.PRIVATE_DATA, Behaviour.DISCRIMINATION})
"""What may be hidden although the comment carries a shielding need (design, complaint shield)."""

HIDING = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})
"""Measures that take a comment out of sight."""

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
        """What puts the judgement in doubt: detectors that could not answer, languages that are not judged."""
        return tuple(name for name in self.given.found.degraded if name not in OPTIONAL_DETECTORS)

    @property
    def at(self) -> datetime:
        """The earliest time the landlord could know of it: what came later did not come before it."""
        return min(self.given.item.at, self.given.item.heard_at)

    @cached_property
    def warnings(self) -> int:
        """Earlier warnings that still count, in the pack's own form. Unknown history counts as none: we do less."""
        if not self.given.history.complete:
            return 0
        letters = self.pack.casework is not None and self.pack.casework.warning.letter
        given = self.given.history.warnings
        return sum(self._lasts(w.at) for w in given if not letters or w.kind is MeasureKind.WARNING_LETTER)

    @cached_property
    def earlier(self) -> int:
        """Earlier incidents that went against the policy and still count, a recorded volume of contact being one.

        Where the policy asks for so many features, each further one in this comment counts as if it had come before.
        """
        if not self.given.history.complete:
            return 0
        before = sum(item.breach and self._lasts(item.at) for item in self.given.history.items)
        return before + self._volume + self._more_features

    @property
    def _more_features(self) -> int:
        """Behaviours in this comment besides the first that each go against the policy, where features are what counts."""
        counted = self.pack.casework is not None and self.pack.casework.features is not None
        return max(0, len({w.finding.behaviour for w in self.breaches}) - 1) if counted else 0

    @property
    def _volume(self) -> int:
        return int(self.given.circumstances.volume_recorded)

    def _lasts(self, at: datetime) -> bool:
        """Whether something that happened then came before this and has not faded yet."""
        return at <= self.at and (self.given.now - at).days < self.pack.warnings_last_days

    @cached_property
    def bearing(self) -> tuple[Weighed, ...]:
        """Findings that lead anywhere at all."""
        return tuple(w for w in self.weighed if w.rule is not None and w.standing)

    @cached_property
    def breaches(self) -> tuple[Weighed, ...]:
        """Findings that go against the policy itself."""
        return tuple(w for w in self.weighed if w.breach)

    def rungs(self, weighed: Weighed) -> tuple[Rung, ...]:
        """The rungs of the ladder that hold for one finding, after all that went before."""
        finding = weighed.finding
        return self.pack.rungs(finding.behaviour, finding.severity, self.warnings, self.earlier)

    @property
    def extreme(self) -> bool:
        """Something so grave that no policy wants a warning first."""
        return any(w.finding.severity is Severity.EXTREME for w in self.breaches)

    @property
    def verified(self) -> bool:
        """Somebody has confirmed who holds the account."""
        return self.given.identity.assurance is Assurance.VERIFIED

    @property
    def private(self) -> bool:
        """Only the author and the landlord can see it."""
        return self.given.item.kind is InteractionKind.DIRECT_MESSAGE

    @property
    def says_why(self) -> bool:
        """The policy wants every measure to go with a message that says what is done and why."""
        casework = self.pack.casework
        return casework is not None and casework.telling is not None and casework.telling.every_action

    def liaison(self, before: Before) -> bool:
        """Whether the policy wants a known support worker spoken to before that."""
        casework = self.pack.casework
        return casework is not None and casework.liaison is not None and before in casework.liaison.before

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What the policy asks of a person about such findings, at this point of the ladder."""
        casework = self.pack.casework
        return tuple(step for step in casework.steps if self._asks(step)) if casework else ()

    def _asks(self, step: Step) -> bool:
        found = any(
            w.sure and w.finding.behaviour in step.behaviours and w.finding.severity in step.severities
            for w in self.weighed
        )
        too_late = step.first_only and self.warnings > 0
        too_early = step.after_warning and self.warnings == 0
        elsewhere = step.where_personal and self.given.item.where is not Where.STAFF_PERSONAL
        nobody = step.ask is Ask.REFER and not self.verified  # a referral names a person
        return found and not (too_late or too_early or elsewhere or nobody)

    @property
    def letter_needs_customer(self) -> bool:
        """The formal letter is recorded on the customer's record before it is written, so it must be known whose that is."""
        return self.pack.casework is not None and self.pack.casework.warning.record_first is not None

    @property
    def spoken_to(self) -> bool:
        """The support worker was spoken to since this was said."""
        talked = self.given.circumstances.liaised_at
        return talked is not None and talked >= self.at


def pierces(weighed: Weighed) -> bool:
    """Whether this finding may hide a comment although it carries a shielding need."""
    return weighed.finding.behaviour in PIERCES
