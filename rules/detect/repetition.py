"""Repetition: the same words sent again and again by one account. A figure for a person, never more than mild."""

from collections.abc import Iterator
from datetime import timedelta

from rules.detect.claims import Claims
from rules.detect.parts import Part
from rules.detect.reading import Reading
from rules.model.finding import Behaviour, Finding, Ground, Severity, Target
from rules.text import digest

SAME_TEXT = 3
"""Earlier copies of the same text from which it is worth a person's look."""

WINDOW = timedelta(hours=24)


def _find(reading: Reading, claims: Claims) -> Iterator[Finding]:
    items = reading.history.items
    if len(items) < SAME_TEXT:
        return
    mine = digest(reading.text)
    since = items[-1].at - WINDOW
    copies = sum(1 for item in items if item.digest == mine and item.at >= since)
    if copies >= SAME_TEXT:
        yield Finding(
            behaviour=Behaviour.VOLUME,
            severity=Severity.MILD,
            target=Target.ORGANISATION,
            score=min(100 * copies, 1000),
            rule="repetition.same_text",
            ground=Ground.COUNT,
        )


PART = Part("repetition", _find, always=True)
