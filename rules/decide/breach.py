"""Whether contact goes against a restriction in force. It is recorded and told, and never lengthens anything by itself."""

from rules.decide.matter import Matter
from rules.model.circumstances import Restricted
from rules.model.decision import Item
from rules.model.finding import NeedKind
from rules.model.interaction import InteractionKind, Where

NEVER_AGAINST = frozenset(NeedKind) - {NeedKind.REPAIR, NeedKind.INFORMATION_REQUEST}
"""Needs that no restriction closes: danger, hazards, somebody at risk, complaints, appeals, data, adjustments."""

_NO_CONTACT = frozenset({InteractionKind.REACTION, InteractionKind.RATING})
"""Nobody is contacted by a click."""


def in_breach_of(matter: Matter) -> str | None:
    """The id of the first restriction this contact goes against, if any. Only where who it is has been confirmed."""
    if not matter.verified or matter.doubtful or NEVER_AGAINST.intersection(matter.needs):
        return None
    return next((r.id for r in matter.given.circumstances.restrictions if goes_against(matter.given.item, r)), None)


def goes_against(item: Item, restricted: Restricted) -> bool:
    """Whether contact of this kind, here, is what the restriction rules out. What stands elsewhere contacts nobody."""
    if item.where is Where.ELSEWHERE or item.kind in _NO_CONTACT:
        return False
    private = item.kind is InteractionKind.DIRECT_MESSAGE or item.where is Where.STAFF_PERSONAL
    return ("private" if private else "public") in restricted.breached_by
