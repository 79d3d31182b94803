"""Guarded slices: what each side reached on comments that a change must not make worse. The figures are a file beside them.

A slice is the figures of one labelled file (`Example.functionality`). A baseline is JSON: why it was written, the digest of
the comments, and for each side and slice how many comments each figure counts.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.evaluation.example import Example, Judged
from bot.evaluation.figures import CRITICAL
from bot.evaluation.sides import RULES

HARM = ("lawful hidden", "lawful named", "lawful rung for")
"""More of these is worse."""
GOOD = ("breaches caught", "urgent called", "critical needs heard", "other needs heard")
"""Fewer of these is worse."""

Slice = dict[str, int]
"""Figure -> how many comments (needs: how many needs)."""


class BadBaseline(ValueError):
    """A baseline that nothing can be compared with; one line."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was reached. `slack`: by how much a figure of a side may differ and not be called worse.

    Rules give the same answer on every machine and have none. A model's last bit may differ between processors, so that a
    score on the very edge of a threshold may fall on the other side: one comment.
    """

    reason: str
    comments: str
    sides: dict[str, dict[str, Slice]]
    slack: dict[str, int]

    def json(self) -> str:
        """As it is kept: one figure a line, so that a diff shows what was given up."""
        fields = {"reason": self.reason, "comments": self.comments, "slack": self.slack, "sides": self.sides}
        return json.dumps(fields, indent=1, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Fallen:
    """One figure of one slice that is worse than its baseline."""

    side: str
    slice: str
    figure: str
    before: int
    now: int

    def __str__(self) -> str:
        return f"{self.side}, {self.slice}: {self.figure} {self.before} before, {self.now} now"


def measured(judged: Sequence[Judged]) -> dict[str, Slice]:
    """The figures of each slice, in alphabetical order."""
    members: dict[str, list[Judged]] = {}
    for one in judged:
        members.setdefault(one.example.functionality or "all", []).append(one)
    return {name: _slice(members[name]) for name in sorted(members)}


def _slice(judged: Sequence[Judged]) -> Slice:
    lawful = [one.answer.said for one in judged if one.lawful]
    calm = [one.answer.said for one in judged if one.lawful and one.example.truth.outcome != "urgent"]
    breaches = [one.answer.said for one in judged if not one.lawful]
    urgent = [one.answer.said for one in judged if one.example.truth.outcome == "urgent"]
    heard = [kind for one in judged for kind in one.example.truth.needs & one.answer.said.needs]
    critical = sum(kind in CRITICAL for kind in heard)
    return {
        "comments": len(judged),
        "lawful hidden": sum(said.outcome == "hide" for said in lawful),
        "lawful named": sum(bool(said.behaviours) for said in lawful),
        "lawful rung for": sum(said.outcome == "urgent" for said in calm),
        "breaches caught": sum(said.outcome != "leave" for said in breaches),
        "urgent called": sum(said.outcome == "urgent" for said in urgent),
        "critical needs heard": critical,
        "other needs heard": len(heard) - critical,
    }


def fallen(baseline: Baseline, side: str, now: Mapping[str, Slice]) -> list[Fallen]:
    """Every figure that is worse than what the baseline has for this side. Raises BadBaseline where it has nothing."""
    before = baseline.sides.get(side)
    if before is None:
        raise BadBaseline(f"the baseline has no figures of '{side}': there are {', '.join(baseline.sides)}")
    if set(before) != set(now):
        raise BadBaseline(f"the baseline has other slices: {', '.join(sorted(set(before) ^ set(now)))}")
    slack = baseline.slack.get(side, 0)
    return [each for name in before for each in _worse(side, name, before[name], now[name], slack)]


def _worse(side: str, name: str, before: Slice, now: Slice, slack: int) -> list[Fallen]:
    worse = [figure for figure in HARM if now[figure] > before[figure] + slack]
    worse += [figure for figure in GOOD if now[figure] < before[figure] - slack]
    return [Fallen(side, name, figure, before[figure], now[figure]) for figure in worse]


def digest(examples: Sequence[Example]) -> str:
    """SHA-256 of the comments and their labels, so that figures of other comments are never compared."""
    whole = sha256()
    for one in examples:
        truth = one.truth
        line = [one.text, sorted(truth.behaviours), sorted(truth.needs), truth.outcome, one.functionality]
        whole.update(json.dumps(line, ensure_ascii=True).encode())
    return whole.hexdigest()


def read(path: Path, examples: Sequence[Example]) -> Baseline:
    """The baseline for these comments. Raises BadBaseline, OSError."""
    try:
        fields: Any = json.loads(path.read_text(encoding="utf-8"))
        found = Baseline(fields["reason"], fields["comments"], fields["sides"], fields["slack"])
    except (ValueError, KeyError, TypeError) as bad:
        raise BadBaseline(f"{path.name}: no baseline as `doorstep eval --guard` writes it: {bad!r}") from None
    if found.comments != digest(examples):
        raise BadBaseline(f"{path.name}: the comments have changed since; measure again with --accept and the reason")
    return found


def written(reason: str, examples: Sequence[Example], now: Mapping[str, Mapping[str, Slice]]) -> Baseline:
    """Today's figures as the baseline. Raises BadBaseline without a reason."""
    if not reason.strip():
        raise BadBaseline("--accept: say why these figures are the ones to hold")
    sides = {name: dict(slices) for name, slices in now.items()}
    return Baseline(reason.strip(), digest(examples), sides, {name: int(name != RULES) for name in sides})
