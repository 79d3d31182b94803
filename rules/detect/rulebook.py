"""Rules as data: what one looks like in a data file, and how a file's text becomes rules. Errors name file and rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import re2
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from rules.detect.phrases import Macros, compile_pattern, compile_words, options
from rules.model.finding import Behaviour, NeedKind, Severity, Target, Urgency

NO_RULES = ("words.yaml", "guards.yaml", "languages.yaml")
"""Data files that hold something else than rules."""


class RuleError(ValueError):
    """A data file that cannot be used; the message is one line: file, rule and reason."""


def _lines(text: object) -> object:
    return tuple(line.strip() for line in text.splitlines() if line.strip()) if isinstance(text, str) else text


Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
"""Patterns, one a line of a block."""


class RuleText(BaseModel):
    """One rule as written in a data file (`rules/detect/data/README.md` explains each field)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    behaviour: Behaviour | None = None
    need: NeedKind | None = None
    severity: Severity = Severity.NONE
    urgency: Urgency = Urgency.ROUTINE
    target: Target | None = None
    score: int = 900
    reason: str
    words: tuple[str, ...] = ()
    patterns: Lines = ()
    raw: Lines = ()
    unless: Lines = ()
    unless_anywhere: Lines = ()
    together_with: Lines = ()
    guards: tuple[str, ...] | None = None
    also: tuple[Behaviour, ...] = ()
    also_needs: tuple[NeedKind, ...] = ()
    named: bool = False
    match: tuple[str, ...]
    no_match: tuple[str, ...] = ()


class Expressions(NamedTuple):
    """A rule's expressions as RE2. Those of `foreign` need boundaries checked; an empty one of the others is none."""

    patterns: Sequence[str]
    foreign: Sequence[str]
    unless: str
    anywhere: str
    together: str


class Rule:
    """A rule ready to use: its text, its patterns (`foreign` ones need boundaries checked), what must not stand near."""

    __slots__ = ("anywhere", "detector", "expressions", "order", "searches", "text", "together", "unless")

    def __init__(self, detector: str, text: RuleText, expressions: Expressions) -> None:
        self.detector = detector
        self.text = text
        self.expressions = expressions
        self.order = -1
        self.searches = tuple(map(Search, (*expressions.patterns, *expressions.foreign)))
        self.unless, self.anywhere, self.together = (Search(one) if one else None for one in expressions[2:])

    @property
    def patterns(self) -> Sequence[str]:
        """The patterns that keep their own boundaries."""
        return self.expressions.patterns

    @property
    def foreign(self) -> Sequence[str]:
        """The terms whose boundaries are checked in code."""
        return self.expressions.foreign

    def check(self) -> None:
        """Raises re2.error where an expression is none."""
        for one in (*self.searches, self.unless, self.anywhere, self.together):
            if one is not None:
                one.regexp()


class Search:
    """An expression to look for in UTF-8, compiled when it is first looked for: of a rulebook, most never are.

    It asks RE2 itself: the `re2` package counts characters for every match.
    """

    __slots__ = ("_expression", "_regexp")

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._regexp: Any = None

    def regexp(self) -> Any:
        """Compiled. Raises re2.error where it is no expression."""
        if self._regexp is None:
            regexp = re2._re2.RE2(self._expression.encode(), options())  # noqa: SLF001 - says why above; the lock holds its version
            if not regexp.ok():
                raise re2.error(regexp.error())
            self._regexp = regexp
        return self._regexp

    @property
    def groups(self) -> int:
        """How many groups it has."""
        return int(self.regexp().NumberOfCapturingGroups())

    def search(self, text: str) -> bool:
        """Whether it stands in the text."""
        octets = text.encode("utf-8", "replace")
        return bool(self.spans(octets, 0, len(octets)))

    def spans(self, octets: bytes, start: int, end: int) -> list[tuple[int, int]]:
        """Where it first stands between two places, and where each of its groups does (-1 if it took no part)."""
        regexp = self._regexp or self.regexp()
        found: list[tuple[int, int]] = regexp.Match(_UNANCHORED, octets, start, end)
        return found if found[0][0] >= 0 else []


_UNANCHORED = re2._re2.RE2.Anchor.UNANCHORED  # noqa: SLF001 - the same


def search(patterns: Iterable[str], macros: Macros) -> Search | None:
    """One expression for all of them, or None if there are none. Raises re2.error."""
    joined = _joined(patterns, macros)
    if not joined:
        return None
    found = Search(joined)
    found.regexp()
    return found


def _joined(patterns: Iterable[str], macros: Macros) -> str:
    return "|".join(compile_pattern(p, macros) for p in patterns)


def read_yaml(name: str, text: str) -> Any:
    """Parsed YAML, or RuleError naming file and line."""
    from ruamel.yaml import YAML  # where a compiled rulebook fits, no YAML is read
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise RuleError(f"{name}: {' '.join(str(error).split())}") from error


def read_rules(texts: Mapping[str, str], macros: Macros) -> Iterator[Rule]:
    """All rules of all data files but `words.yaml`; a file's `detector:` says whose they are."""
    for name in sorted(texts):
        if not name.endswith(".yaml") or name in NO_RULES:
            continue
        data = read_yaml(name, texts[name])
        for entry in data["rules"]:
            yield _rule(name, data["detector"], entry, macros)


def _rule(name: str, detector: str, entry: dict[str, Any], macros: Macros) -> Rule:
    label = f"{name}: rule {entry.get('id', '?')}"
    try:
        text = RuleText.model_validate(entry)
        rule = Rule(detector, text, _expressions(text, macros))
        rule.check()
    except ValidationError as error:
        first = error.errors()[0]
        raise RuleError(f"{label}: field {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (re2.error, KeyError) as error:
        raise RuleError(f"{label}: {error}") from error
    if (text.behaviour is None) == (text.need is None):
        raise RuleError(f"{label}: needs exactly one of behaviour and need")
    if not rule.patterns and not rule.foreign:
        raise RuleError(f"{label}: has no words and no patterns")
    return rule


def _expressions(text: RuleText, macros: Macros) -> Expressions:
    """KeyError names a word list that does not exist."""
    words, foreign = compile_words(text.words)
    patterns = [compile_pattern(p, macros) for p in text.patterns] + [macros.expand(p) for p in text.raw]
    near = (_joined(one, macros) for one in (text.unless, text.unless_anywhere, text.together_with))
    return Expressions((*patterns, *words), foreign, *near)
