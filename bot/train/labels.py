"""What a labelled comment teaches each head: 1, 0, or nothing where nobody looked. Heads: `rules.score.words`."""

from collections.abc import Collection, Mapping

from bot.train.comments import Labelled
from bot.train.words import OUTCOMES, SEVERITIES
from rules.score.words import BEHAVIOURS, GROUNDS, MARKS, NEEDS, TARGETS
from rules.score.words import OUTCOMES as REACHED
from rules.score.words import SEVERITIES as GRAVE

Lesson = dict[str, float]
"""By head; a head that is missing is not taught by this text."""


def of_comment(one: Labelled) -> Lesson:
    """All that one of our own training comments says."""
    known = _known(one.behaviours, one.needs, one.target, one.outcome, one.severity)
    grounds = {f"ground:{name}": float(name in one.grounds) for name in GROUNDS}
    return known | grounds | {f"mark:{name}": float(name in one.marks) for name in MARKS}


def of_record(record: Mapping[str, object]) -> Lesson:
    """A line of the older hand-written JSON lines: no marks, and grounds only where there is no discrimination.

    Raises KeyError, TypeError or ValueError where a label is missing or unknown.
    """
    behaviours = _words(record["behaviours"])
    known = _known(
        behaviours, _words(record["needs"]), str(record["target"]), str(record["outcome"]), str(record["severity"])
    )
    return known if "discrimination" in behaviours else known | {f"ground:{name}": 0.0 for name in GROUNDS}


def _known(behaviours: Collection[str], needs: Collection[str], target: str, outcome: str, severity: str) -> Lesson:
    reached, grave = OUTCOMES.index(outcome), SEVERITIES.index(severity)
    return {
        **{name: float(name in behaviours) for name in BEHAVIOURS},
        **{name: float(name in needs) for name in NEEDS},
        **{f"target:{name}": float(name == target) for name in TARGETS},
        **{f"outcome:{name}": float(reached > at) for at, name in enumerate(REACHED)},
        **{f"severity:{name}": float(grave > at) for at, name in enumerate(GRAVE)},
    }


def _words(value: object) -> frozenset[str]:
    if not isinstance(value, list):
        raise TypeError("behaviours and needs are lists of words")
    return frozenset(map(str, value))
