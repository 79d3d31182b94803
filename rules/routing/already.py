"""Which needs are said again of what somebody is seeing to already, and so keep the reference and the clock they have."""

from collections.abc import Collection, Iterable

from rules.model.finding import Need, NeedKind, Urgency

ALWAYS_NEW = frozenset({NeedKind.EMERGENCY, NeedKind.SAFEGUARDING})
"""Danger is never taken for the danger somebody is already seeing to."""


def said_again(needs: Iterable[Need], open_needs: Collection[NeedKind]) -> frozenset[NeedKind]:
    """The kinds among `needs` that are open already. What is urgent now is always opened anew."""
    found = list(needs)
    now = {need.kind for need in found if need.urgency is Urgency.NOW}
    return frozenset(need.kind for need in found if need.kind in open_needs) - ALWAYS_NEW - now
