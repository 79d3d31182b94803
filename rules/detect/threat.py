"""TODO threat."""

from collections.abc import Iterator

from rules.detect.claims import Claims
from rules.detect.parts import Part
from rules.detect.reading import Reading
from rules.model.finding import Finding


def _find(reading: Reading, claims: Claims) -> Iterator[Finding]:
    yield from claims.findings(reading, "threat")


PART = Part("threat", _find)
