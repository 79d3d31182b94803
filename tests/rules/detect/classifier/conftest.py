"""Rules and a model that knows a few words, together."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from rules.detect import Detector
from rules.detect.classifier import Classifier, Second, Together
from rules.model.finding import Found
from rules.model.history import History
from rules.model.interaction import InteractionKind
from rules.score import build
from tests.rules.score import kit

Read = Callable[[str], Found]
Taught = Callable[..., Read]


def _knowing(words: Mapping[str, Sequence[str]] | None) -> Second | None:
    if words is None:
        return None
    built = build(kit.files(kit.knowing(words), scorers={"linear": kit.fitted()}))
    assert built.scorer is not None
    assert built.fitted is not None
    return Second(built.scorer, built.fitted.thresholds)


@pytest.fixture
def taught(detector: Detector) -> Taught:
    """Reads one comment by the rules and by a model that knows `words` (by head), with a second one if `second` is given."""

    def teach(
        words: Mapping[str, Sequence[str]],
        second: Mapping[str, Sequence[str]] | None = None,
        **thresholds: Mapping[str, int],
    ) -> Read:
        built = build(kit.files(kit.knowing(words), scorers={"linear": kit.fitted(**thresholds)}))
        assert built.scorer is not None
        assert built.fitted is not None
        both = Together(detector, Classifier(built.scorer, built.fitted.thresholds, detector.guards, _knowing(second)))

        def read(text: str) -> Found:
            return both.find(text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History())

        return read

    return teach


@pytest.fixture
def rules(detector: Detector) -> Read:
    def read(text: str) -> Found:
        return detector.find(text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History())

    return read
