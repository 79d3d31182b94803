"""`doorstep verify`: is the record whole?"""

import typer
from rich.console import Console
from rich.progress import Progress

from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, show
from bot.evidence.verify import Verified, verify


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify_command)


def verify_command(home: HomeOption = None, json: JsonOption = False) -> None:
    """Check the whole ledger: chain, canonical form, commitments and triggers. Exit code 1 names the first wrong entry.

    Example: doorstep verify --json
    """
    with opened(home, checked=False) as place:
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=json or not console.is_terminal) as bar:
            task = bar.add_task("Checking the ledger", total=None)
            result = verify(place.database, lambda done, total: bar.update(task, completed=done, total=total))
    if json:
        show(as_json(result))
    else:
        print(result)
    raise typer.Exit(0 if result.ok else 1)


def as_json(result: Verified) -> dict[str, object]:
    """The result for a program."""
    return {
        "ok": result.ok,
        "entries": result.entries,
        "root": result.root.hex(),
        "erased": result.erased,
        "wrong": result.wrong,
        "says": str(result),
    }
