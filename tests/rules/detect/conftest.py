"""The detector as the product builds it, and short ways of asking it."""

from collections.abc import Callable
from pathlib import Path

import pytest

import rules.detect
from bot.compose import rules_only
from rules.detect import Detector
from rules.detect.compiled import Book
from rules.detect.detector import _tested
from rules.detect.matcher import Matcher
from rules.model.finding import Found
from rules.model.history import History
from rules.model.interaction import InteractionKind

DATA = Path(rules.detect.__file__).parent / "data"

Read = Callable[..., Found]

SMALL = ("words.yaml", "guards.yaml", "languages.yaml", "names.txt", "not_names.txt", "spam.yaml")
"""The files of a small rulebook."""


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in DATA.iterdir() if path.is_file()}


@pytest.fixture(scope="session")
def tested(texts: dict[str, str]) -> tuple[Book, Matcher]:
    """Everything in the data files, read and tested on its own terms and examples, once."""
    return _tested(texts)


@pytest.fixture(scope="session")
def detector() -> Detector:
    return rules_only()


@pytest.fixture
def read(detector: Detector) -> Read:
    """Reads one comment of an unknown author."""

    def ask(text: str, *, rating: int | None = None, history: History | None = None) -> Found:
        return detector.find(
            text,
            parent_text=None,
            kind=InteractionKind.COMMENT if rating is None else InteractionKind.REVIEW,
            rating=rating,
            history=history or History(),
        )

    return ask
