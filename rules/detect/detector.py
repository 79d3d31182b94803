"""The Detector: reads one comment with every detector there is, and says which of them could not answer."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from rules.detect import (
    abuse,
    allegation,
    compiled,
    discrimination,
    harassment,
    lexicon,
    needs,
    privacy,
    repetition,
    spam,
    threat,
)
from rules.detect.claims import Claims
from rules.detect.compiled import Book
from rules.detect.guards import Guards
from rules.detect.languages import Languages
from rules.detect.matcher import Matcher, self_test
from rules.detect.names import Names
from rules.detect.parts import Part
from rules.detect.phrases import Macros
from rules.detect.reading import Hits, Reading
from rules.detect.rulebook import RuleError, read_rules, read_yaml
from rules.detect.syntax import clues_of
from rules.detect.whom import Whom
from rules.model.finding import Finding, Found, Need
from rules.model.history import History
from rules.model.interaction import InteractionKind

VERSION = "4"
"""Raised when the code of a detector changes what it finds; part of the digest with the data."""

PARTS: tuple[Part, ...] = (
    lexicon.PART,
    threat.PART,
    abuse.PART,
    discrimination.PART,
    privacy.PART,
    allegation.PART,
    harassment.PART,
    spam.PART,
    needs.PART,
    repetition.PART,
)
_NOTHING = Found()


class Detector:
    """Reads comments. Built by `build`; holds no state between comments."""

    def __init__(self, matcher: Matcher, claims: Claims, languages: Languages, digest: str) -> None:
        self._matcher = matcher
        self._claims = claims
        self._languages = languages
        self.digest = digest

    @property
    def guards(self) -> Guards:
        """The guards, which stand over a model's findings too."""
        return self._claims.guards

    def find(
        self,
        interaction_text: str,
        *,
        parent_text: str | None,
        kind: InteractionKind,
        rating: int | None,
        history: History,
    ) -> Found:
        """All findings and needs in one comment. Never raises: a detector that fails is named in `degraded`, and so is each
        language besides English (`rules.model.languages`)."""
        try:
            folded, hits = self._matcher.read(interaction_text)
        except Exception:  # noqa: BLE001 - whatever broke, the comment must still reach a person
            return Found(degraded=tuple(part.name for part in PARTS))
        unjudged = self._unjudged(interaction_text)
        if not hits and not unjudged and not history.items and rating is None:
            return _NOTHING
        reading = Reading(folded, parent_text, kind, rating, history, _grouped(hits))
        return self._ask(reading, unjudged)

    def examples(self, *, hit: bool) -> tuple[str, ...]:
        """The rulebook's own examples: those that must hit, or those that must not."""
        return tuple(text for rule in self._matcher.rules for text in (rule.text.match if hit else rule.text.no_match))

    def _unjudged(self, text: str) -> tuple[str, ...]:
        """The languages that nobody here judges; `languages` itself where even that could not be told."""
        try:
            return self._languages.unjudged(text)
        except Exception:  # noqa: BLE001 - whatever broke, the comment must still reach a person
            return ("languages",)

    def _ask(self, reading: Reading, degraded: tuple[str, ...]) -> Found:
        findings: list[Finding] = []
        needs_found: list[Need] = []
        for part in PARTS:
            if not part.always and part.name not in reading.hits:
                continue
            try:
                claims = list(part.find(reading, self._claims))
            except Exception:  # noqa: BLE001 - one detector's failure is named and the others still answer
                degraded += (part.name,)
                continue
            findings += [claim for claim in claims if isinstance(claim, Finding)]
            needs_found += [claim for claim in claims if isinstance(claim, Need)]
        return Found(tuple(findings), tuple(needs_found), degraded)


def build(texts: Mapping[str, str], kept: str = "", maker: str = "") -> Detector:
    """A Detector from the data files' contents by file name; RuleError if a file, a rule or an example does not hold.

    `kept`: what `compile_rulebook` made with the same `maker`. Where it is of these very texts, nothing is derived and
    tested again; where it is not, it is as if there were none.
    """
    digest = _digest(texts)
    book = compiled.read(kept, compiled.named(digest, maker))
    book, matcher = _tested(texts) if book is None else (book, _matcher(book, texts))
    macros = Macros(book.words)
    claims = Claims(Guards(book.guards, macros), Whom(macros, _lines(_file(texts, "names.txt"))))
    return Detector(matcher, claims, Languages(book.languages), digest)


def compile_rulebook(texts: Mapping[str, str], maker: str) -> str:
    """The rulebook read and tested, as text to keep for `build`. `maker` says which code and libraries did it. RuleError."""
    book, _ = _tested(texts)
    return compiled.write(book, compiled.named(_digest(texts), maker))


def compiled_for(texts: Mapping[str, str], kept: str, maker: str) -> bool:
    """Whether `build` would take what was kept."""
    return compiled.fits(kept, compiled.named(_digest(texts), maker))


def _tested(texts: Mapping[str, str]) -> tuple[Book, Matcher]:
    """Everything read from the data files, every rule tested on its own terms and examples."""
    words = read_yaml("words.yaml", _file(texts, "words.yaml"))
    rules = tuple(read_rules(texts, Macros(words)))
    _unique(rule.text.id for rule in rules)
    guards = read_yaml("guards.yaml", _file(texts, "guards.yaml"))
    languages = read_yaml("languages.yaml", _file(texts, "languages.yaml"))
    clues = clues_of(text for rule in rules for text in (*rule.patterns, *rule.foreign))
    book = Book(words, guards, languages, rules, clues)
    matcher = _matcher(book, texts)
    self_test(rules, matcher)
    return book, matcher


def _matcher(book: Book, texts: Mapping[str, str]) -> Matcher:
    names = Names(_lines(_file(texts, "names.txt")), _lines(_file(texts, "not_names.txt")))
    return Matcher(book.rules, names, book.clues)


def _file(texts: Mapping[str, str], name: str) -> str:
    if name not in texts:
        raise RuleError(f"{name}: missing from the detector's data files")
    return texts[name]


def _lines(text: str) -> Iterable[str]:
    return (word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _unique(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for rule_id in ids:
        if rule_id in seen:
            raise RuleError(f"rule {rule_id}: the id is used twice")
        seen.add(rule_id)


def _grouped(hits: Iterable[Hits]) -> dict[str, tuple[Hits, ...]]:
    grouped: dict[str, list[Hits]] = {}
    for hit in hits:
        grouped.setdefault(hit.rule.detector, []).append(hit)
    return {name: tuple(found) for name, found in grouped.items()}


def _digest(texts: Mapping[str, str]) -> str:
    """SHA-256 of the version and of every data file, name by name."""
    whole = sha256(f"detector {VERSION}\n".encode())
    for name in sorted(name for name in texts if name.endswith((".yaml", ".txt"))):
        whole.update(f"{name}\n{sha256(texts[name].encode()).hexdigest()}\n".encode())
    return whole.hexdigest()
