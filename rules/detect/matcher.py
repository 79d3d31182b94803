"""Finds where rules hit: the sieve says which few patterns may match a comment, and only those are tried, by RE2.

Nothing is skipped for length. A long text is read in windows that overlap by more than any pattern reaches, so that one
match never costs a walk through all of it. Of a rule that hits again and again, the next place is only looked for when
somebody asks: the first that nothing excuses is mostly all that is wanted.
"""

from collections.abc import Iterable, Iterator, Sequence

import re2

from rules.detect.clues import Clues
from rules.detect.names import Names
from rules.detect.phrases import boundaries_hold
from rules.detect.reading import Hit, Hits
from rules.detect.rulebook import Rule, RuleError, Search
from rules.detect.sieve import Sieve
from rules.text import Folded, Variant, fold, plain

WINDOW, OVERLAP = 4_096, 1_024
"""Characters read at a time, and how many of them again with the next; a gap pattern reaches a few hundred."""


class Matcher:
    """Finds where rules hit. Built once; safe to use from several threads."""

    def __init__(self, rules: Sequence[Rule], names: Names, clues: Clues) -> None:
        """`clues`: what each pattern of the rules needs, in their order. Raises RuleError."""
        self.rules = tuple(rules)
        self._names = names
        self._entries: list[tuple[Rule, Search, bool]] = []
        for order, rule in enumerate(rules):
            rule.order = order
            self._entries += [(rule, one, at >= len(rule.patterns)) for at, one in enumerate(rule.searches)]
        try:
            self._sieve = Sieve(clues)
        except re2.error as error:
            raise RuleError(f"the rulebook does not fit into one RE2 Set: {error}") from error

    def holds(self, rule: Rule, term: str) -> bool:
        """True when the sieve lets the rule through for this term and one of its patterns matches it."""
        return any(
            self._entries[number][0] is rule and self._entries[number][1].search(variant.text)
            for variant in fold(term).variants
            for number in self._sieve.candidates(variant.text)[0]
        )

    def hits(self, rule: Rule, text: str) -> bool:
        """Whether this one rule hits in a short text, whatever the others do."""
        for variant in fold(text).variants:
            whole = 0, len(variant.encoded)
            for number in self._sieve.candidates(variant.text)[0]:
                if self._entries[number][0] is rule and next(self._hits(number, variant, text, whole, {}), None):
                    return True
        return False

    def read(self, text: str) -> tuple[Folded, list[Hits]]:
        """The readings of a text, and the rules that hit in them."""
        first = plain(text)
        found: dict[int, Hits] = {}
        gated = self._look(text, first, found)
        folded = fold(text, first) if gated else Folded(text, (first,))
        for variant in folded.variants[1:]:
            self._look(text, variant, found)
        return folded, list(found.values())

    def _look(self, original: str, variant: Variant, found: dict[int, Hits]) -> bool:
        """Looks for every rule in one reading; True when a gate stands open. A rule found before is left for later."""
        gated = False
        excused: dict[int, bool] = {}
        for window in _windows(variant.text):
            numbers, gate = self._sieve.candidates(variant.text[window[0] : window[1]])
            gated |= gate
            if not numbers:
                continue
            octets = variant.octets(*window)
            for number in numbers:
                rule, pattern, _ = self._entries[number]
                if rule.together is not None and _excused_anywhere(rule, variant.text, excused):
                    continue  # asked first: it spares the walk
                spans = [] if rule.order in found else pattern.spans(variant.encoded, *octets)
                if rule.order in found:
                    found[rule.order].later(self._hits(number, variant, original, octets, excused))
                elif spans:
                    hits = self._hits(number, variant, original, (spans[0][0], octets[1]), excused)
                    hit = next(hits, None)
                    if hit is not None:
                        found[rule.order] = Hits(hit, hits)
        return gated

    def _hits(
        self, number: int, variant: Variant, original: str, octets: tuple[int, int], excused: dict[int, bool]
    ) -> Iterator[Hit]:
        """Where one pattern hits in a window and nothing excuses it. `excused`: what the whole reading says of a rule."""
        rule, _, foreign = self._entries[number]
        for start, end in self._places(number, variant, original, octets):
            if start == end or (foreign and not boundaries_hold(variant.text, start, end)):
                continue
            if _excused_anywhere(rule, variant.text, excused):
                return
            hit = Hit(rule, variant, start, end)
            if rule.unless is None or not rule.unless.search(hit.sentence):
                yield hit

    def _places(
        self, number: int, variant: Variant, original: str, octets: tuple[int, int]
    ) -> Iterator[tuple[int, int]]:
        """Where a pattern matches; one that needs a name is tried again a step on where the word found was none."""
        rule, pattern, _ = self._entries[number]
        named = rule.text.named and pattern.groups > 0
        at, last = octets
        while spans := pattern.spans(variant.encoded, at, last):
            start, end = variant.characters(*spans[0])
            proper = not named or self._proper(original, variant, spans[1:])
            if proper:
                yield start, end
            at = max(spans[0][1] if proper else variant.octets(start + 1, end)[0], at + 1)
            if at > last:
                return

    def _proper(self, original: str, variant: Variant, groups: Sequence[tuple[int, int]]) -> bool:
        """True when every group that took part in the match reads as somebody's name."""
        return all(
            self._names.proper(original, variant, *variant.characters(start, end))
            for start, end in groups
            if start >= 0
        )


def _windows(text: str) -> Iterable[tuple[int, int]]:
    """The whole of a text, or of a long one overlapping parts that begin at a space where there is one."""
    if len(text) <= WINDOW:
        return ((0, len(text)),)
    return _parts(text)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > WINDOW:
        yield start, start + WINDOW
        start = max(text.rfind(" ", start, start + WINDOW - OVERLAP), start + WINDOW - 2 * OVERLAP) + 1
    yield start, len(text)


def _excused_anywhere(rule: Rule, text: str, known: dict[int, bool]) -> bool:
    """What the whole reading says of a rule, asked once."""
    if rule.order not in known:
        known[rule.order] = bool(
            (rule.together is not None and not rule.together.search(text))
            or (rule.anywhere is not None and rule.anywhere.search(text))
        )
    return known[rule.order]


def self_test(rules: Sequence[Rule], matcher: Matcher) -> None:
    """Every term matches itself and every rule its own examples, or RuleError says, a line each, which do not."""
    faults = [
        f"{rule.detector}: rule {rule.text.id} {'does not match' if wanted else 'matches'}: {example}"
        for rule in rules
        for wanted, examples in ((True, rule.text.words), (True, rule.text.match), (False, rule.text.no_match))
        for example in examples
        if _matches(rule, matcher, example, alone=examples is rule.text.words) is not wanted
    ]
    if faults:
        raise RuleError("\n".join(faults))


def _matches(rule: Rule, matcher: Matcher, example: str, *, alone: bool) -> bool:
    """Whether the rule hits in the example; a term on its own is tried without what must stand near it."""
    if alone:
        return matcher.holds(rule, example)
    return matcher.hits(rule, example)
