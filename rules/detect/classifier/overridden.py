"""A pack's own thresholds over those of the model's card."""

from collections.abc import Iterable, Mapping

from rules.detect.classifier.naming import HEAD_OF
from rules.policy.detection import Threshold as Wanted
from rules.score.card import Threshold


def overridden(card: Mapping[str, Threshold], wanted: Iterable[Wanted]) -> dict[str, Threshold]:
    """The card's thresholds with the pack's `review` and `act`, and what is named between them."""
    thresholds = dict(card)
    for each in wanted:
        head = HEAD_OF[each.behaviour]
        if head is not None:
            named = min(max(thresholds[head].name, each.review), each.act)
            thresholds[head] = Threshold(review=each.review, name=named, act=each.act, cost=each.why)
    return thresholds
