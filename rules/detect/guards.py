"""Guards: signs that words are quoted, reported, denied, condemned or only an idiom. They only ever lower a finding."""

import re
from collections.abc import Mapping
from typing import Any

from rules.detect.phrases import Macros
from rules.detect.reading import AROUND, Hit, Reading
from rules.detect.rulebook import search
from rules.model.finding import Behaviour, Span
from rules.text import plain

GUARDED_SCORE = 300
"""The most a guarded finding may score: below 500, so that at most a person looks."""

NEGATION = "negation"
"""The guard of a "not" before a rule's words; over what a model takes for discrimination it says nothing."""

_OPENERS, _CLOSERS = "\"'", "\"'"
_QUOTE_REACH = 160


class Guards:
    """The guards of `guards.yaml`, each with the place it looks at and the behaviours it is for.

    `deniable`: ids of rules made of ordinary words, whose findings a model that denies them lowers to a look.
    """

    def __init__(self, data: Mapping[str, Any], macros: Macros) -> None:
        self._guards = [_Guard(entry, macros) for entry in data["guards"]]
        self.deniable = frozenset(map(str, data["deniable"]))
        self._of_rules = [guard for guard in self._guards if guard.rules]

    def on(self, hit: Hit, behaviour: Behaviour, reading: Reading) -> tuple[str, ...]:
        """Names of the guards that stand over this hit."""
        wanted = hit.rule.text.guards
        names = [g.name for g in self._of_rules if g.wanted(behaviour, wanted) and g.stands(hit, reading)]
        if (wanted is None or "quoting" in wanted) and "quoting" not in names and quoted(hit):
            names.append("quoting")
        return tuple(names)

    def any_on(self, hit: Hit, behaviour: Behaviour, reading: Reading) -> bool:
        """Whether any guard stands over this hit; the cheapest is asked first."""
        wanted = hit.rule.text.guards
        if (wanted is None or "quoting" in wanted) and quoted(hit):
            return True
        return any(g.wanted(behaviour, wanted) and g.stands(hit, reading) for g in self._of_rules)

    def over(self, text: str, span: Span, behaviour: Behaviour) -> tuple[str, ...]:
        """Names of the guards over words that no rule hit: each looks at the whole of the sentence around them."""
        sentence = plain(around(text, span)).text
        return tuple(g.name for g in self._guards if behaviour in g.behaviours and g.says(sentence))


_END = re.compile(r"[.!?\n]")


def around(text: str, span: Span) -> str:
    """The sentence around some words of a text, as written; no more than AROUND characters to either side."""
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return _END.split(before)[-1] + text[span.start : span.end] + _END.split(after, maxsplit=1)[0]


class _Guard:
    __slots__ = ("anew", "behaviours", "name", "pattern", "rules", "still", "unless", "where", "within")

    def __init__(self, entry: Mapping[str, Any], macros: Macros) -> None:
        self.name: str = entry["name"]
        self.where: str = entry["where"]
        self.rules: bool = entry.get("rules", True)  # not over a rule's hits: a rule says itself what excuses it
        self.behaviours = frozenset(Behaviour(name) for name in entry["behaviours"])
        self.pattern = search(entry["patterns"].splitlines(), macros)
        self.unless = search(entry.get("unless", "").splitlines(), macros)
        self.anew = search(entry.get("anew", "").splitlines(), macros)
        self.still = search(entry.get("still", "").splitlines(), macros)
        self.within = search(entry.get("within", "").splitlines(), macros)

    def wanted(self, behaviour: Behaviour, names: tuple[str, ...] | None) -> bool:
        return self.name in names if names is not None else behaviour in self.behaviours

    def stands(self, hit: Hit, reading: Reading) -> bool:
        if self.within is not None and self.within.search(hit.said):
            return True
        place = self._place(hit)
        return self.says(place) and not self._anew(place, hit)

    def says(self, text: str) -> bool:
        """Whether the words of the guard are in `text`."""
        if self.pattern is None or not self.pattern.search(text):
            return False
        return self.unless is None or not self.unless.search(text)

    def _anew(self, place: str, hit: Hit) -> bool:
        """Whether a sentence of its own begins between the guard's words and the hit ("not joking I'll ..."), unless it is
        what the guard's words are about ("not saying I'll ...")."""
        if self.anew is None or not self.anew.search(place + hit.said):
            return False
        return self.still is None or not self.still.search(place)

    def _place(self, hit: Hit) -> str:
        if self.where == "before":
            return hit.before
        if self.where == "just_before":
            return hit.before[-40:]
        if self.where == "after":
            return hit.after
        if self.where == "anywhere":
            return hit.variant.text[:4000]
        return hit.sentence


def quoted(hit: Hit) -> bool:
    """True when the hit stands between quotation marks that open and close within reach."""
    text = hit.variant.text
    left = text[max(0, hit.start - _QUOTE_REACH) : hit.start]
    right = text[hit.end : hit.end + _QUOTE_REACH]
    return any(_opened(left, mark) and _closed(right, mark) for mark in _OPENERS)


def _opened(left: str, mark: str) -> bool:
    """An opening mark on the left that has not been closed: at the start of a word, and none closing after it."""
    at = len(left)
    while (at := left.rfind(mark, 0, at)) >= 0:
        starts = (at == 0 or not left[at - 1].isalnum()) and (at + 1 == len(left) or not left[at + 1].isspace())
        if starts:
            return True
        if mark == '"' or at == 0 or not left[at - 1].isalnum() or (at + 1 < len(left) and not left[at + 1].isalnum()):
            return False
    return False


def _closed(right: str, mark: str) -> bool:
    """A closing mark on the right: at the end of a word (an apostrophe inside one is none)."""
    at = -1
    while (at := right.find(mark, at + 1)) >= 0:
        if at + 1 == len(right) or not right[at + 1].isalnum():
            return True
    return False
