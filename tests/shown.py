"""Coverage is shown, not said: a full run fails when a test that a `coverage.yaml` names did not run and pass.

Full means: no paths, no -k, no -m, nothing deselected. In any other run tests/rules/packs/test_coverage.py holds that what
is named exists. With xdist the controller looks, because only it hears of every test.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.policy.coverage import EXAMPLES, FILE, read

EXAMPLE_TEST = "tests/bot/scenarios/test_examples.py::test_an_example_is_met"
"""The test that plays the packs' own examples; its parameters are `<pack>-<id>`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("shown_for", "folder whose folders hold coverage.yaml", default="rules/packs")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Watch(), "shown")


def wanted(folder: Path) -> dict[str, list[str]]:
    """Every test that some coverage names, and the requirements it shows (`watford WCH-29`)."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.glob(f"*/{FILE}")):
        for clause, covered in read(file.read_text(encoding="utf-8")).items():
            found.setdefault(test_of(file.parent.name, covered.shown_by), []).append(f"{file.parent.name} {clause}")
    return found


def test_of(pack: str, shown_by: str) -> str:
    """The node id of what shows a requirement: as it stands, or the play of one of the pack's examples."""
    if shown_by.startswith(EXAMPLES):
        return f"{EXAMPLE_TEST}[{pack}-{shown_by.removeprefix(EXAMPLES)}]"
    return shown_by


class Watch:
    """Hears what became of every test, and at the end of a full run compares it with what coverage names."""

    def __init__(self) -> None:
        self.passed: set[str] = set()
        self.others: dict[str, str] = {}
        self.complaints: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = without_group(report.nodeid)
        if not report.passed:
            self.others[name] = report.outcome
        elif report.when == "call":
            self.passed.add(name)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not full(session.config) or session.shouldstop or session.shouldfail:
            return
        folder = session.config.rootpath / str(session.config.getini("shown_for"))
        self.complaints = list(self.unshown(wanted(folder)))
        if self.complaints:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def unshown(self, named: dict[str, list[str]]) -> Iterator[str]:
        for test, requirements in sorted(named.items()):
            became = self._became(test)
            if became != "passed":
                yield f"not shown: {', '.join(requirements)}: {test} {became}"

    def _became(self, test: str) -> str:
        """`passed` only if every case of it did."""
        failed = [outcome for name, outcome in self.others.items() if _is(name, test)]
        if failed:
            return failed[0]
        return "passed" if any(_is(name, test) for name in self.passed) else "did not run"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for complaint in self.complaints:
            terminalreporter.write_line(complaint, red=True)


def full(config: pytest.Config) -> bool:
    """Whether everything was asked for."""
    option = config.option
    narrowed = (option.keyword, option.markexpr, option.deselect, option.ignore, option.ignore_glob, option.collectonly)
    again = getattr(option, "lf", False) or getattr(option, "stepwise", False)
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not any(narrowed) and not again


def without_group(nodeid: str) -> str:
    """xdist adds `@group` to tests that one worker must run."""
    name, at, group = nodeid.rpartition("@")
    return name if at and "]" not in group and "::" in name else nodeid


def _is(name: str, test: str) -> bool:
    """Whether a test that ran is the one named, or one of its cases."""
    return name == test or name.startswith(f"{test}[")
