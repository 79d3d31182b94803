"""Long exams: how many rounds, and from which seed.

DOORSTEP_EXAM is `small` (make test), `full` (make prove: the counts of the notes), or a number from 0 to 1 between the two.
DOORSTEP_SEED repeats a run; without it each run draws one and prints it.
"""

import os
import secrets
from collections.abc import Callable

import hypothesis
import pytest
from hypothesis.database import DirectoryBasedExampleDatabase

EXAMPLES_SMALL, EXAMPLES_FULL = 60, 1_000
"""Examples a property test draws, unless it says otherwise."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Settle size and seed once; test workers inherit them."""
    os.environ.setdefault("DOORSTEP_EXAM", "small")
    seed = os.environ.setdefault("DOORSTEP_SEED", str(secrets.randbelow(10**9)))
    config.option.hypothesis_seed = seed
    hypothesis.settings.register_profile(
        "doorstep",
        max_examples=count_between(EXAMPLES_SMALL, EXAMPLES_FULL),
        deadline=None,
        derandomize=False,  # else a CI's own profile would draw the same examples whatever the seed
        print_blob=True,
        database=DirectoryBasedExampleDatabase(".cache/hypothesis"),
    )
    hypothesis.settings.load_profile("doorstep")


def pytest_report_header() -> str:
    return f"exams: DOORSTEP_EXAM={os.environ['DOORSTEP_EXAM']} DOORSTEP_SEED={os.environ['DOORSTEP_SEED']}"


def count_between(small: int, full: int) -> int:
    """The count for this run. Raises ValueError when DOORSTEP_EXAM is neither small, full nor a share."""
    share = {"small": 0.0, "full": 1.0}.get(size := os.environ["DOORSTEP_EXAM"])
    share = float(size) if share is None else share
    if not 0 <= share <= 1:
        raise ValueError(f"DOORSTEP_EXAM is small, full or a number from 0 to 1, not {size}")
    return small + round((full - small) * share)


@pytest.fixture(scope="session")
def exam_count() -> Callable[[int, int], int]:
    """`exam_count(small, full)`: how many rounds this run takes."""
    return count_between


@pytest.fixture(scope="session")
def exam_seed() -> int:
    """For `random.Random(exam_seed)`; printed at the start and at the end of the run."""
    return int(os.environ["DOORSTEP_SEED"])
