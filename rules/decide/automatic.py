"""The gates of each measure that may ever be automatic; every other measure is a person's."""

from rules.decide import gates
from rules.decide.matter import HIDING, Matter
from rules.decide.offers import Offer
from rules.decide.shield import shield
from rules.decide.weigh import Weighed
from rules.model.decision import Course, Gate, Met
from rules.model.finding import Behaviour, Ground, NeedKind, Severity
from rules.model.measure import MeasureKind


def gates_of(matter: Matter, offer: Offer) -> tuple[Gate, ...]:
    """All gates of one offered measure; it is automatic only if every one is surely met."""
    if offer.kind in HIDING and not offer.protective:
        return _best([_hiding(matter, offer, weighed) for weighed in offer.supporters])
    if offer.kind is MeasureKind.REMINDER:
        return _best([_reminding(matter, weighed, offer) for weighed in offer.supporters])
    return (gates.PERSON,)


def _best(candidates: list[tuple[Gate, ...]]) -> tuple[Gate, ...]:
    """One finding that opens every gate is enough; otherwise show the one that comes nearest."""
    return max(candidates, key=lambda gates_: sum(gate.met is Met.YES for gate in gates_))


def _standing(matter: Matter) -> tuple[Gate, ...]:
    """What holds for anything automatic, whatever it is."""
    return (gates.detected(matter), gates.unmarked(matter), gates.calm(matter))


def _hiding(matter: Matter, offer: Offer, weighed: Weighed) -> tuple[Gate, ...]:
    kind, waits = offer.kind, not offer.house_rule and weighed.finding.severity is not Severity.EXTREME
    return (
        gates.allowed(matter, kind),
        gates.sure(weighed),
        gates.grave(matter, weighed),
        shield(matter, weighed),
        gates.ours(matter, kind),
        gates.public(matter),
        gates.able(matter, kind),
        gates.undoable(matter, kind),
        gates.told(matter),
        gates.recalled(matter),
        *((gates.liaised(matter, "warning"),) if waits else ()),
        *_standing(matter),
    )


def _reminding(matter: Matter, weighed: Weighed, offer: Offer) -> tuple[Gate, ...]:
    kind = MeasureKind.REMINDER
    alone = len(offer.supporters) == len(matter.bearing)
    return (
        gates.allowed(matter, kind),
        gates.sure(weighed),
        gates.gate("alone", alone, "nothing else was found", "something else was found that a person sees first"),
        gates.ours(matter, kind),
        gates.public(matter),
        gates.able(matter, kind),
        gates.nothing_needed(matter),
        gates.first_reminder(matter),
        gates.recalled(matter),
        gates.liaised(matter, "warning"),
        *_standing(matter),
    )


def acknowledging(matter: Matter) -> tuple[Gate, ...]:
    """The gates of acknowledging needs in the landlord's fixed words."""
    kind = MeasureKind.ACKNOWLEDGE
    threat = any(w.breach and w.course is Course.URGENT for w in matter.weighed)
    return (
        gates.allowed(matter, kind),
        gates.gate("plain", _plain(matter), "fixed words are fit for it", "a person answers this, not fixed words"),
        gates.gate(
            "peaceful", not threat, "nothing in it is dangerous to others", "a person is called about it and answers"
        ),
        gates.gate("heard", _heard(matter), "rules found what is needed", "only a model says so: a person answers"),
        gates.gate("genuine", not _selling(matter), "it is not an advert", "it looks like an advert or a scam"),
        gates.reachable_page(matter),
        gates.able(matter, kind),
        *_standing(matter),
    )


def _heard(matter: Matter) -> bool:
    """Whether some rule found every need: a guess is not answered as if somebody had asked.

    Beside a need that a rule found a hazard may be a guess: its words say whom to ring in danger, which harms nobody.
    """
    by_rules = {need.kind for need in matter.given.found.needs if need.ground is not Ground.MODEL}
    return bool(by_rules) and {*matter.needs} - by_rules <= {NeedKind.HAZARD}


def _selling(matter: Matter) -> bool:
    """Whether it looks like an advert or a scam, which is not thanked for its message."""
    return any(w.finding.behaviour in {Behaviour.SPAM, Behaviour.SCAM} for w in matter.bearing)


def _plain(matter: Matter) -> bool:
    """Whether the pack lets every one of these needs be acknowledged without a person, and one of them on its own."""
    rules = [matter.pack.by_need.get(kind) for kind in matter.needs]
    return all(rule is not None and rule.automatic for rule in rules) and any(r and r.automatic is True for r in rules)
