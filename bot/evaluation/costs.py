"""What a policy's two thresholds cost by behaviour: from `review_at` a person looks, from `act_at` the course holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.example import BEHAVIOURS, Judged
from bot.evaluation.figures import Point, cost
from rules.detect import landlordcheck
from rules.policy.schema import Pack


@dataclass(frozen=True, slots=True)
class Costs:
    """At each threshold: what is found of a behaviour, and how many other comments are touched."""

    review: Point
    act: Point


def costs(judged: Sequence[Judged], pack: Pack) -> dict[str, Costs]:
    """Every behaviour that the policy speaks of and that is labelled in these comments.

    Several of our behaviours may stand behind one label: the lowest of their thresholds is where it begins.
    """
    labelled = {name for one in judged for name in one.example.truth.behaviours}
    found = {}
    for name in BEHAVIOURS:
        rules = [pack.by_behaviour[ours] for ours in pack.by_behaviour if landlordcheck.BEHAVIOURS[ours] == name]
        if rules and name in labelled:
            review, act = min(rule.review_at for rule in rules), min(rule.act_at for rule in rules)
            found[name] = Costs(cost(judged, name, review), cost(judged, name, act))
    return found
