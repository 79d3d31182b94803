"""What a case came to, for somebody who has two minutes: what was said, what was decided, by whom, and how it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.cases.facts import Written
from bot.cases.telling import said
from bot.cases.words import LETTERS
from bot.console.show.words import said as plain
from bot.evidence.bundle.originals import Originals
from bot.evidence.bundle.people import People
from bot.evidence.bundle.scope import Scope
from bot.store.ids import stamp
from rules.model.case import facts as f
from rules.model.case.words import LetterKind
from rules.model.evidence import EntryKind
from rules.model.in_words import BEHAVIOURS, listed

THE_PERSON = "The person"
DECISIVE = (
    f.Warned,
    f.Proposed,
    f.Approved,
    f.Declined,
    f.Began,
    f.MeasureTaken,
    f.MeasureUndone,
    f.NoticeSent,
    f.Lengthened,
    f.Reviewed,
    f.Lifted,
    f.AppealMade,
    f.AppealDecided,
    f.PoliceConsidered,
)
"""What a first page tells; the index tells the rest."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A comment under its label (C1). `words` is None where they were erased; `relied_on`: a decision rests on it."""

    label: str
    id: str
    at: str
    where: str
    found: str
    words: str | None
    seq: int
    relied_on: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was decided or done, by whom, in what capacity, and why in their own words."""

    seq: int
    at: str
    what: str
    who: str
    reason: str
    fact: f.Fact

    @property
    def decisive(self) -> bool:
        """Whether the first page tells it."""
        return isinstance(self.fact, DECISIVE)


class Story:
    """`labels`: C1, W1, R1, M1, A1, L1 by the record's own id. `letters`: what each letter is."""

    def __init__(self, scope: Scope, made: Originals, people: People) -> None:
        self._scope, self._made, self._people = scope, made, people
        self.labels = _labels(scope)
        self.letters = _letters(scope)
        self.rulings = tuple(one for one in scope.entries if one.kind == EntryKind.DECIDED)
        self.quotes = tuple(self._quotes())
        self.deeds = tuple(self._deeds())

    def short(self, text: str) -> str:
        """The text with the record's ids as labels, where there is one."""
        ids = sorted(self.labels, key=len, reverse=True)
        pattern = "|".join(map(re.escape, ids)) or "$^"
        return re.sub(pattern, lambda found: self.labels[found[0]], text)

    def _quotes(self) -> Iterator[Quote]:
        heard = {one.item: one for one in self._scope.entries if one.kind == EntryKind.HEARD}
        incidents = {one.ref: one for one in self._scope.case.file.incidents}
        relied_on = {ref for written in self._scope.case.facts for ref in _relied_on(written.fact)}
        for comment, label in self.labels.items():
            if comment in heard:
                one, incident = heard[comment], incidents.get(comment)
                found = listed(BEHAVIOURS[each] for each, _ in incident.behaviours) if incident else ""
                words = self._made.words(one.seq, "text")
                at, used = str(one.data.get("at", one.at)), comment in relied_on
                yield Quote(label, comment, at, _where(one.data), found, words, one.seq, used)

    def _deeds(self) -> Iterator[Deed]:
        entries = {one.seq: one for one in self._scope.entries}
        for written in self._scope.case.facts:
            fact = written.fact
            by: Any = getattr(fact, "by", None)
            who = self._people.at(by.id, written.seq, by.post) if by else self._who(written)
            why = "; ".join(filter(None, (self._made.words(written.seq, name) for name in entries[written.seq].commit)))
            at = stamp(fact.at) if isinstance(fact, f.AppealMade | f.MeasureTaken) else written.at
            yield Deed(written.seq, at, self.short(said(fact)), who, why, fact)

    def _who(self, written: Written) -> str:
        if isinstance(written.fact, f.AppealMade):
            return THE_PERSON
        return self._people.at(written.by, written.seq) if written.by else ""


def _relied_on(fact: f.Fact) -> tuple[str, ...]:
    about = getattr(fact, "about", ())
    ref = getattr(fact, "ref", None) if isinstance(fact, f.MeasureTaken) else None
    return (*(about if isinstance(about, tuple) else ()), *([ref] if ref else ()))


def _where(data: Mapping[str, Any]) -> str:
    kind = plain(str(data.get("kind", "comment")))
    return f"{kind} on {plain(str(data.get('platform', '')))}"


def _labels(scope: Scope) -> dict[str, str]:
    """In the order in which the record first has them."""
    heard = [one.item for one in scope.entries if one.kind == EntryKind.HEARD and one.item]
    facts = [written.fact for written in scope.case.facts]
    kinds: tuple[tuple[str, list[str]], ...] = (
        ("C", heard),
        ("W", [one.id for one in facts if isinstance(one, f.Warned)]),
        ("R", [one.id for one in facts if isinstance(one, f.Proposed | f.Began)]),
        ("M", [one.id for one in facts if isinstance(one, f.MeasureTaken)]),
        ("A", [one.id for one in facts if isinstance(one, f.AppealMade | f.AppealDecided)]),
        ("L", list(_letters(scope))),
    )
    return {
        name: f"{letter}{number}"
        for letter, names in reversed(kinds)
        for number, name in enumerate(dict.fromkeys(names), 1)
    }


def _letters(scope: Scope) -> dict[str, str]:
    """Letter id -> what it is, in words."""
    drafted = [one.data for one in scope.entries if one.kind == EntryKind.LETTER and "letter_kind" in one.data]
    return {str(data["letter"]): LETTERS[LetterKind(data["letter_kind"])] for data in drafted}
