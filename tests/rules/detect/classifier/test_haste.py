"""Haste, a head of its own: with something found it makes a danger a matter of now; by itself it says nothing."""

import pytest

from rules.detect.classifier.naming import Naming
from rules.detect.classifier.scale import SURE
from rules.model.finding import Behaviour, Found, NeedKind, Urgency
from rules.score.card import Threshold
from rules.score.words import HEADS


@pytest.mark.parametrize(
    ("haste", "found", "urgency"),
    [(500, 700, Urgency.NOW), (500, 699, Urgency.SOON), (900, 300, Urgency.NOW), (499, 700, Urgency.SOON)],
)
def test_the_surer_a_danger_the_less_haste_it_takes(haste: int, found: int, urgency: Urgency) -> None:
    scores = dict.fromkeys(HEADS, 0) | {"outcome:urgent": haste, "safeguarding": found}
    at = {head: Threshold(review=300, name=500, act=700) for head in HEADS}
    at["outcome:urgent"] = Threshold(review=900, name=900, act=900)
    (need,) = (need for _, need in Naming(scores, at, Found()).needs() if need.kind is NeedKind.SAFEGUARDING)
    assert need.urgency is urgency


def test_haste_makes_a_published_address_sure_and_nothing_else() -> None:
    scores = dict.fromkeys(HEADS, 0) | {"outcome:urgent": 950, "privacy": 400, "abuse": 400, "target:staff": 900}
    at = {head: Threshold(review=300, name=500, act=700) for head in HEADS}
    told = {finding.behaviour: finding.score for _, finding in Naming(scores, at, Found()).findings()}
    assert told == {Behaviour.PRIVATE_DATA: SURE, Behaviour.ABUSE: 400}
