"""From the scores of heads to findings and needs in our words. `rules.score.words.HEADS` is the printed table of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.detect.classifier.scale import REVIEW, SURE, on_scale
from rules.detect.landlordcheck import BEHAVIOURS as LABELS
from rules.model.finding import Behaviour, Finding, Found, Ground, Need, NeedKind, Severity, Target, Urgency
from rules.score.card import Threshold
from rules.score.promise import Scores
from rules.score.words import BEHAVIOURS, GROUNDS, NEEDS

RULE = "model"
"""Begins the rule of every claim a model makes: `model.threat`."""

HEAD_OF: dict[Behaviour, str | None] = {b: label if label in BEHAVIOURS else None for b, label in LABELS.items()}
"""Which head speaks of a behaviour: the one of its LandlordCheck label. None: no model has a word for it."""

_BEHAVIOUR = {
    "threat": Behaviour.THREAT,
    "abuse": Behaviour.ABUSE,
    "discrimination": Behaviour.DISCRIMINATION,
    "profanity": Behaviour.SWEARING_AT_PERSON,
    "allegation": Behaviour.ALLEGATION,
    "privacy": Behaviour.PRIVATE_DATA,
    "harassment": Behaviour.HARASSMENT,
    "spam": Behaviour.SPAM,
}
_TARGET = {
    "staff": Target.STAFF,
    "contractor": Target.CONTRACTOR,
    "resident": Target.RESIDENT,
    "other": Target.THIRD_PARTY,
}
_OTHERS = frozenset({Target.RESIDENT, Target.THIRD_PARTY})
_GRAVE = {Behaviour.THREAT: Severity.SERIOUS}
"""A threat is never mild: what is, a person says."""

_KIND = {name: NeedKind(name) for name in NEEDS}
_NAMED_BY_MARK = {
    "complaint": ("stage_2", NeedKind.COMPLAINT_STAGE_2),
    "information_request": ("data_request", NeedKind.DATA_REQUEST),
}
_OF_ITS_OWN = {"data_breach": NeedKind.DATA_BREACH, "appeal": NeedKind.APPEAL}
_HASTE = "outcome:urgent"
_TOGETHER = 1200
"""From here what is found and haste are enough together: how sure, on the one scale, and how pressing it reads, summed."""

_CALLS = frozenset({"privacy"})
"""What haste makes sure: where somebody lives, once published, is a danger from that minute on."""

_SOON = frozenset({NeedKind.HAZARD, NeedKind.SAFEGUARDING, NeedKind.DATA_BREACH})
_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


@dataclass(frozen=True, slots=True)
class Naming:
    """Scores of one comment, the thresholds they are held against, and what the rules found in it."""

    scores: Scores
    thresholds: Mapping[str, Threshold]
    found: Found

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """Each finding with the head it comes from; still without span and guards."""
        for head in BEHAVIOURS:
            score = self.on_scale(head)
            if score >= REVIEW:
                yield head, self._finding(head, score)

    def needs(self) -> Iterator[tuple[str, Need]]:
        """Each need that no rule found as urgently, with the head it comes from; still without span."""
        for head, kind, urgency in self._needed():
            if not any(n.kind is kind and _ORDER[n.urgency] <= _ORDER[urgency] for n in self.found.needs):
                yield head, Need(kind, urgency, self.on_scale(head), f"{RULE}.{kind.value}", ground=Ground.MODEL)

    def on_scale(self, head: str) -> int:
        """The score of a head on the one scale."""
        return on_scale(self.scores[head], self.thresholds[head])

    def has(self, mark: str) -> bool:
        """Whether a mark, a severity or haste is there."""
        return self.scores[mark] >= self.thresholds[mark].review

    def _finding(self, head: str, score: int) -> Finding:
        behaviour, target = self._behaviour(head), self._target()
        agreed = _strongest(self.found, head)
        if agreed is not None and behaviour is not Behaviour.OWN_PRIVATE_DATA:
            behaviour, target = agreed.behaviour, agreed.target
        elif behaviour is Behaviour.ABUSE and target in _OTHERS:
            behaviour = Behaviour.THIRD_PARTY_ABUSE
        if behaviour is Behaviour.OWN_PRIVATE_DATA:
            return Finding(behaviour, Severity.NONE, Target.SELF, score, f"{RULE}.own_data", Ground.MODEL)
        if head in _CALLS and self._pressing(head):
            score = max(score, SURE)
        return Finding(behaviour, self._severity(behaviour), target, score, self._rule(head), Ground.MODEL)

    def _behaviour(self, head: str) -> Behaviour:
        if head == "spam" and self.has("mark:scam"):
            return Behaviour.SCAM
        if head == "harassment" and self.has("mark:recording"):
            return Behaviour.PUBLISHES_RECORDING
        if head == "privacy" and self.has("mark:own_data") and self.scores["mark:own_data"] >= self.scores[head]:
            return Behaviour.OWN_PRIVATE_DATA
        return _BEHAVIOUR[head]

    def _target(self) -> Target:
        """The likeliest person: a model never excuses words by saying that they are about a thing."""
        if self.has("mark:third_party"):
            return Target.THIRD_PARTY
        return _TARGET[max(_TARGET, key=lambda name: self.scores[f"target:{name}"])]

    def _severity(self, behaviour: Behaviour) -> Severity:
        if self.has("severity:extreme"):
            return Severity.EXTREME
        return Severity.SERIOUS if self.has("severity:serious+") else _GRAVE.get(behaviour, Severity.MILD)

    def _rule(self, head: str) -> str:
        """`model.threat`; a discrimination with its likeliest ground, where one is likelier than not."""
        ground = max(GROUNDS, key=lambda name: self.scores[f"ground:{name}"])
        named = head == "discrimination" and self.scores[f"ground:{ground}"] >= 500
        return f"{RULE}.{head}.{ground}" if named else f"{RULE}.{head}"

    def _needed(self) -> Iterator[tuple[str, NeedKind, Urgency]]:
        for head in NEEDS:
            score = self.on_scale(head)
            if score >= REVIEW:
                yield head, *self._kind(head, score)
        for mark, own in _OF_ITS_OWN.items():
            if self.has(f"mark:{mark}"):
                yield f"mark:{mark}", own, _urgency(own)
        harm = self.on_scale("mark:self_harm")
        if harm >= REVIEW:
            yield "mark:self_harm", NeedKind.SAFEGUARDING, Urgency.NOW if harm >= SURE else Urgency.SOON

    def _pressing(self, head: str) -> bool:
        """Whether it reads as a matter of now: haste by itself, or less of it where what is found is the surer."""
        return self.has(_HASTE) or self.on_scale(head) + self.scores[_HASTE] >= _TOGETHER

    def _kind(self, head: str, score: int) -> tuple[NeedKind, Urgency]:
        """The need of a head, and how soon somebody must see to it.

        An emergency calls a person from its `act` threshold, or where the model has a sense of haste; below, it is a hazard
        that somebody sees to soon. Somebody at risk calls a person where there is haste (`docs/decisions/0017`, `0019`).
        """
        haste = self._pressing(head)
        if head == "emergency":
            return (NeedKind.EMERGENCY, Urgency.NOW) if score >= SURE or haste else (NeedKind.HAZARD, Urgency.SOON)
        mark, renamed = _NAMED_BY_MARK.get(head, ("", _KIND[head]))
        kind = renamed if mark and self.has(f"mark:{mark}") else _KIND[head]
        return kind, Urgency.NOW if haste and kind is NeedKind.SAFEGUARDING else _urgency(kind)


def _urgency(kind: NeedKind) -> Urgency:
    return Urgency.SOON if kind in _SOON else Urgency.ROUTINE


def _strongest(found: Found, head: str) -> Finding | None:
    """The surest finding of a rule that the same head speaks of: model and rule then say the same of the same person."""
    same = [f for f in found.findings if f.ground is Ground.RULE and HEAD_OF[f.behaviour] == head]
    return max(same, key=lambda finding: finding.score, default=None)
