"""`doorstep version`."""

import platform
from importlib.metadata import version

import typer

from bot.cli.options import JsonOption, show
from bot.resources import pack_names


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("version")(version_command)


def version_command(json: JsonOption = False) -> None:
    """Say which Doorstep this is, and its built-in policy packs.

    Example: doorstep version --json
    """
    facts = {"doorstep": version("doorstep"), "python": platform.python_version(), "packs": pack_names()}
    if json:
        show(facts)
    else:
        print(f"Doorstep {facts['doorstep']} (Python {facts['python']}); policy packs: {', '.join(pack_names())}")
