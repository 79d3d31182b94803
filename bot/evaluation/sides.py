"""The sides that are compared: our detectors, other rule data for them, or answers that something else wrote down."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.replay.record import interaction
from bot import compose
from bot.evaluation.example import BEHAVIOURS, NEEDS, OUTCOMES, Answer, Example, Judged, Labels
from bot.judging import Judgement, Judging
from bot.resources import folder_texts, model_files
from rules.detect import build, landlordcheck
from rules.policy.schema import Pack
from rules.score import BadModel
from rules.score import build as build_model

OURS = "ours"
RULES = "rules"
_NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""The moment of judgement, as for `doorstep detect`: the same file gives the same answer on any day."""

_LABEL = {ours.value: label for ours, label in landlordcheck.BEHAVIOURS.items() if label}
"""Findings stand in our words in an answer of `doorstep detect`; anybody else's may be in LandlordCheck's."""


class BadSide(ValueError):
    """A side that cannot be asked; the text says which and why, in one line."""


@dataclass(frozen=True, slots=True)
class Side:
    """Something that answers. `digest` says what exactly answered, where that is known."""

    name: str
    digest: str
    answer: Callable[[Example], Answer]

    def judge(self, examples: Iterable[Example]) -> Iterator[Judged]:
        """Each comment with this side's answer, in order. Raises BadSide where it has none."""
        return (Judged(example, self.answer(example)) for example in examples)


def side(name: str, policy: str) -> Side:
    """`ours`, `rules` (ours without a model), a folder of rule data or of a model (it has a `card.json`; our rules beside
    it), or a file of answers as `doorstep detect` writes it. Raises BadSide, RuleError.
    """
    if name == OURS:
        return _judging(name, compose.judging(policy))
    if name == RULES:
        return _judging(name, Judging(compose.rules_only(), compose.pack(policy)))
    path = Path(name)
    if (path / "card.json").is_file():
        return _judging(name, _with_model(path, compose.pack(policy)))
    if path.is_dir():
        return _judging(name, Judging(build(folder_texts(path)), compose.pack(policy)))
    if path.is_file():
        return _recorded(path)
    raise BadSide(f"'{name}' is neither '{OURS}', '{RULES}', a folder of rule data or a model, nor a file of answers")


def _with_model(folder: Path, pack: Pack) -> Judging:
    try:
        built = build_model(model_files(folder))
    except BadModel as bad:
        raise BadSide(f"{folder}: {bad}") from None
    if built.scorer is None:
        raise BadSide(f"{folder}: {built.says}")
    return Judging(compose.with_model(built, pack.detection), pack)


def guarded_sides() -> tuple[str, ...]:
    """Whose guarded slices are held: the rules by themselves, and everything together where there is more than rules."""
    return (RULES,) if compose.model().scorer is None else (RULES, OURS)


def _judging(name: str, judging: Judging) -> Side:
    def answer(example: Example) -> Answer:
        return answered(judging.judge(interaction(example.record, example.id, _NOW)))

    return Side(name, judging.detector.digest, answer)


def answered(judgement: Judgement) -> Answer:
    """A judgement in LandlordCheck's words."""
    found = judgement.found
    scores: dict[str, int] = {}
    for one in found.findings:
        name = landlordcheck.BEHAVIOURS[one.behaviour]
        if name:
            scores[name] = max(scores.get(name, 0), one.score)
    named, needs = frozenset(landlordcheck.behaviours(found)), frozenset(landlordcheck.needs(found))
    said = Labels(named, needs, judgement.decision.course.value)
    return Answer(said, max(scores.values(), default=0), scores)


def _recorded(path: Path) -> Side:
    known: dict[str, Answer] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                fields = json.loads(line)
                known[str(fields["id"])] = _answer(fields)
            except (ValueError, TypeError, KeyError) as bad:
                raise BadSide(f"{path.name}, line {number}: no answer as `doorstep detect` writes it: {bad}") from None

    def answer(example: Example) -> Answer:
        if example.id not in known:
            raise BadSide(f"{path.name} has no answer to {example.id}")
        return known[example.id]

    return Side(path.name, "", answer)


def _answer(fields: dict[str, Any]) -> Answer:
    said = Labels(frozenset(fields["behaviours"]), frozenset(fields["needs"]), fields["outcome"])
    if not (said.behaviours <= set(BEHAVIOURS) and said.needs <= set(NEEDS) and said.outcome in OUTCOMES):
        raise ValueError("a word that is none of LandlordCheck's")
    scores: dict[str, int] = {}
    for one in fields.get("findings", ()):
        if "behaviour" in one:
            name = _LABEL.get(one["behaviour"], str(one["behaviour"]))
            scores[name] = max(scores.get(name, 0), int(one["score"]))
    return Answer(said, max(scores.values(), default=0), scores)
