"""The index: every entry of the bundle once, in chapters, with the original files it names. Plain data for its template."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.console.show import record
from bot.console.show.words import COURSES, ENTRIES, said
from bot.evidence.bundle.clauses import Policy
from bot.evidence.bundle.originals import Originals
from bot.evidence.bundle.people import People
from bot.evidence.bundle.scope import Kept, Scope
from bot.evidence.bundle.story import Story
from bot.store.tables import Entry
from rules.model.evidence import EntryKind

Wanted = Callable[[Kept], bool]
SHOWN_BYTES = 1_500
"""A longer private field is named, not printed: its file has all of it."""
_NEVER_PRINTED = frozenset({"source"})


@dataclass(frozen=True, slots=True)
class Part:
    """A private field: its file, or that it was erased or withheld. `words` where it is short text."""

    name: str
    state: str
    file: str
    size: int
    words: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry."""

    seq: int
    at: str
    kind: str
    detail: str
    who: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """`said`: the words of a comment (None: erased), where the chapter is about one."""

    title: str
    note: str
    lines: tuple[Line, ...]
    comment: bool = False
    words: str | None = None


class Index:
    """`chapters` hold each entry of the scope once."""

    def __init__(self, scope: Scope, made: Originals, people: People, story: Story, policies: Iterable[Policy]) -> None:
        self._scope, self._made, self._people, self._story = scope, made, people, story
        self.policies = tuple(policies)
        *others, last = self._chapters()
        self.chapters = (last, *others)

    def _chapters(self) -> Iterator[Chapter]:
        left = dict.fromkeys(one.seq for one in self._scope.entries)
        for quote in self._story.quotes:
            lines = self._take(left, partial(_about, quote.id))
            note = ". ".join(
                part for part in (quote.where.capitalize(), quote.found and f"May be {quote.found}") if part
            )
            yield Chapter(f"{quote.label}: what was said", f"{note}. Its id is {quote.id}.", lines, True, quote.words)
        for title, note, kinds in _CHAPTERS:
            lines = self._take(left, partial(_is, kinds))
            if lines or not kinds:
                yield Chapter(title, note, lines)

    def _take(self, left: dict[int, None], wanted: Wanted) -> tuple[Line, ...]:
        found = [one for one in self._scope.entries if one.seq in left and wanted(one)]
        for one in found:
            del left[one.seq]
        return tuple(map(self._line, found))

    def _line(self, one: Kept) -> Line:
        by = one.data.get("by")
        who = self._people.at(by, one.seq) if isinstance(by, str) and by in self._people.held else ""
        parts = tuple(self._part(one.seq, name) for name in one.commit)
        payload = self._made.payloads.get(one.seq)
        if payload is not None:
            parts = (*parts, _payload(payload, self._made))
        return Line(one.seq, one.at, _kind(one), self._detail(one), who, parts)

    def _detail(self, one: Kept) -> str:
        told = _TOLD.get(one.kind)
        deed = next((each for each in self._story.deeds if each.seq == one.seq), None)
        if deed is not None or told is not None:
            return deed.what if deed else told(self, one) if told else ""
        entry = Entry(seq=one.seq, prev=b"", hash=b"", at=one.at, kind=one.kind, item=one.item, body=one.body)
        return self._story.short(record.detail(entry, {}).removeprefix(": "))

    def ruled(self, one: Kept) -> str:
        """What the policy said of a comment, and the clauses that bear on it."""
        decision = one.data.get("decision", {})
        numbers = [
            clause.number
            for policy in self.policies
            for clause in policy.relied_on
            if one.seq in policy.cited[clause.id]
        ]
        course = {code.value: words for code, words in COURSES.items()}.get(str(decision.get("course")), "")
        clauses = f". Clauses that bear on it: {', '.join(numbers)}" if numbers else ""
        return f"{course} ({decision.get('pack')}, version {decision.get('version')}){clauses}"

    def wrote(self, one: Kept) -> str:
        """Which letter, and what became of it."""
        letter = str(one.data.get("letter"))
        how = f" ({one.data['how']})" if one.data.get("how") else ""
        name = f"{self._story.labels.get(letter, letter)}, {self._story.letters.get(letter, 'letter')}"
        return f"{name}: {said(str(one.data.get('what', '')))}{how}"

    def held(self, one: Kept) -> str:
        """What a member of staff was from then on."""
        if one.data.get("staff") != one.item:
            return said(str(one.data.get("what", "")))
        return f"{said(str(one.data.get('what', '')))}; from then on {self._people.at(str(one.item), one.seq)}"

    def key(self, one: Kept) -> str:
        """Which key."""
        return f"{said(str(one.data.get('what', '')))}, {one.data.get('fingerprint')}"

    def _part(self, seq: int, name: str) -> Part:
        found = self._made.fields[seq][name]
        words = self._made.words(seq, name) if found.file.endswith(".txt") and name not in _NEVER_PRINTED else None
        short = words if words is not None and len(found.value) <= SHOWN_BYTES else None
        return Part(name, found.state, found.file, len(found.value), short)


def _about(item: str, one: Kept) -> bool:
    return one.item == item


def _is(kinds: frozenset[str], one: Kept) -> bool:
    return not kinds or one.kind in kinds


def _payload(told: str, made: Originals) -> Part:
    if told in made.files:
        return Part("as received", "shown", told, len(made.files[told]), None)
    return Part("as received", told, "", 0, None)


def _kind(one: Kept) -> str:
    table = {kind.value: words for kind, words in ENTRIES.items()}
    return table.get(one.kind, said(one.kind).capitalize())


_CHAPTERS: tuple[tuple[str, str, frozenset[str]], ...] = (
    (
        "Letters",
        "Each as it was written, approved by a person, and said to have been sent.",
        frozenset({EntryKind.LETTER.value}),
    ),
    (
        "Whose account it is",
        "Who linked an account to a person, by which check, and who took it back.",
        frozenset({EntryKind.IDENTITY.value}),
    ),
    (
        "The staff who acted",
        "What their roles and posts were, from when. How they sign in is withheld.",
        frozenset({EntryKind.STAFF.value}),
    ),
    (
        "The record itself",
        "The keys that sign it, and whatever an older copy of it cost.",
        frozenset({EntryKind.KEY.value, EntryKind.LEDGER.value, EntryKind.RESTORED.value}),
    ),
    (
        "The case",
        "What happened in it, in order. Comments, letters and whose account it is have chapters of their own.",
        frozenset(),
    ),
)
"""Title, note, kinds of entries. The last takes what is left, and comes first on the page."""

_TOLD: dict[str, Callable[[Index, Kept], str]] = {
    EntryKind.DECIDED.value: Index.ruled,
    EntryKind.LETTER.value: Index.wrote,
    EntryKind.STAFF.value: Index.held,
    EntryKind.KEY.value: Index.key,
}
