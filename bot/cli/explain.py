"""`doorstep explain ID`."""

from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import AsOnceStaffed, signed_in
from bot.clock import now
from bot.compose import judging
from bot.evidence.seen import view
from bot.explaining import Explained, Happened, NotOnRecord, explained
from bot.show import london
from bot.staff.rights import Right


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain_command)


def explain_command(
    name: Annotated[str, typer.Argument(metavar="ID", help="A comment's, action's or need's id, or a reference.")],
    login: AsOnceStaffed = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Print the comment, what was found where, each clause considered, the decision, and what happened.

    The decision is replayed from the evidence; exit code 1 when the replay gives another answer. That you looked
    is recorded.

    Example: doorstep explain HZ-7K2M-9 --as priya
    """
    with opened(home) as place:
        staff = signed_in(place, login, Right.SEE)
        try:
            found = explained(place.database, name, judging(place.settings.policy, place.settings.policy_settings))
        except NotOnRecord as error:
            raise refuse(str(error), 2) from None
        if staff is not None:
            view(place.database, staff.id, found.id, now(), what="explanation")
    if json:
        show(asdict(found))
    else:
        _print(found)
    raise typer.Exit(1 if found.replayed is False else 0)


def _print(found: Explained) -> None:
    print(f"Comment {found.id}")
    print(f"  {printable(found.text) if found.text is not None else '(the words have been erased)'}\n")
    if found.erased:
        print(f"{found.erased}\n")
    for name, quote in found.quotes:
        print(f"  {name.replace('_', ' ')}: “{printable(quote)}”")
    for line in found.lines:
        print(printable(line))
    for line in found.opinion:
        print(printable(line))
    if found.figures:
        print("\nHow much, as figures: counted up to this comment, in no decision, held against nobody")
        for line in found.figures:
            print(f"  {printable(line)}")
    print(f"\n{found.replay}\n{found.today}\n\nWhat happened")
    for entry in found.happened:
        print(f"  {entry.seq:>7}  {london(entry.at)}  {entry.kind.replace('_', ' ')}{_detail(entry)}")


def _detail(entry: Happened) -> str:
    keys = ("measure", "verb", "state", "code", "course", "reference", "action")
    return "".join(f"  {entry.data[key]}" for key in keys if isinstance(entry.data.get(key), str | int))


def printable(text: str) -> str:
    """Hostile words made safe for a terminal: control characters (escape codes among them) become visible."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in text)
