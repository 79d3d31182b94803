"""Needs: somebody needs help or an answer. Looked for with high recall, rude or not, in dialect and other languages."""

from collections.abc import Iterator

from rules.detect.claims import Claims, needs
from rules.detect.parts import Part
from rules.detect.reading import Reading
from rules.model.finding import Finding, Need, NeedKind, Urgency

LOW_RATING = 2
"""Stars up to which a review is a complaint whatever it says."""


def _find(reading: Reading, claims: Claims) -> Iterator[Finding | Need]:
    """Needs first; the one finding among these rules (a way to harm oneself) is there to protect, never a breach."""
    yield from needs(reading, "needs")
    yield from claims.findings(reading, "needs")
    if reading.rating is not None and reading.rating <= LOW_RATING:
        yield Need(NeedKind.COMPLAINT, Urgency.ROUTINE, 700, "complaint.low_rating")


PART = Part("needs", _find, always=True)
