"""The figures of one side. Pure: answers in, counts and shares in tenths of a per cent out.

A share of nothing is None, never nought or all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.evaluation.example import BEHAVIOURS, NEEDS, OUTCOMES, Judged

CRITICAL = ("hazard", "emergency", "safeguarding")
STEP = 50


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def tenths(self) -> int | None:
        """In tenths of a per cent."""
        return round(1000 * self.part / self.whole) if self.whole else None

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}" + (f" ({self.tenths / 10:.1f} %)" if self.tenths is not None else "")


@dataclass(frozen=True, slots=True)
class Named:
    """One label: `right` claimed and true, `claimed`, `true`."""

    right: int
    claimed: int
    true: int

    @property
    def f1(self) -> int | None:
        """Harmonic mean of precision and recall, in thousandths; None for a label that is neither claimed nor true."""
        return round(2000 * self.right / (self.claimed + self.true)) if self.claimed + self.true else None


@dataclass(frozen=True, slots=True)
class Group:
    """How a group of comments fares. Wrongful: a lawful comment hidden. Caught: a breach sent to review or stronger."""

    comments: int
    wrongful_hide: Share
    wrongly_named: Share
    caught: Share
    acted_on: Share
    urgent: Share
    needs: Share
    outcome: Share


@dataclass(frozen=True, slots=True)
class Point:
    """If a comment counted as a possible breach from this score on: the breaches found, and the lawful comments touched."""

    score: int
    breaches: Share
    lawful: Share


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is measured of one side on one file. `macro_f1` in thousandths, over the behaviours that occur."""

    overall: Group
    macro_f1: int | None
    behaviours: dict[str, Named]
    needs: dict[str, Named]
    critical_needs: Share
    needs_inside_breaches: Share
    confusion: dict[str, dict[str, int]]
    functionalities: dict[str, Group]
    slices: dict[str, Group]
    curve: tuple[Point, ...]
    curves: dict[str, tuple[Point, ...]]
    """By behaviour. `breaches`: of the comments labelled with it; `lawful`: of all others, which it would touch too."""

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)


def figures(judged: Sequence[Judged]) -> Figures:
    """Everything, over these comments."""
    behaviours = {name: _named(judged, lambda one: one.behaviours, name) for name in BEHAVIOURS}
    occurring = [one.f1 or 0 for one in behaviours.values() if one.true]
    breaches = [one for one in judged if not one.lawful]
    return Figures(
        overall=group(judged),
        macro_f1=round(sum(occurring) / len(occurring)) if occurring else None,
        behaviours=behaviours,
        needs={name: _named(judged, lambda one: one.needs, name) for name in NEEDS},
        critical_needs=_needs(judged, CRITICAL),
        needs_inside_breaches=_needs(breaches, NEEDS),
        confusion=_confusion(judged),
        functionalities=_groups(judged, lambda one: [one.example.functionality] if one.example.functionality else []),
        slices=_groups(judged, lambda one: one.example.slices),
        curve=tuple(_point(judged, score) for score in range(STEP, 1001, STEP)),
        curves={name: _curve(judged, name) for name in BEHAVIOURS if behaviours[name].true},
    )


def group(judged: Sequence[Judged]) -> Group:
    """The figures of these comments as one group."""
    lawful = [one for one in judged if one.lawful]
    breaches = [one for one in judged if not one.lawful]
    urgent = [one for one in judged if one.example.truth.outcome == "urgent"]
    return Group(
        comments=len(judged),
        wrongful_hide=_share(lawful, lambda one: one.answer.said.outcome == "hide"),
        wrongly_named=_share(lawful, lambda one: bool(one.answer.said.behaviours)),
        caught=_share(breaches, lambda one: one.answer.said.outcome != "leave"),
        acted_on=_share(breaches, lambda one: one.answer.said.outcome in ("hide", "urgent")),
        urgent=_share(urgent, lambda one: one.answer.said.outcome == "urgent"),
        needs=_needs(judged, NEEDS),
        outcome=_share(judged, lambda one: one.answer.said.outcome == one.example.truth.outcome),
    )


def _share(judged: Sequence[Judged], true: Callable[[Judged], bool]) -> Share:
    return Share(sum(map(true, judged)), len(judged))


def _needs(judged: Iterable[Judged], kinds: Sequence[str]) -> Share:
    pairs = [(kind in one.answer.said.needs) for one in judged for kind in kinds if kind in one.example.truth.needs]
    return Share(sum(pairs), len(pairs))


def _named(judged: Sequence[Judged], labels: Callable[[Any], frozenset[str]], name: str) -> Named:
    claimed = {index for index, one in enumerate(judged) if name in labels(one.answer.said)}
    true = {index for index, one in enumerate(judged) if name in labels(one.example.truth)}
    return Named(len(claimed & true), len(claimed), len(true))


def _confusion(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    pairs = Counter((one.example.truth.outcome, one.answer.said.outcome) for one in judged)
    return {true: {said: pairs[true, said] for said in OUTCOMES} for true in OUTCOMES}


def _groups(judged: Sequence[Judged], names: Callable[[Judged], Iterable[str]]) -> dict[str, Group]:
    members: dict[str, list[Judged]] = {}
    for one in judged:
        for name in names(one):
            members.setdefault(name, []).append(one)
    return {name: group(members[name]) for name in sorted(members)}


def _point(judged: Sequence[Judged], score: int) -> Point:
    def over(one: Judged) -> bool:
        return one.answer.score >= score

    breaches = [one for one in judged if not one.lawful]
    return Point(score, _share(breaches, over), _share([one for one in judged if one.lawful], over))


def cost(judged: Sequence[Judged], name: str, score: int) -> Point:
    """What a threshold of one behaviour finds of it, and how many other comments it touches."""
    true = [one for one in judged if name in one.example.truth.behaviours]
    other = [one for one in judged if name not in one.example.truth.behaviours]

    def over(one: Judged) -> bool:
        return one.answer.scores.get(name, 0) >= score

    return Point(score, _share(true, over), _share(other, over))


def _curve(judged: Sequence[Judged], name: str) -> tuple[Point, ...]:
    return tuple(cost(judged, name, score) for score in range(STEP, 1001, STEP))
