"""`doorstep doctor`: what is wrong, and what to do about it."""

import asyncio
import sys
from typing import Annotated

import typer

from bot.checkups import check
from bot.cli.options import HomeOption, JsonOption, show
from bot.doctor import Level, examine
from bot.settings import FILE, Home

ConnectOption = Annotated[bool, typer.Option("--connect", help="Also sign in to each platform and ask it.")]
SIGNS = {Level.GOOD: "ok  ", Level.ADVICE: "note", Level.BAD: "BAD "}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(
    home: HomeOption = None,
    json: JsonOption = False,
    connect: ConnectOption = False,
) -> None:
    """Look at this Doorstep: names, settings, secrets, database, policy, detectors, channels, who is called in an emergency.

    Exit code 1 when something is wrong. Example: doorstep doctor
    """
    place = Home.find(home)
    found = examine(place)
    if connect and (place.path / FILE).exists():
        found += asyncio.run(check(place))
    if json:
        show([{"what": f.what, "level": f.level.value, "says": f.says, "do": f.do} for f in found])
    else:
        print(f"Doorstep's folder: {place.path}")
        for f in found:
            print(f"{SIGNS[f.level]}  {f.what}: {f.says}" + (f"\n      {f.do}" if f.do else ""))
    sys.stdout.flush()
    raise typer.Exit(1 if any(f.level is Level.BAD for f in found) else 0)
