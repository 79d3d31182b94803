"""What the form of a correction offers, and what it begins with: what the detectors said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.console.reading.comment import Judged
from rules.detect.landlordcheck import counted
from rules.model.decision import Course
from rules.model.finding import NEVER_A_BREACH, Behaviour, NeedKind, Target
from rules.policy.schema import Pack


@dataclass(frozen=True, slots=True)
class Labels:
    """`behaviours`: those the policy speaks of; `found`, `needed`, `target`, `outcome`: ticked to begin with."""

    behaviours: Sequence[Behaviour]
    found: Collection[Behaviour]
    needed: Collection[NeedKind]
    target: Target
    outcome: Course
    needs: Sequence[NeedKind] = tuple(NeedKind)
    targets: Sequence[Target] = tuple(Target)
    outcomes: Sequence[Course] = tuple(Course)


def labels(judged: Judged | None, pack: Pack | None) -> Labels:
    """For a comment that could not be judged, nothing is ticked and a person looks."""
    offered = [kind for kind in Behaviour if pack is None or kind in pack.by_behaviour]
    if judged is None:
        return Labels(offered, (), (), Target.NONE, Course.REVIEW)
    found = judged.given.found
    named = [one for one in found.findings if counted(one) or one.behaviour in NEVER_A_BREACH]
    target = named[0].target if named else Target.NONE
    needed = {need.kind for need in found.needs}
    return Labels(offered, {one.behaviour for one in named}, needed, target, judged.decision.course)
