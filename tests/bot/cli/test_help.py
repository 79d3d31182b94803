"""Every command explains itself with an example."""

import pytest

from tests.bot.cli.run import cold, doorstep

COMMANDS = [
    "run",
    "demo",
    "replay",
    "detect",
    "explain",
    "verify",
    "policy",
    "letter",
    "scenarios",
    "staff",
    "desk",
    "correct",
    "corrections",
    "case",
    "person",
    "calls",
    "doctor",
    "db",
    "bench",
    "version",
]


def test_help_names_every_command() -> None:
    done = cold("--help")
    assert done.returncode == 0
    assert not [command for command in COMMANDS if command not in done.stdout]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = doorstep(command, "--help")
    assert done.returncode == 0
    groups = {
        "policy": "check",
        "letter": "sample",
        "staff": "add",
        "desk": "approve",
        "corrections": "list",
        "case": "propose",
        "person": "link",
        "calls": "test",
        "db": "upgrade",
    }
    text = doorstep(command, groups[command], "--help").stdout if command in groups else done.stdout
    assert "xample" in text


def test_an_unknown_command_is_wrong_use() -> None:
    assert cold("dance").returncode == 2
