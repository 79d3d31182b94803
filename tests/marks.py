"""Which tests run here, and the closing line that says which did not and why.

DOORSTEP_SKIP (`make test SKIP="chromium network"`) names services that cannot be had; only then are their tests skipped.
Tests marked `shared` read ../shared. A plain clone has none and skips them, counted; with CI=true they fail instead.
"""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

MARK_OF_FIXTURE = {
    "chromium_path": "browser",
    "postgres_url": "postgres",
    "redis_address": "redis",
    "openssl_path": "openssl",
    "bluesky_network": "network",
    "exam_count": "counted",
}
SERVICE_OF_MARK = {
    "browser": "chromium",
    "postgres": "postgres",
    "redis": "redis",
    "network": "network",
    "pango": "pango",
    "openssl": "openssl",
}
SLOW_ROOMS = (
    "tests/adapters/discord/",
    "tests/adapters/opinion/test_ask",
    "tests/adapters/x/",
    "tests/bot/actions/",
    "tests/bot/bench/",
    "tests/bot/calls/",
    "tests/bot/cases/",
    "tests/bot/cli/",
    "tests/bot/console/",
    "tests/bot/desk/",
    "tests/bot/evidence/bundle/",
    "tests/bot/evidence/capture/",
    "tests/bot/evidence/erasure/",
    "tests/bot/evidence/test_",
    "tests/bot/letters/",
    "tests/bot/people/",
    "tests/bot/opinion/",
    "tests/bot/pipeline/",
    "tests/bot/scenarios/",
    "tests/bot/record/",
    "tests/bot/rights/",
    "tests/bot/reports/test_commands",
    "tests/bot/reports/test_figures",
    "tests/bot/staff/",
    "tests/bot/store/",
    "tests/bot/test_ownership",
    "tests/rules/casework/machine/",
    "tests/rules/packs/",
    "tests/rules/policy/test_coherence_casework",
    "tests/rules/policy/test_parse",
    "tests/rules/policy/test_spoilt",
    "tests/rules/decide/test_in_doubt",
    "tests/rules/decide/test_process",
    "tests/rules/decide/test_rules_never_broken",
    "tests/rules/detect/test_behaviours",
    "tests/rules/detect/test_robust",
    "tests/services/",
)
"""Tests that start servers or processes, or go through many cases: `make test` runs them, `make check` the pure ones."""
PURE_FILES = ("test_pure", "test_translate", "test_words", "test_can", "test_hostile", "test_times")
SKIPPED = "SKIP names "
NO_SHARED = "no ../shared here"


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture, mark in MARK_OF_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("counted")
        if any(room in item.nodeid for room in SLOW_ROOMS) and not item.path.name.startswith(PURE_FILES):
            item.add_marker(pytest.mark.slow)
        if item.get_closest_marker("network"):
            item.add_marker(pytest.mark.xdist_group("network"))  # one worker starts it, not each
        if item.nodeid.startswith("tests/house/"):
            item.add_marker(pytest.mark.xdist_group("house"))  # one worker reads all our source, not each
    items.sort(key=_longest_first)


def _longest_first(item: pytest.Item) -> bool:
    """What one worker does alone for minutes begins first, so that the other is not idle at the end."""
    return not (item.get_closest_marker("network") or item.nodeid.startswith("tests/stories/"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    left_out = set(os.environ.get("DOORSTEP_SKIP", "").replace(",", " ").split())
    for mark, service in SERVICE_OF_MARK.items():
        if service in left_out and item.get_closest_marker(mark):
            pytest.skip(SKIPPED + service)
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("../shared is missing, and CI must have it", pytrace=False)
        pytest.skip(NO_SHARED)


@pytest.fixture
def shared() -> Path:
    """../shared, for tests marked `shared`."""
    return SHARED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ())]
    terminalreporter.write_line(closing_line(reasons))


def closing_line(reasons: list[str]) -> str:
    """What did not run, counted by reason; `reasons` as pytest reports them, one a skipped test."""
    plain = [reason.removeprefix("Skipped: ") for reason in reasons]
    counts = {reason: plain.count(reason) for reason in dict.fromkeys(plain)}
    told = "; ".join(f"{count} skipped: {reason}" for reason, count in sorted(counts.items()))
    return f"Not run: {told or 'nothing that was asked for'}. {exam_line()}"


def exam_line() -> str:
    """How long the exams were, and the seed that repeats them."""
    return f"Exams: DOORSTEP_EXAM={os.environ['DOORSTEP_EXAM']} DOORSTEP_SEED={os.environ['DOORSTEP_SEED']}"
