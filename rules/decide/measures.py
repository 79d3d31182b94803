"""Offers become Measures: with citations, gates, the role that approves, and the text that goes with them."""

from rules.decide import gates
from rules.decide.approver import approver
from rules.decide.automatic import acknowledging, gates_of
from rules.decide.matter import HIDING, Matter
from rules.decide.offers import Offer
from rules.model.decision import Citation, Gate, Measure, Met
from rules.model.in_words import BEHAVIOURS, NEEDS, listed
from rules.model.interaction import Where
from rules.model.measure import MeasureKind, Tier, tier_of
from rules.model.staff import Role

_NOTICE = {
    MeasureKind.REMINDER: "reminder",
    MeasureKind.WARNING_PRIVATE: "warning_private",
    MeasureKind.WARNING_PUBLIC: "warning_public",
}

_SILENT = frozenset(
    {
        MeasureKind.REPORT,
        MeasureKind.MUTE,
        MeasureKind.BLOCK_MESSAGES,
        MeasureKind.TIME_OUT,
        MeasureKind.BLOCK,
        MeasureKind.RESTRICT_REPLIES,
        MeasureKind.DELETE,
    }
)
"""Measures that say nothing by themselves to whoever they are about, and with which no notice goes."""

TO_BE_GIVEN = (
    Gate("reason", Met.NO, "whoever approves gives the reason"),
    Gate("end_or_review", Met.NO, "whoever approves gives an end or review date"),
)
"""What the person who approves an access measure must supply with the approval itself."""


def acknowledgement(matter: Matter) -> tuple[Measure, ...]:
    """One acknowledgement for all needs in it, in the words for the gravest; none when nothing is needed."""
    rule = next((matter.pack.by_need[kind] for kind in matter.needs if kind in matter.pack.by_need), None)
    if rule is None or matter.given.item.where is Where.STAFF_PERSONAL:
        return ()
    conditions = acknowledging(matter)
    why = f"It is about {listed(NEEDS[kind] for kind in matter.needs)}; whoever wrote it is told that it was heard."
    cited = tuple(matter.pack.cite(clause) for clause in matter.pack.bearing.needs)
    automatic = gates.all_met(conditions)
    return (Measure(MeasureKind.ACKNOWLEDGE, why, cited, automatic, gates=conditions, notice=rule.acknowledge),)


def measures(matter: Matter, offered: tuple[Offer, ...]) -> tuple[Measure, ...]:
    """Every measure offered, least intrusive first; a notice stands right behind the hide it belongs to."""
    made: list[Measure] = []
    for offer in offered:
        measure = _measure(matter, offer)
        made.append(measure)
        if offer.kind in HIDING:
            made.append(_notice(matter, measure))
    return tuple(made)


def _measure(matter: Matter, offer: Offer) -> Measure:
    found = listed(BEHAVIOURS[w.finding.behaviour] for w in offer.supporters)
    why = f"To protect whoever the details are about: {found}." if offer.protective else f"Found: {found}."
    cited = tuple(matter.pack.cite(clause) for clause in offer.clauses)
    role, conditions = _conditions(matter, offer)
    return Measure(
        offer.kind,
        why,
        cited,
        gates.all_met(conditions),
        role,
        conditions,
        _NOTICE.get(offer.kind),
        offer.protective,
        offer.house_rule,
        matter.says_why and offer.kind is not MeasureKind.OPEN_CASE,
    )


def _conditions(matter: Matter, offer: Offer) -> tuple[Role, tuple[Gate, ...]]:
    """Who decides on it, and under which conditions."""
    if tier_of(offer.kind) is Tier.ACCESS:
        role, known = approver(matter)
        return role, (known, *TO_BE_GIVEN, *_said(matter, offer.kind))
    if offer.kind is MeasureKind.WARNING_LETTER:
        return _writer(matter), (*_letter(matter), gates.PERSON)
    if offer.kind is MeasureKind.OPEN_CASE:
        return Role.CASEWORKER, (gates.PERSON,)
    return Role.MODERATOR, (*gates_of(matter, offer), *_said(matter, offer.kind))


def _said(matter: Matter, kind: MeasureKind) -> tuple[Gate, ...]:
    """Where every measure is explained: what has no message of its own needs one from whoever does it."""
    silent = kind in _SILENT and matter.says_why
    return (Gate("say_why", Met.NO, "whoever does it tells them what is done and why"),) if silent else ()


def _writer(matter: Matter) -> Role:
    posts = matter.pack.casework.warning.by if matter.pack.casework else ()
    return next((matter.pack.roles[post] for post in posts if post in matter.pack.roles), Role.CASEWORKER)


def _letter(matter: Matter) -> tuple[Gate, ...]:
    """What the policy wants before its formal letter."""
    first = matter.pack.casework.warning.record_first if matter.pack.casework else None
    recorded = (Gate("record_first", Met.NO, f"it is recorded on {first} before it is written"),) if first else ()
    known = gates.gate(
        "identity_verified", matter.verified, "who it is has been confirmed", "it can go to the account only"
    )
    return (*recorded, known)


def _notice(matter: Matter, hide: Measure) -> Measure:
    """Telling the author: privately where that surely works, else in public in words that say nothing private.

    It is as automatic as the hide it belongs to, and never without it.
    """
    name = "protective_notice" if hide.protective else "hide_notice"
    in_public = gates.notice_way(matter) == "reply"
    kind, text = (MeasureKind.REPLY, f"{name}_public") if in_public else (MeasureKind.HIDE_NOTICE, name)
    automatic = hide.automatic and gates.notice_way(matter) is not None
    followed = gates.gate("with_hide", automatic, "goes out with the hide", "goes out when a person hides it")
    cited: tuple[Citation, ...] = (matter.pack.cite(matter.pack.appeal.clause),)
    why = "Whoever wrote it is told what was done, why, and how to have it looked at again."
    return Measure(
        kind, why, cited, automatic, Role.MODERATOR, (followed,), text, hide.protective, hide.house_rule, hide.says_why
    )
