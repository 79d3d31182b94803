"""Options that several commands share, and how they print."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", help="Doorstep's folder (default: $DOORSTEP_HOME, else ./doorstep-home).", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
PolicyOption = Annotated[
    str | None, typer.Option("--policy", help="A built-in policy pack or the folder of one.", show_default=False)
]


def day(text: str | datetime) -> datetime:
    """A day as people write it to a program: 2027-02-28. Raises BadParameter saying so."""
    try:
        return datetime.strptime(str(text).strip(), "%Y-%m-%d")  # noqa: DTZ007 - a day; whoever asks says which end of it
    except ValueError:
        raise typer.BadParameter(f"{str(text)!r} is no day: write it as 2027-02-28 (year-month-day).") from None


def show(data: Any) -> None:
    """Print `data` as one JSON document."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def refuse(why: str, code: int = 4) -> typer.Exit:
    """Say why on standard error; raise what this returns."""
    typer.echo(f"doorstep: {why}", err=True)
    return typer.Exit(code)
