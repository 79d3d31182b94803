"""Which measures the ladder offers for what was found, least intrusive first, and why the others are not offered."""

from dataclasses import dataclass

from rules.decide.matter import Matter
from rules.decide.shield import shield, shielded
from rules.decide.verbs import ability, verb_in
from rules.decide.weigh import Standing, Weighed
from rules.model.decision import Alternative, Course
from rules.model.finding import NeedKind
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Can, MeasureKind, Verb, verb_of
from rules.policy.part import ClauseId

ORDER = (
    MeasureKind.REMINDER,
    MeasureKind.WARNING_PRIVATE,
    MeasureKind.WARNING_PUBLIC,
    MeasureKind.HOLD,
    MeasureKind.DETACH,
    MeasureKind.HIDE,
    MeasureKind.REPORT,
    MeasureKind.MUTE,
    MeasureKind.RESTRICT_REPLIES,
    MeasureKind.TIME_OUT,
    MeasureKind.BLOCK,
    MeasureKind.DELETE,
)
"""Least intrusive first."""

HIDING = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})
_REPROACHES = frozenset({MeasureKind.REMINDER, MeasureKind.WARNING_PRIVATE, MeasureKind.WARNING_PUBLIC})
_SAID_IN_PUBLIC = frozenset({MeasureKind.REMINDER, MeasureKind.WARNING_PUBLIC})


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure the ladder offers, for which findings, and the clause of each rung (or protective rule) that offers it."""

    kind: MeasureKind
    supporters: tuple[Weighed, ...]
    clauses: tuple[ClauseId, ...]
    protective: bool = False


Laddered = dict[MeasureKind, list[tuple[Weighed, ClauseId]]]
"""Measure to the findings whose rung offers it, each with the rung's clause."""


def laddered(matter: Matter) -> Laddered:
    """What the ladder says for every finding, before asking whether it makes sense here."""
    found: Laddered = {}
    for weighed in matter.weighed:
        if not weighed.sanctioned:
            continue
        rung = matter.pack.rung(weighed.finding.behaviour, weighed.finding.severity, matter.warnings)
        for kind in rung.measures if rung else ():
            found.setdefault(_for_kind(matter, kind), []).append((weighed, rung.clause if rung else ""))
    return found


def offers(matter: Matter, found: Laddered) -> tuple[Offer, ...]:
    """Everything offered for this interaction, least intrusive first."""
    made = [Offer(kind, *_supporters(matter, kind, found[kind])) for kind in ORDER if kind in found]
    kept = [offer for offer in made if offer.supporters and not_here(matter, offer.kind) is None]
    if not any(offer.kind in HIDING for offer in kept):
        kept += _protective(matter)
    return tuple(sorted(kept, key=lambda offer: ORDER.index(offer.kind)))


def _for_kind(matter: Matter, kind: MeasureKind) -> MeasureKind:
    """A quote stands on its author's page: what we can take out of sight is its tie to our post."""
    quote = matter.given.item.kind is InteractionKind.QUOTE
    return MeasureKind.DETACH if quote and kind is MeasureKind.HIDE else kind


def _supporters(
    matter: Matter, kind: MeasureKind, found: list[tuple[Weighed, ClauseId]]
) -> tuple[tuple[Weighed, ...], tuple[ClauseId, ...]]:
    """The findings that may carry this measure here, and what to cite: the shield takes some away from hiding."""
    left = [(w, clause) for w, clause in found if kind not in HIDING or not shielded(matter, w)]
    clauses = [clause for _, clause in left] + [c for w, _ in left if w.rule for c in w.rule.clauses]
    return tuple(w for w, _ in left), tuple(dict.fromkeys(clauses))


def _protective(matter: Matter) -> list[Offer]:
    """Out of sight to protect somebody: offered to a person, never a breach."""
    found = [w for w in matter.weighed if w.protective and w.standing is Standing.ACT and w.course is not Course.LEAVE]
    kind = _for_kind(matter, MeasureKind.HIDE)
    if not found or not_here(matter, kind) is not None:
        return []
    clauses = tuple(dict.fromkeys(c for w in found if w.rule for c in w.rule.clauses))
    return [Offer(kind, tuple(found), clauses, protective=True)]


def not_here(matter: Matter, kind: MeasureKind) -> str | None:
    """Why a measure makes no sense or cannot be done for this interaction, or None. What is not known is not refused."""
    item = matter.given.item
    if item.kind is InteractionKind.DIRECT_MESSAGE and (kind in HIDING or kind in _SAID_IN_PUBLIC):
        return "it is a private message: nothing to hide and nobody else to tell"
    if NeedKind.ADJUSTMENT in matter.needs and kind in _REPROACHES:
        return "they ask for an adjustment, which comes first"
    if item.where is not Where.OUR_PAGE and kind in HIDING and item.kind is not InteractionKind.QUOTE:
        return "it does not stand on our page"
    if item.where is Where.STAFF_PERSONAL and verb_of(kind) is Verb.REPLY:
        return "we do not answer on a colleague's own account"
    known = ability(matter.given, verb_in(kind, item))
    if known is not None and known.can is Can.IMPOSSIBLE:
        return known.why or "this platform cannot do it here"
    return None


def alternatives(matter: Matter, found: Laddered, chosen: tuple[Offer, ...]) -> tuple[Alternative, ...]:
    """The measures the policy knows that are not offered here, and why not. Empty when nothing was found."""
    if not matter.bearing:
        return ()
    offered = {offer.kind for offer in chosen}
    known = {_for_kind(matter, kind) for kind in matter.pack.ladder_kinds} | {MeasureKind.DELETE}
    return tuple(Alternative(kind, _why_not(matter, kind, found)) for kind in ORDER if kind in known - offered)


def _why_not(matter: Matter, kind: MeasureKind, found: Laddered) -> str:
    if kind in found:
        kept = next((shield(matter, w).why for w, _ in found[kind] if shielded(matter, w)), "")
        return not_here(matter, kind) or kept
    if kind is MeasureKind.DELETE:
        return "it cannot be undone; a comment is hidden, not deleted"
    sanctioned = [w for w in matter.bearing if w.sanctioned]
    if not sanctioned:
        return "nothing was found that the policy answers with it, or not surely enough"
    return _other_rung(matter, kind, max(sanctioned, key=lambda w: w.finding.severity.rank))


def _other_rung(matter: Matter, kind: MeasureKind, gravest: Weighed) -> str:
    """Where on the ladder the measure stands, for the gravest thing found."""
    severity, behaviour = gravest.finding.severity, gravest.finding.behaviour
    listed_as = MeasureKind.HIDE if kind is MeasureKind.DETACH else kind
    rungs = [
        r for r in matter.pack.ladder if behaviour in r.behaviours and (kind in r.measures or listed_as in r.measures)
    ]
    if any(severity in rung.severities and matter.warnings < rung.warnings_from for rung in rungs):
        return "the policy offers it only after an earlier warning that still counts"
    if any(rung_severity.rank > severity.rank for rung in rungs for rung_severity in rung.severities):
        return "the policy offers it only for graver cases"
    return "the policy offers it only for milder or earlier cases" if rungs else "the policy does not offer it for this"
