"""What a rule of ordinary words found and a model denies, which has read the whole sentence: looked at, never named."""

from collections.abc import Callable, Collection
from dataclasses import replace

from rules.detect.classifier.naming import HEAD_OF, Naming
from rules.detect.guards import GUARDED_SCORE, around
from rules.model.finding import Finding, Found
from rules.model.languages import language_of
from rules.score.promise import Scores

GUARD = "the model's reading"
"""The name under which such a finding is lowered."""

DENIED = 90
"""In thousandths: a model denies what it takes for less likely, unless somebody wants to look at so little. Chosen on
training comments kept back (decision 0025)."""


def denied(text: str, naming: Naming, deniable: Collection[str], ask: Callable[[str], Scores]) -> Found:
    """What the rules found, with each finding of a rule in `deniable` lowered to a look where the model denies it: of the
    comment, and of the sentence alone (`ask`), so that kind words around it change nothing.

    Nothing is lowered where another language stands in the comment: of that the model knows nothing.
    """
    found = naming.found
    if not any(f.rule in deniable for f in found.findings) or any(map(language_of, found.degraded)):
        return found

    def lowered(finding: Finding) -> Finding:
        head = HEAD_OF[finding.behaviour]
        if finding.rule not in deniable or head is None or finding.span is None:
            return finding
        enough = min(DENIED, naming.thresholds[head].review)
        if naming.scores[head] >= enough or ask(around(text, finding.span))[head] >= enough:
            return finding
        return replace(finding, score=min(finding.score, GUARDED_SCORE), guards=(*finding.guards, GUARD))

    return replace(found, findings=tuple(map(lowered, found.findings)))
