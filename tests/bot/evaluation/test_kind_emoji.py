"""A kind or plain word stays one, whoever's emoji stands beside it: by the detector that judges comments."""

import pytest

from bot import compose
from rules.detect.classifier.scale import NAMED
from rules.model.finding import Behaviour
from rules.model.history import History
from rules.model.interaction import InteractionKind

SAID = (
    "I agree {}", "Well said {}", "{}", "thanks for sorting the boiler {}", "Lovely to meet the team at the fun day {}",
    "my mum {} is waiting for a repair", "our neighbours {} are brilliant", "{} fixed it in ten minutes, great lass",
    "Come on England {}", "We are proud of our estate {}", "Any news on the lift please {}", "still no hot water {}",
    "see you at the coffee morning {}", "who do I ask about the bins {}", "same here {}",
)  # fmt: skip
PLAIN = ("\U0001f44d", "\u2764\ufe0f", "\U0001f602")
SHADES = (
    "\U0001f44d\U0001f3fb",
    "\U0001f44d\U0001f3ff",
    "\U0001f64f\U0001f3fd",
    "\U0001f469\U0001f3ff\u200d\U0001f527",
)
WHO = (
    "\U0001f9d5",
    "\U0001f473",
    "\U0001f9d1\u200d\U0001f9af",
    "\U0001f475",
    "\U0001f930",
    "\u262a\ufe0f",
    "\u2721\ufe0f",
    "\U0001f54c",
    "\U0001f3f3\ufe0f\u200d\U0001f308",
    "\U0001f468\u200d\U0001f468\u200d\U0001f467",
    "\U0001f1f5\U0001f1f1",
    "\U0001f1f5\U0001f1f0",
    "\U0001f1f3\U0001f1ec",
)


def discrimination(text: str) -> int:
    found = compose.detector().find(
        text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History()
    )
    return max((one.score for one in found.findings if one.behaviour is Behaviour.DISCRIMINATION), default=0)


@pytest.mark.parametrize("emoji", [*PLAIN, *SHADES, *WHO])
def test_nobody_is_called_contemptuous_for_an_emoji(emoji: str) -> None:
    scores = {said: discrimination(said.format(emoji)) for said in SAID}
    assert {said: score for said, score in scores.items() if score >= NAMED} == {}
    if emoji in {*PLAIN, *SHADES}:
        assert set(scores.values()) == {0}, "nobody looks for it either"
