"""Every clause that bears on the interaction, and what became of it: matched, not matched, or degraded."""

from rules.decide.matter import Matter
from rules.decide.offers import Offer
from rules.decide.weigh import Weighed
from rules.model.account import Assurance
from rules.model.decision import ClauseResult, Considered
from rules.model.finding import NeedKind
from rules.model.in_words import BEHAVIOURS, MEASURES, NEEDS, listed, unanswered
from rules.model.interaction import InteractionKind
from rules.policy.part import ClauseId

_OTHER_FORMS = frozenset(
    {
        InteractionKind.REACTION,
        InteractionKind.TAG,
        InteractionKind.HASHTAG,
        InteractionKind.REVIEW,
        InteractionKind.RATING,
    }
)
_STRENGTH = {ClauseResult.MATCHED: 2, ClauseResult.DEGRADED: 1, ClauseResult.NOT_MATCHED: 0}

_Line = tuple[ClauseId, ClauseResult, str]


def considered(matter: Matter, offered: tuple[Offer, ...]) -> tuple[Considered, ...]:
    """Each clause once, in the pack's order, with the strongest thing to say about it."""
    best: dict[ClauseId, tuple[ClauseResult, str]] = {}
    for clause, result, why in _lines(matter, offered):
        if clause not in best or _STRENGTH[result] > _STRENGTH[best[clause][0]]:
            best[clause] = (result, why)
    cite = matter.pack.cite
    return tuple(Considered(cite(clause.id), *best[clause.id]) for clause in matter.pack.clauses if clause.id in best)


def _lines(matter: Matter, offered: tuple[Offer, ...]) -> list[_Line]:
    lines = [line for weighed in matter.weighed for line in _for_finding(weighed)]
    lines += _ladder(offered)
    lines += _bearing(matter)
    lines += _degraded(matter)
    return lines


def _for_finding(weighed: Weighed) -> list[_Line]:
    rule = weighed.rule
    if rule is None:
        return []
    name = BEHAVIOURS[weighed.finding.behaviour]
    guards = f" ({listed(weighed.finding.guards)})" if weighed.finding.guards else ""
    why = (
        f"{name}, {weighed.finding.severity.value}, {weighed.finding.score} of 1000{guards}: {weighed.why.rstrip('.')}"
    )
    return [(clause, weighed.result, why) for clause in rule.clauses]


def _ladder(offered: tuple[Offer, ...]) -> list[_Line]:
    by_clause: dict[ClauseId, list[str]] = {}
    for offer in offered:
        if not offer.protective:
            by_clause.setdefault(offer.clauses[0], []).append(MEASURES[offer.kind])
    return [(clause, ClauseResult.MATCHED, f"offers: {listed(names)}") for clause, names in by_clause.items()]


def _bearing(matter: Matter) -> list[_Line]:
    """Clauses that bear for what the interaction is: a need, an unverified account, a review, mere criticism."""
    bearing, lines = matter.pack.bearing, list[_Line]()
    if matter.needs:
        why = f"heard and passed on: {listed(NEEDS[kind] for kind in matter.needs)}"
        lines += [(clause, ClauseResult.MATCHED, why) for clause in bearing.needs]
    if NeedKind.ADJUSTMENT in matter.needs and matter.bearing:
        why = "what they need to be able to talk to us is looked at before anything is said about how they did"
        lines += [(clause, ClauseResult.MATCHED, why) for clause in bearing.adjustments]
    if matter.breaches and matter.given.identity.assurance is not Assurance.VERIFIED:
        why = "nobody has confirmed who holds the account: measures on the comment or account only, no formal action"
        lines += [(clause, ClauseResult.MATCHED, why) for clause in bearing.unverified]
    if matter.bearing and matter.given.item.kind in _OTHER_FORMS:
        lines += [(clause, ClauseResult.MATCHED, "this form of contact counts too") for clause in bearing.forms]
    if matter.weighed and not matter.bearing:
        why = "criticism, anger and strong words at nobody are left alone"
        lines += [(clause, ClauseResult.MATCHED, why) for clause in bearing.criticism]
    return lines


def _degraded(matter: Matter) -> list[_Line]:
    """With a silent detector, no clause about behaviour can be called not matched."""
    if not matter.doubtful:
        return []
    why = f"could not be checked for certain: {unanswered(matter.doubtful)}"
    return [(clause, ClauseResult.DEGRADED, why) for rule in matter.pack.behaviours for clause in rule.clauses]
