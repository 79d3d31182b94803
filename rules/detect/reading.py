"""What every detector is given: the readings of one comment, where rules hit, and what surrounds a hit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rules.detect.rulebook import Rule
from rules.model.finding import Span
from rules.model.history import History
from rules.model.interaction import InteractionKind
from rules.text import Folded, Variant

AROUND = 240
"""Characters on either side of a hit that are looked at: enough for any sentence, and a bound for hostile text."""

_ENDS = ".!?\n"


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, in one reading of the text."""

    rule: Rule
    variant: Variant
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands in the original text."""
        return self.variant.span(self.start, self.end)

    @property
    def said(self) -> str:
        """The words that matched, as read."""
        return self.variant.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The same sentence up to the hit, at most AROUND characters."""
        window = self.variant.text[max(0, self.start - AROUND) : self.start]
        return window[max(window.rfind(end) for end in _ENDS) + 1 :]

    @property
    def after(self) -> str:
        """The same sentence from the end of the hit, at most AROUND characters."""
        window = self.variant.text[self.end : self.end + AROUND]
        ends = [at for at in (window.find(end) for end in _ENDS) if at >= 0]
        return window[: min(ends)] if ends else window

    @property
    def sentence(self) -> str:
        """The sentence the hit stands in."""
        return self.before + self.said + self.after


@dataclass(frozen=True)
class Reading:
    """One comment with its circumstances and hits; `hits` is by detector name."""

    folded: Folded
    parent_text: str | None
    kind: InteractionKind
    rating: int | None
    history: History
    hits: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Exactly what was said."""
        return self.folded.original

    @cached_property
    def plain(self) -> str:
        """The plain lower-cased reading."""
        return self.folded.variants[0].text

    def of(self, detector: str) -> tuple[Hit, ...]:
        """The hits of one detector's rules."""
        return self.hits.get(detector, ())

    def by_rule(self, detector: str) -> Iterator[tuple[Rule, list[Hit]]]:
        """The detector's hits, grouped by rule, in the order of the rules."""
        grouped: dict[int, list[Hit]] = {}
        for hit in self.of(detector):
            grouped.setdefault(hit.rule.order, []).append(hit)
        for hits in grouped.values():
            yield hits[0].rule, hits
