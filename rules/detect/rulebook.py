"""Rules as data: what one looks like in a data file, and how a file's text becomes rules. Errors name file and rule."""

from collections.abc import Iterator, Mapping
from typing import Any

import re2
from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from rules.detect.phrases import Macros, compile_pattern, compile_words
from rules.model.finding import Behaviour, NeedKind, Severity, Target, Urgency


class RuleError(ValueError):
    """A data file that cannot be used; the message is one line: file, rule and reason."""


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
    patterns: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()
    together_with: tuple[str, ...] = ()
    guards: tuple[str, ...] | None = None
    also: tuple[Behaviour, ...] = ()
    also_needs: tuple[NeedKind, ...] = ()
    named: bool = False
    match: tuple[str, ...]
    no_match: tuple[str, ...] = ()


class Rule:
    """A rule ready to use: its text, its one pattern, and what must not stand near it."""

    __slots__ = ("anywhere", "detector", "foreign", "index", "pattern", "text", "together", "unless")

    def __init__(self, detector: str, text: RuleText, macros: Macros) -> None:
        self.detector = detector
        self.text = text
        self.index = -1
        self.pattern, self.foreign = _joined(text, macros)
        self.unless = _search(text.unless, macros)
        self.anywhere = _search(text.unless_anywhere, macros)
        self.together = _search(text.together_with, macros)


def _joined(text: RuleText, macros: Macros) -> tuple[str, bool]:
    """All ways of saying it as one pattern, and whether boundaries must be checked in code (letters beyond ASCII)."""
    ascii_words, other_words = compile_words(text.words)
    parts = [compile_pattern(p, macros) for p in text.patterns]
    parts += ascii_words
    parts += [macros.expand(p) for p in text.raw]
    parts += other_words
    return "|".join(parts), bool(other_words)


def _search(patterns: tuple[str, ...], macros: Macros) -> Any:
    if not patterns:
        return None
    return re2.compile("|".join(compile_pattern(p, macros) for p in patterns))


def read_yaml(name: str, text: str) -> Any:
    """Parsed YAML, or RuleError naming file and line."""
    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise RuleError(f"{name}: {' '.join(str(error).split())}") from error


def read_rules(texts: Mapping[str, str], macros: Macros) -> Iterator[Rule]:
    """All rules of all data files but `words.yaml`; a file's `detector:` says whose they are."""
    for name in sorted(texts):
        if not name.endswith(".yaml") or name in ("words.yaml", "guards.yaml"):
            continue
        data = read_yaml(name, texts[name])
        for entry in data["rules"]:
            yield _rule(name, data["detector"], entry, macros)


def _rule(name: str, detector: str, entry: dict[str, Any], macros: Macros) -> Rule:
    label = f"{name}: rule {entry.get('id', '?')}"
    try:
        text = RuleText.model_validate(entry)
        rule = Rule(detector, text, macros)
        re2.compile(rule.pattern)
    except ValidationError as error:
        first = error.errors()[0]
        raise RuleError(f"{label}: field {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (re2.error, KeyError) as error:
        raise RuleError(f"{label}: {error}") from error
    if (text.behaviour is None) == (text.need is None):
        raise RuleError(f"{label}: needs exactly one of behaviour and need")
    if not rule.pattern:
        raise RuleError(f"{label}: has no words and no patterns")
    return rule
