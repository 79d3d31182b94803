"""Adds to what the rules found what a model makes of a comment. A model's score alone never supports an automatic act.

Each claim quotes the words it rests on. Guards only lower: those that stand over what a rule found, those of `guards.yaml`
over the sentence quoted, and the model's own sense that words are quoted.
"""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from rules.detect.classifier.naming import HEAD_OF, Naming
from rules.detect.classifier.pieces import Pieces
from rules.detect.guards import GUARDED_SCORE, Guards
from rules.model.finding import Behaviour, Finding, Found, Ground
from rules.model.languages import language_of
from rules.score import Scorer
from rules.score.card import Threshold
from rules.score.promise import Scores
from rules.text import fold

NAME = "classifier"
"""As it stands in `Found.degraded` when it could not answer: then rules alone have judged."""


class Classifier:
    """A scorer with its thresholds. Holds no state between comments."""

    def __init__(self, scorer: Scorer, thresholds: Mapping[str, Threshold], guards: Guards) -> None:
        self._scorer, self._thresholds, self._guards = scorer, thresholds, guards
        told = "".join(f"{head} {at.review} {at.name} {at.act}\n" for head, at in sorted(thresholds.items()))
        self.digest = sha256(f"classifier 1\n{scorer.digest}\n{told}".encode()).hexdigest()

    def added(self, text: str, found: Found) -> Found:
        """`found` with the model's findings and needs behind it. Never raises: what cannot answer is named in `degraded`."""
        try:
            return self._added(text, found)
        except Exception:  # noqa: BLE001 - a second opinion that fails is named, and the rules still answer
            return replace(found, degraded=(*found.degraded, NAME))

    def _added(self, text: str, found: Found) -> Found:
        naming = Naming(self._scores(text), self._thresholds, found)
        findings, needs = list(naming.findings()), list(naming.needs())
        if not findings and not needs:
            return found
        pieces = Pieces(text, self._scores)
        told = [
            self._guarded(replace(finding, span=pieces.strongest(head, self._thresholds[head].review)), text, naming)
            for head, finding in findings
        ]
        needed = [replace(need, span=pieces.strongest(head, self._thresholds[head].review)) for head, need in needs]
        return replace(found, findings=(*found.findings, *told), needs=(*found.needs, *needed))

    def _scores(self, text: str) -> Scores:
        """The higher score of the text as it stands and, where a word may be disguised, of its undisguised reading."""
        scores = self._scorer.score(text)
        plainer = next((v.text for v in fold(text).variants if v.name.startswith("undisguised")), None)
        if plainer is not None:
            scores = tuple(map(max, scores, self._scorer.score(plainer)))
        return dict(zip(self._scorer.heads, scores, strict=True))

    def _guarded(self, finding: Finding, text: str, naming: Naming) -> Finding:
        guards = self._guards_over(finding, text, naming)
        return replace(finding, score=min(finding.score, GUARDED_SCORE), guards=guards) if guards else finding

    def _guards_over(self, finding: Finding, text: str, naming: Naming) -> tuple[str, ...]:
        names = ["quoted"] if naming.has("mark:quoted") else []
        if any(language_of(name) for name in naming.found.degraded):
            names.append("language")
        if finding.behaviour is Behaviour.PRIVATE_DATA and _own(naming.found):
            names.append("own details")
        rules = [f for f in naming.found.findings if _same(f, finding)]
        if rules and all(f.guards for f in rules):
            names += [guard for f in rules for guard in f.guards]
        elif not rules and finding.span is not None:
            names += self._guards.over(text, finding.span, finding.behaviour)
        return tuple(dict.fromkeys(names))


def _same(rule: Finding, model: Finding) -> bool:
    """Whether a rule found what the model found, under any of the names that one head has."""
    head = HEAD_OF[model.behaviour]
    return rule.ground is Ground.RULE and head is not None and HEAD_OF[rule.behaviour] == head


def _own(found: Found) -> bool:
    """Whether a rule says that private details are the author's own."""
    return any(finding.behaviour is Behaviour.OWN_PRIVATE_DATA for finding in found.findings)
