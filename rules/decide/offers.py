"""Which measures the ladder offers for what was found, least intrusive first, and why the others are not offered."""

from dataclasses import dataclass

from rules.decide.matter import HIDING, Matter
from rules.decide.shield import shield, shielded
from rules.decide.verbs import ability, verb_in
from rules.decide.weigh import Standing, Weighed
from rules.model.decision import Alternative, Course
from rules.model.finding import NeedKind, Severity
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import COUNTING, Can, MeasureKind, Verb, verb_of
from rules.policy.judging import Stance
from rules.policy.part import ClauseId

ORDER = (
    MeasureKind.REMINDER,
    MeasureKind.WARNING_PRIVATE,
    MeasureKind.WARNING_PUBLIC,
    MeasureKind.OPEN_CASE,
    MeasureKind.WARNING_LETTER,
    MeasureKind.HOLD,
    MeasureKind.DETACH,
    MeasureKind.HIDE,
    MeasureKind.REPORT,
    MeasureKind.MUTE,
    MeasureKind.BLOCK_MESSAGES,
    MeasureKind.RESTRICT_REPLIES,
    MeasureKind.TIME_OUT,
    MeasureKind.BLOCK,
    MeasureKind.DELETE,
)
"""Least intrusive first."""

_REPROACHES = frozenset({MeasureKind.REMINDER, *COUNTING})
_FIRST = {
    NeedKind.SAFEGUARDING: "somebody may be at risk, which comes first",
    NeedKind.ADJUSTMENT: "they ask for an adjustment, which comes first",
}
"""Needs beside which nobody is reproached for rude words."""
_SAID_IN_PUBLIC = frozenset({MeasureKind.REMINDER, MeasureKind.WARNING_PUBLIC})


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure the ladder offers, for which findings, and the clause of each rung (or protective rule) that offers it.

    `house_rule`: only the rules of the page offer it, so it is no sanction under the policy.
    """

    kind: MeasureKind
    supporters: tuple[Weighed, ...]
    clauses: tuple[ClauseId, ...]
    protective: bool = False
    house_rule: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One finding on one rung."""

    weighed: Weighed
    clause: ClauseId
    house_rule: bool


Laddered = dict[MeasureKind, list[Step]]
"""Measure to the steps of the ladder that offer it."""


def laddered(matter: Matter) -> Laddered:
    """What the ladder says for every finding, before asking whether it makes sense here."""
    found: Laddered = {}
    for weighed in matter.weighed:
        if not weighed.sanctioned:
            continue
        for rung in matter.rungs(weighed):
            step = Step(weighed, rung.clause, rung.house_rule or _of_the_page(weighed))
            for kind in rung.measures:
                found.setdefault(_for_kind(matter, kind), []).append(step)
    return found


def _of_the_page(weighed: Weighed) -> bool:
    return weighed.rule is not None and weighed.rule.stance is Stance.HOUSE_RULE


def offers(matter: Matter, found: Laddered) -> tuple[Offer, ...]:
    """Everything offered for this interaction, least intrusive first."""
    made = [_offer(matter, kind, found[kind]) for kind in ORDER if kind in found]
    kept = [offer for offer in made if offer.supporters and not_here(matter, offer.kind) is None]
    if not any(offer.kind in HIDING for offer in kept):
        kept += _protective(matter)
    return tuple(sorted(kept, key=lambda offer: ORDER.index(offer.kind)))


def _for_kind(matter: Matter, kind: MeasureKind) -> MeasureKind:
    """A quote stands on its author's page: what we can take out of sight is its tie to our post."""
    quote = matter.given.item.kind is InteractionKind.QUOTE
    return MeasureKind.DETACH if quote and kind is MeasureKind.HIDE else kind


def _offer(matter: Matter, kind: MeasureKind, found: list[Step]) -> Offer:
    """The findings that may carry this measure here, and what to cite: the shield takes some away from hiding."""
    left = [
        step for step in found if not (kind in HIDING and shielded(matter, step.weighed)) and not _waits(matter, step)
    ]
    clauses = [step.clause for step in left] + [
        c for step in left if step.weighed.rule for c in step.weighed.rule.clauses
    ]
    supporters = tuple(w for w in matter.weighed if any(step.weighed is w for step in left))
    return Offer(kind, supporters, tuple(dict.fromkeys(clauses)), house_rule=all(step.house_rule for step in left))


def _waits(matter: Matter, step: Step) -> bool:
    """A known support worker is spoken to first; an extreme case and the rules of the page wait for nobody."""
    if step.house_rule or step.weighed.finding.severity is Severity.EXTREME:
        return False
    known = matter.given.circumstances.support_worker is True
    return known and matter.liaison("warning") and not matter.spoken_to


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
    if kind is MeasureKind.WARNING_LETTER and matter.letter_needs_customer and not matter.verified:
        return "the letter goes on a customer's record first, and nobody has confirmed who this is"
    if kind is MeasureKind.BLOCK and matter.pack.block.restricts(known=matter.verified):
        return "for a confirmed customer it is a restriction of contact, which takes the formal way"
    first = next((why for need, why in _FIRST.items() if need in matter.needs), None)
    if first is not None and kind in _REPROACHES:
        return first
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
    return tuple(_alternative(matter, kind, found) for kind in ORDER if kind in known - offered)


def _alternative(matter: Matter, kind: MeasureKind, found: Laddered) -> Alternative:
    unsupported = kind in HIDING and any(w.sanctioned for w in matter.weighed) and not_here(matter, kind) is not None
    return Alternative(kind, _why_not(matter, kind, found), unsupported)


def _why_not(matter: Matter, kind: MeasureKind, found: Laddered) -> str:
    if kind in found:
        kept = next((shield(matter, s.weighed).why for s in found[kind] if shielded(matter, s.weighed)), "")
        return not_here(matter, kind) or kept or "a known support worker is spoken to first"
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
    if any(severity in rung.severities and matter.earlier < rung.earlier_from for rung in rungs):
        return "the policy offers it only where something like it happened before"
    if any(rung_severity.rank > severity.rank for rung in rungs for rung_severity in rung.severities):
        return "the policy offers it only for graver cases"
    return "the policy offers it only for milder or earlier cases" if rungs else "the policy does not offer it for this"
