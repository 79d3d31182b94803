"""One comment through detectors and policy, without store or platform: for `detect`, `replay` and the bench.

Every verb is taken as available and reversible: the answer is the most that findings could support.
"""

from dataclasses import dataclass, field
from typing import Protocol

from rules.decide import decide
from rules.model.decision import Decision, Given, Item
from rules.model.finding import Found
from rules.model.history import History
from rules.model.interaction import Interaction, InteractionKind
from rules.model.measure import Abilities, Can, Capability, Verb
from rules.policy.schema import Pack

EVERYTHING: Abilities = {verb: Capability(Can.AUTO) for verb in Verb}


class Finds(Protocol):
    """The detectors, put together: rules alone, or rules and model."""

    @property
    def digest(self) -> str: ...

    def find(
        self, text: str, /, *, parent_text: str | None, kind: InteractionKind, rating: int | None, history: History
    ) -> Found: ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found and what policy says to it."""

    given: Given
    decision: Decision

    @property
    def found(self) -> Found:
        """The findings and needs."""
        return self.given.found


@dataclass(frozen=True, slots=True)
class Judging:
    """Detector, pack and the landlord's settings for it."""

    detector: Finds
    pack: Pack
    settings: dict[str, str] = field(default_factory=dict)

    def judge(self, said: Interaction, history: History | None = None) -> Judgement:
        """Find and decide, in the same way as the pipeline."""
        past = history or History()
        found = self.find(said, past)
        return self.weigh(said, found, past)

    def find(self, said: Interaction, history: History) -> Found:
        """What the detectors see."""
        return self.detector.find(
            said.text, parent_text=said.parent_text, kind=said.kind, rating=said.rating, history=history
        )

    def weigh(self, said: Interaction, found: Found, history: History) -> Judgement:
        """What this pack says to `found`."""
        given = Given(
            item=item_of(said),
            found=found,
            now=said.heard_at,
            history=history,
            abilities=EVERYTHING,
            settings=self.settings,
        )
        return Judgement(given, decide(self.pack, given))


def item_of(said: Interaction) -> Item:
    """The codes and times of an interaction: what a decision may rest on besides findings."""
    return Item(
        channel=said.channel,
        platform=said.platform,
        kind=said.kind,
        where=said.where,
        at=said.at,
        heard_at=said.heard_at,
        edited=said.edited,
        rating=said.rating,
    )
