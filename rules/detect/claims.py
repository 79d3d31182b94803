"""From hits to claims: the one best-standing hit of each rule becomes a `Finding` or a `Need`."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rules.detect.guards import GUARDED_SCORE, Guards
from rules.detect.reading import Hit, Hits, Reading
from rules.detect.whom import Whom
from rules.model.finding import Behaviour, Finding, Need, Target

_OTHERS = frozenset({Target.RESIDENT, Target.THIRD_PARTY})
"""Not the landlord's people: an insult to them is a behaviour of its own in every policy."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What turns hits into findings: the guards and the lists of whom words are aimed at."""

    guards: Guards
    whom: Whom

    def findings(self, reading: Reading, detector: str) -> Iterator[Finding]:
        """Findings of one detector's rules; of several hits of a rule the one least guarded is kept."""
        return (finding for finding, _ in self.with_hits(reading, detector))

    def with_hits(self, reading: Reading, detector: str) -> Iterator[tuple[Finding, Hit]]:
        """The same, each with the hit it rests on."""
        for hits in reading.of(detector):
            text = hits.rule.text
            if text.behaviour is None:
                continue
            hit, guards = self._best(hits, text.behaviour, reading)
            for named in (text.behaviour, *text.also):
                yield self.finding(hit, named, guards), hit

    def _best(self, hits: Hits, behaviour: Behaviour, reading: Reading) -> tuple[Hit, tuple[str, ...]]:
        first = self.guards.on(hits.first, behaviour, reading)
        if first:
            for hit in islice(hits, 1, None):
                if not self.guards.any_on(hit, behaviour, reading):
                    return hit, ()
        return hits.first, first

    def finding(self, hit: Hit, behaviour: Behaviour, guards: tuple[str, ...]) -> Finding:
        """One finding for one hit; a guard lowers its score below 500."""
        text = hit.rule.text
        target = self.whom.of(hit)
        if behaviour is Behaviour.ABUSE and target in _OTHERS:
            behaviour = Behaviour.THIRD_PARTY_ABUSE
        return Finding(
            behaviour=behaviour,
            severity=text.severity,
            target=target,
            score=min(text.score, GUARDED_SCORE) if guards else text.score,
            rule=text.id,
            span=hit.span,
            guards=guards,
        )


def needs(reading: Reading, detector: str) -> Iterator[Need]:
    """Needs of one detector's rules, one for each rule and kind; a need is never lowered by rudeness around it."""
    for hits in reading.of(detector):
        text = hits.rule.text
        if text.need is None:
            continue
        for kind in (text.need, *text.also_needs):
            yield Need(kind, text.urgency, text.score, text.id, hits.first.span)
