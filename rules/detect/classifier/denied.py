"""What a rule of ordinary words found and a model denies, which has read the whole sentence: looked at, never named."""

from collections.abc import Collection
from dataclasses import replace

from rules.detect.classifier.naming import HEAD_OF, Naming
from rules.detect.guards import GUARDED_SCORE
from rules.model.finding import Finding, Found, Ground
from rules.model.languages import language_of

GUARD = "the model's reading"
"""The name under which such a finding is lowered."""

DENIED = 90
"""In thousandths: a model denies what it takes for less likely. Chosen on training comments kept back (decision 0025)."""


def denied(naming: Naming, deniable: Collection[str]) -> Found:
    """What the rules found, with each finding of a rule in `deniable` lowered to a look where the model denies it.

    Nothing is lowered where another language stands in the comment: of that the model knows nothing.
    """
    found = naming.found
    if not any(f.rule in deniable for f in found.findings) or any(map(language_of, found.degraded)):
        return found
    return replace(found, findings=tuple(_lowered(f, naming) if f.rule in deniable else f for f in found.findings))


def _lowered(finding: Finding, naming: Naming) -> Finding:
    head = HEAD_OF[finding.behaviour]
    if finding.ground is not Ground.RULE or head is None or naming.scores[head] >= DENIED:
        return finding
    return replace(finding, score=min(finding.score, GUARDED_SCORE), guards=(*finding.guards, GUARD))
