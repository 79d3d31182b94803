"""Two sides on the same comments: what got better, what got worse, and which groups fare worse than before."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.errors import KINDS, gravest
from bot.evaluation.example import Judged
from bot.evaluation.figures import Figures, Group, Share


@dataclass(frozen=True, slots=True)
class Change:
    """A comment that the two sides answer unlike each other. `before`, `after`: the gravest error of each, empty if none."""

    before: str
    after: str
    old: Judged
    new: Judged

    @property
    def worse(self) -> bool:
        """Whether the new answer's error is graver than the old one's."""
        return _rank(self.after) < _rank(self.before)


@dataclass(frozen=True, slots=True)
class Worsened:
    """A group that fares worse: which figure of it, from what to what."""

    group: str
    figure: str
    before: Share
    after: Share

    def __str__(self) -> str:
        return f"{self.group}: {self.figure} {self.before} before, {self.after} now"


def changes(old: Sequence[Judged], new: Sequence[Judged]) -> list[Change]:
    """Every comment whose gravest error differs, what got worse first. Both judged the same comments in the same order."""
    pairs = ((gravest(one), gravest(other), one, other) for one, other in zip(old, new, strict=True))
    found = [Change(before, after, one, other) for before, after, one, other in pairs if before != after]
    return sorted(found, key=lambda one: (not one.worse, _rank(one.after)))


def worsened(old: Figures, new: Figures) -> list[Worsened]:
    """Every group, all of them too, where more lawful speech is hidden or named, or fewer breaches or needs are found."""
    groups = {"all comments": (old.overall, new.overall)}
    groups |= {name: (old.slices[name], new.slices[name]) for name in old.slices if name in new.slices}
    return [each for name, (before, after) in groups.items() for each in _group(name, before, after)]


def _group(name: str, old: Group, new: Group) -> list[Worsened]:
    harm = (
        ("lawful comments hidden", old.wrongful_hide, new.wrongful_hide),
        ("lawful comments named as a breach", old.wrongly_named, new.wrongly_named),
    )
    good = (
        ("breaches caught", old.caught, new.caught),
        ("urgent ones called", old.urgent, new.urgent),
        ("needs found", old.needs, new.needs),
    )
    worse = [Worsened(name, figure, before, after) for figure, before, after in harm if after.part > before.part]
    return worse + [Worsened(name, figure, before, after) for figure, before, after in good if after.part < before.part]


def _rank(kind: str) -> int:
    return KINDS.index(kind) if kind else len(KINDS)
