"""Whether what a person wants to do waits under the policy for a warning, or for a talk with a support worker.

What the ladder has at once (an extreme case, the rules of the page) waits for neither, nor what it does not have at all.
"""

from collections.abc import Iterable

from rules.decide.matter import Matter
from rules.decide.weigh import weigh
from rules.model.decision import Given
from rules.model.measure import MeasureKind
from rules.policy.casework import Demand
from rules.policy.schema import Pack


def waits(pack: Pack, given: Given, wanted: Iterable[MeasureKind]) -> bool:
    """Whether the policy has any of these measures for this comment only after what had not come when it was said."""
    matter, kinds = Matter(pack, given, weigh(pack, given)), frozenset(wanted)
    if pack.casework is None or pack.casework.warning.demand is not Demand.ALWAYS:
        return False
    at_once, later = (_offered(matter, warnings) & kinds for warnings in (0, 1))
    if at_once or not later:
        return False
    known = given.circumstances.support_worker is True
    return matter.warnings == 0 or (known and matter.liaison("warning") and not matter.spoken_to)


def _offered(matter: Matter, warnings: int) -> frozenset[MeasureKind]:
    """What the ladder has, after so many warnings, for what was found."""
    return frozenset(
        kind
        for one in matter.weighed
        if one.sanctioned
        for rung in matter.pack.rungs(one.finding.behaviour, one.finding.severity, warnings, matter.earlier)
        for kind in rung.measures
    )
