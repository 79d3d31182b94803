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


@dataclass(slots=True)
class Hit:
    """A rule that matched, in one reading of the text."""

    rule: Rule
    variant: Variant
    start: int
    end: int
    _around: tuple[str, str] | None = field(default=None, repr=False, compare=False)

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
        return self._sides()[0]

    @property
    def after(self) -> str:
        """The same sentence from the end of the hit, at most AROUND characters."""
        return self._sides()[1]

    @property
    def sentence(self) -> str:
        """The sentence the hit stands in."""
        before, after = self._sides()
        return before + self.said + after

    def _sides(self) -> tuple[str, str]:
        if self._around is None:
            text, low, high = self.variant.text, max(0, self.start - AROUND), self.end + AROUND
            begin = max(text.rfind(mark, low, self.start) for mark in _ENDS) + 1
            ends = [at for mark in _ENDS if (at := text.find(mark, self.end, high)) >= 0]
            self._around = (text[max(low, begin) : self.start], text[self.end : min(ends, default=high)])
        return self._around


class Hits:
    """The places where one rule hits, in order. Only the first has been looked for; the others are when somebody asks."""

    def __init__(self, first: Hit, more: Iterator[Hit]) -> None:
        self.rule = first.rule
        self.first = first
        self._found = [first]
        self._more = [more]

    def later(self, more: Iterator[Hit]) -> None:
        """Places in another reading, or farther on."""
        self._more.append(more)

    def __iter__(self) -> Iterator[Hit]:
        yield from self._found
        while self._more:
            for hit in self._more[0]:
                self._found.append(hit)
                yield hit
            del self._more[0]


@dataclass(frozen=True)
class Reading:
    """One comment with its circumstances and hits; `hits` is by detector name."""

    folded: Folded
    parent_text: str | None
    kind: InteractionKind
    rating: int | None
    history: History
    hits: Mapping[str, tuple[Hits, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Exactly what was said."""
        return self.folded.original

    @cached_property
    def plain(self) -> str:
        """The plain lower-cased reading."""
        return self.folded.variants[0].text

    def of(self, detector: str) -> tuple[Hits, ...]:
        """The hits of one detector's rules, rule by rule, in the order of the rules."""
        return self.hits.get(detector, ())
