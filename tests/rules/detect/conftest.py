"""The detector as the product builds it, and short ways of asking it."""

from collections.abc import Callable
from pathlib import Path

import pytest

import rules.detect
from rules.detect import Detector, build
from rules.model.finding import Found
from rules.model.history import History
from rules.model.interaction import InteractionKind

DATA = Path(rules.detect.__file__).parent / "data"

Read = Callable[..., Found]


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in DATA.iterdir() if path.is_file()}


@pytest.fixture(scope="session")
def detector(texts: dict[str, str]) -> Detector:
    return build(texts)


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
