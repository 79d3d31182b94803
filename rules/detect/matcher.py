"""One RE2 filter holds the whole rulebook and the gates: a single pass says which few patterns to look at.

`re2.Filter` is RE2's own prefilter: it keeps the words each pattern cannot match without in one `Set`, scans a text for
all of them at once, and tries only the patterns whose words are there. It was chosen over one `re2.Set` of the patterns
themselves because gap patterns multiply a Set's states; the two have not been measured side by side on these rules.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import re2

from rules.detect.names import Names
from rules.detect.phrases import boundaries_hold, options
from rules.detect.reading import Hit
from rules.detect.rulebook import Rule, RuleError
from rules.text import GATES, Folded, Variant, fold, plain

MOST_READ = 20_000
"""Characters of one comment that are read; no platform's comments are longer, and a longer text goes to a person."""

MOST_HITS = 60
"""Hits of one rule that are looked at in one reading; more than that and the reading is called too long to judge."""


PATTERNS_A_FILTER = 300
"""One `re2.Filter` has 8 MB for the words it scans for, and refuses to compile beyond; nothing can raise that."""


class _Sieve:
    """As many filters as the rulebook needs, asked as one; indexes run on from one to the next."""

    def __init__(self) -> None:
        self._filters: list[Any] = []
        self._size = 0

    def add(self, pattern: str) -> int:
        if self._size % PATTERNS_A_FILTER == 0:
            self._filters.append(re2.Filter())
        self._filters[-1].Add(pattern, options())
        self._size += 1
        return self._size - 1

    def compile(self) -> None:
        for one in self._filters:
            one.Compile()

    def pattern(self, index: int) -> Any:
        return self._filters[index // PATTERNS_A_FILTER].re(index % PATTERNS_A_FILTER)

    def match(self, text: str) -> list[int]:
        """Indexes of the patterns that match, in their order."""
        return [
            at * PATTERNS_A_FILTER + index for at, one in enumerate(self._filters) for index in one.Match(text) or ()
        ]


class Matcher:
    """Finds where rules hit. Built once; safe to use from several threads."""

    def __init__(self, rules: Sequence[Rule], names: Names) -> None:
        self._names = names
        self._filter = _Sieve()
        self._entries: list[tuple[Rule, bool]] = []
        for order, rule in enumerate(rules):
            rule.order = order
            for pattern in (*rule.patterns, *rule.foreign):
                self._filter.add(pattern)
                self._entries.append((rule, pattern in rule.foreign))
        self._first_gate = self._filter.add("|".join(f"(?:{gate})" for gate in GATES))
        self._filter.compile()
        self._patterns: list[Any] = [self._filter.pattern(at) for at in range(len(self._entries))]
        self._of: list[list[Any]] = [[] for _ in rules]
        for (rule, _), pattern in zip(self._entries, self._patterns, strict=True):
            self._of[rule.order].append(pattern)

    def patterns(self, rule: Rule) -> list[Any]:
        """The rule's compiled patterns."""
        return self._of[rule.order]

    def read(self, text: str) -> tuple[Folded, list[Hit], bool]:
        """The readings of a text, all hits in them, and whether it was too long or hit too often to look everywhere."""
        flooded = len(text) > MOST_READ
        text = text[:MOST_READ]
        first = plain(text)
        found = self._filter.match(first.text)
        if not found:
            return Folded(text, (first,)), [], flooded
        folded = Folded(text, (first,)) if found[-1] < self._first_gate else fold(text)
        hits: list[Hit] = []
        flooded |= self._collect(text, first, found, hits)
        for variant in folded.variants[1:]:
            flooded |= self._collect(text, variant, self._filter.match(variant.text), hits)
        return folded, hits, flooded

    def _collect(self, original: str, variant: Variant, found: Sequence[int], hits: list[Hit]) -> bool:
        flooded = False
        for index in found:
            if index < self._first_gate:
                for count, hit in enumerate(self._places(index, variant, original)):
                    if count == MOST_HITS:
                        flooded = True
                        break
                    hits.append(hit)
        return flooded

    def _places(self, index: int, variant: Variant, original: str) -> Iterator[Hit]:
        rule, foreign = self._entries[index]
        for start, end in self._spans(index, variant, original):
            if start == end or (foreign and not boundaries_hold(variant.text, start, end)):
                continue
            hit = Hit(rule, variant, start, end)
            if not _excused(hit):
                yield hit

    def _spans(self, index: int, variant: Variant, original: str) -> Iterator[tuple[int, int]]:
        """Where a pattern matches; one that needs a name is tried again a step on where the word found was none."""
        pattern = self._patterns[index]
        if not self._entries[index][0].text.named or not pattern.groups:
            for match in pattern.finditer(variant.text):
                yield match.span()
            return
        at = 0
        for _ in range(MOST_HITS):
            match = pattern.search(variant.text, at)
            if match is None:
                return
            proper = self._names.all_proper(original, variant, match)
            if proper:
                yield match.span()
            at = max(match.end() if proper else match.start() + 1, at + 1)


def _excused(hit: Hit) -> bool:
    rule = hit.rule
    if rule.unless is not None and rule.unless.search(hit.sentence):
        return True
    if rule.anywhere is not None and rule.anywhere.search(hit.variant.text):
        return True
    return rule.together is not None and not rule.together.search(hit.variant.text)


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
        readings = [variant.text for variant in fold(example).variants]
        return any(pattern.search(text) for pattern in matcher.patterns(rule) for text in readings)
    return any(hit.rule is rule for hit in matcher.read(example)[1])
