"""Needs: somebody needs help or an answer. Looked for with high recall, rude or not, in dialect and other languages."""

from collections.abc import Iterator

from rules.detect.claims import Claims, needs
from rules.detect.parts import Part
from rules.detect.reading import Reading
from rules.model.finding import Need


def _find(reading: Reading, claims: Claims) -> Iterator[Need]:
    yield from needs(reading, "needs")


PART = Part("needs", _find)
