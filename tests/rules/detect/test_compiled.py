"""A compiled rulebook is the same rulebook; one of other data, of other code, or not whole, is as good as none."""

import json
from unittest.mock import Mock

import pytest

from rules.detect import Detector, RuleError, build, compile_rulebook, compiled_for
from rules.detect import detector as module
from rules.detect.compiled import Book
from rules.detect.matcher import Matcher
from rules.detect.rulebook import read_yaml
from rules.model.finding import Found
from rules.model.history import History
from rules.model.interaction import InteractionKind
from tests.rules.detect.conftest import SMALL

MADE = "these libraries"


@pytest.fixture(scope="module")
def kept(texts: dict[str, str], tested: tuple[Book, Matcher]) -> str:
    with pytest.MonkeyPatch.context() as once:
        once.setattr(module, "_tested", lambda _: tested)
        return compile_rulebook(texts, MADE)


@pytest.fixture
def small(texts: dict[str, str]) -> dict[str, str]:
    return {name: texts[name] for name in SMALL}


@pytest.fixture(scope="module")
def quick(texts: dict[str, str], kept: str) -> Detector:
    """Built with a reader that cannot read: nothing but the compiled rulebook was used."""
    with pytest.MonkeyPatch.context() as without:
        without.setattr(module, "_tested", None)
        return build(texts, kept, MADE)


def found(detector: Detector, text: str) -> Found:
    return detector.find(text, parent_text=None, kind=InteractionKind.COMMENT, rating=None, history=History())


@pytest.mark.slow
def test_it_finds_the_same_in_examples_of_all_detectors(detector: Detector, quick: Detector) -> None:
    examples = {*detector.examples(hit=True)[::4], *detector.examples(hit=False)[::4]}
    assert len(examples) > 200
    assert {text for text in examples if found(detector, text) != found(quick, text)} == set()
    assert quick.digest == detector.digest


@pytest.mark.slow
def test_each_part_comes_back_as_it_was(texts: dict[str, str], detector: Detector, quick: Detector, kept: str) -> None:
    for one, other in zip(detector._matcher.rules, quick._matcher.rules, strict=True):
        assert (one.text, one.detector, one.order) == (other.text, other.detector, other.order)
        assert [*map(list, one.expressions)] == [*map(list, other.expressions)]
    parsed = json.loads(kept.partition("\n")[2])
    for name in ("words", "guards", "languages"):
        assert parsed[name] == read_yaml(f"{name}.yaml", texts[f"{name}.yaml"])


@pytest.mark.slow
def test_the_same_rulebook_is_the_same_text(small: dict[str, str]) -> None:
    assert compile_rulebook(small, MADE) == compile_rulebook(small, MADE)


@pytest.mark.slow
def test_what_does_not_fit_is_not_used(small: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = compile_rulebook(small, MADE)
    assert compiled_for(small, text, MADE)
    spoilt = [text[:-1], text.replace("spam", "spim", 1), text.replace("\n", "\n ", 1), ""]
    assert not any(compiled_for(small, one, MADE) for one in spoilt)
    assert not compiled_for(small, text, "other libraries")
    changed = small | {"names.txt": small["names.txt"] + "\nzebedee"}
    tested = Mock(wraps=module._tested)
    monkeypatch.setattr(module, "_tested", tested)
    assert build(changed, text, MADE).digest
    tested.assert_called_once_with(changed)


def test_a_rulebook_whose_examples_do_not_hold_is_not_compiled(small: dict[str, str]) -> None:
    rule = "detector: abuse\nrules:\n  - {id: x, behaviour: abuse, reason: r, words: [foo], match: [bar]}"
    with pytest.raises(RuleError, match="rule x does not match: bar"):
        compile_rulebook(small | {"extra.yaml": rule}, MADE)
