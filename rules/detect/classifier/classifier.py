"""Adds to what the rules found what a model makes of a comment. A model's score alone never supports an automatic act.

Where it is sure and no rule says the same, a second scorer of another make is asked whether it agrees.

Each claim quotes the words it rests on. Guards only lower: those that stand over what a rule found, those of `guards.yaml`
over the sentence quoted, and the model's own sense that words are quoted. A "not" before a rule's words lowers what a model
takes for discrimination no more: it has read it. What a rule made of ordinary words found, a model may deny; then
somebody looks and nothing is named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import islice

from rules.detect.classifier.denied import denied
from rules.detect.classifier.naming import HEAD_OF, Naming
from rules.detect.classifier.pieces import Pieces
from rules.detect.classifier.scale import REVIEW, SURE
from rules.detect.classifier.second import Second
from rules.detect.guards import GUARDED_SCORE, NEGATION, Guards
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

    def __init__(
        self, scorer: Scorer, thresholds: Mapping[str, Threshold], guards: Guards, second: Second | None = None
    ) -> None:
        self._scorer, self._thresholds, self._guards, self._second = scorer, thresholds, guards, second
        told = "".join(f"{head} {at.review} {at.name} {at.act}\n" for head, at in sorted(thresholds.items()))
        beside = second.digest if second else "alone"
        self.digest = sha256(f"classifier 4\n{scorer.digest}\n{beside}\n{told}".encode()).hexdigest()

    def added(self, text: str, found: Found) -> Found:
        """`found` with the model's findings and needs behind it. Never raises: what cannot answer is named in `degraded`."""
        try:
            return self._added(text, found)
        except Exception:  # noqa: BLE001 - a second opinion that fails is named, and the rules still answer
            return replace(found, degraded=(*found.degraded, NAME))

    def _added(self, text: str, found: Found) -> Found:
        naming = Naming(self._scores(text), self._thresholds, found)
        found = denied(text, naming, self._guards.deniable, self._scores)
        findings, needs = list(naming.findings()), list(naming.needs())
        if not findings and not needs:
            return found
        pieces = Pieces(text, self._scores)
        told = [
            self._guarded(replace(finding, span=pieces.strongest(head, self._thresholds[head].review)), text, naming)
            for head, finding in findings
        ]
        told += list(self._signs(text, [head for head, _ in findings], told, found))
        needed = [replace(need, span=pieces.strongest(head, self._thresholds[head].review)) for head, need in needs]
        return replace(found, findings=(*found.findings, *told), needs=(*found.needs, *needed))

    def _scores(self, text: str) -> Scores:
        """The higher score of the text as it stands and, where a word may be disguised, of its undisguised reading."""
        scores = (max(of_head) for of_head in zip(*map(self._scorer.score, _readings(text)), strict=True))
        return dict(zip(self._scorer.heads, scores, strict=True))

    def _signs(self, text: str, heads: list[str], told: list[Finding], found: Found) -> Iterator[Finding]:
        """Where the model is sure and no rule says the same: what the second scorer adds."""
        for head, finding in zip(heads, told, strict=True):
            alone = finding.score >= SURE and not any(_same(rule, finding) for rule in found.findings)
            if self._second is not None and alone and not finding.guards:
                sign = self._second.sign(finding, head, _readings(text))
                if sign is not None:
                    yield sign

    def _guarded(self, finding: Finding, text: str, naming: Naming) -> Finding:
        guards = self._guards_over(finding, text, naming)
        return replace(finding, score=min(finding.score, GUARDED_SCORE), guards=guards) if guards else finding

    def _guards_over(self, finding: Finding, text: str, naming: Naming) -> tuple[str, ...]:
        names = ["quoted"] if naming.has("mark:quoted") else []
        if any(language_of(name) for name in naming.found.degraded):
            names.append("language")
        if finding.behaviour is Behaviour.PRIVATE_DATA and _own(naming.found):
            names.append("own details")
        rules = [f for f in naming.found.findings if _same(f, finding) and f.score >= REVIEW]
        unread = NEGATION if finding.behaviour is Behaviour.DISCRIMINATION else ""
        lowered = all(f.guards for f in rules)
        theirs = [guard for f in rules for guard in f.guards if guard != unread]
        if lowered and theirs:
            names += theirs
        elif lowered and finding.span is not None:
            names += self._guards.over(text, finding.span, finding.behaviour)
        return tuple(dict.fromkeys(names))


def _readings(text: str) -> Iterator[str]:
    """The text as it stands and, where a word may be disguised, its undisguised reading."""
    yield text
    yield from islice((v.text for v in fold(text).variants if v.name.startswith("undisguised")), 1)


def _same(rule: Finding, model: Finding) -> bool:
    """Whether a rule found what the model found, under any of the names that one head has."""
    head = HEAD_OF[model.behaviour]
    return rule.ground is Ground.RULE and head is not None and HEAD_OF[rule.behaviour] == head


def _own(found: Found) -> bool:
    """Whether a rule says that private details are the author's own."""
    return any(finding.behaviour is Behaviour.OWN_PRIVATE_DATA for finding in found.findings)
