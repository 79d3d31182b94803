"""What changes for a resident when one policy takes the place of another, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rules.policy.sayings import NOTHING, Said, sayings
from rules.policy.schema import Pack

FIRST = ("warnings", "who decides", "restrictions", "how long", "reviews", "appeals", "being told", "what counts")
"""The topics a resident would ask about first, in this order; others follow."""


@dataclass(frozen=True, slots=True)
class Change:
    """Questions that two policies answer differently, and both answers. `about` and `cases` name all it holds for."""

    topic: str
    about: tuple[str, ...]
    cases: tuple[str, ...]
    before: Said
    after: Said


def differences(before: Pack, after: Pack) -> tuple[Change, ...]:
    """Every question with two answers, those with the same answers together. Other clause numbers alone are no change."""
    merged: list[Change] = []
    for change in _changes(before, after):
        _join(merged, change, over="about")
    by_case: list[Change] = []
    for change in merged:
        _join(by_case, change, over="cases")
    return tuple(sorted(by_case, key=lambda change: FIRST.index(change.topic) if change.topic in FIRST else len(FIRST)))


def _changes(before: Pack, after: Pack) -> Iterator[Change]:
    then, now = dict(sayings(before)), dict(sayings(after))
    for asked in dict.fromkeys([*then, *now]):
        old, new = then.get(asked, NOTHING), now.get(asked, NOTHING)
        if old.text != new.text:
            yield Change(asked.topic, (asked.about,), (asked.case,) if asked.case else (), old, new)


def _join(changes: list[Change], change: Change, over: str) -> None:
    """Add a change, to one that differs only in `over` if there is one."""
    for place, other in enumerate(changes):
        if _but(other, over) == _but(change, over):
            both = dict.fromkeys(getattr(other, over) + getattr(change, over))
            clauses = tuple(dict.fromkeys(other.before.clauses + change.before.clauses))
            clauses_after = tuple(dict.fromkeys(other.after.clauses + change.after.clauses))
            before, after = replace(other.before, clauses=clauses), replace(other.after, clauses=clauses_after)
            kept = {"about": other.about, "cases": other.cases} | {over: tuple(both)}
            changes[place] = Change(other.topic, kept["about"], kept["cases"], before, after)
            return
    changes.append(change)


def _but(change: Change, over: str) -> tuple[object, ...]:
    """All that must be the same for two changes to be told as one."""
    same = change.cases if over == "about" else change.about
    return (change.topic, same, change.before.text, change.after.text)
