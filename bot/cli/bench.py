"""`doorstep bench`: how fast, as shares within one run."""

from typing import Annotated

import typer

from bot.cli.options import JsonOption, show


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(bench)


def bench(
    quick: Annotated[bool, typer.Option("--quick", help="End within 30 seconds.")] = False, json: JsonOption = False
) -> None:
    """Measure the durable comment path and its parts in one run, and heard to decided at 100 comments a second.

    Shares within one run can be compared between machines; comments per second cannot.

    Example: doorstep bench --quick --json
    """
    from bot.bench import measure, words

    figures = measure(quick=quick)
    if json:
        show(figures)
    else:
        print(words(figures))
