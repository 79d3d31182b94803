"""`doorstep corrections list|export`: the examples that staff made, and taking them out."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.saving import PERSONAL
from bot.cli.signing import As, Why, sign_in
from bot.clock import now
from bot.corrections import export as taking_out
from bot.corrections.examples import Example
from bot.desk.sitting import Refused
from bot.show import london


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Examples of what detectors should have found, made by staff.", no_args_is_help=True)
    group.command("list")(list_examples)
    group.command("export")(export)
    app.add_typer(group, name="corrections")


def list_examples(login: As, home: HomeOption = None, json: JsonOption = False) -> None:
    """Every example that stands, without its words: labels, comment, who and when.

    Example: doorstep corrections list --as priya
    """
    with opened(home) as place:
        staff = sign_in(place, login)
        try:
            found = taking_out.listed(place.database, now, staff)
        except Refused as refused:
            raise refuse(str(refused)) from None
    if json:
        show([{"id": one.id, "at": one.at, "by": one.by, **_labels(one)} for one in found])
        return
    for one in found:
        words = [str(word) for word in (*one.said.behaviours, *one.said.needs)] or ["nothing"]
        print(f"{one.id}  {', '.join(words)}; {one.said.target}; {one.said.outcome}  {london(one.at)}  by {one.by}")
    if not found:
        print("No example stands.")


def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write, such as examples.jsonl; new.")],
    login: As,
    reason: Why,
    home: HomeOption = None,
) -> None:
    """Write the examples with the words of their comments as JSON lines, which `doorstep eval` reads.

    An entry about each comment says that you did. The file holds people's words and is yours to keep safe and to remove: no
    erasure reaches it outside Doorstep's own folder. Only you can read it.
    Exit code 4: refused; 2: the file is there already.

    Example: doorstep corrections export -o examples.jsonl --as dee --reason "to measure the new rules"
    """
    with opened(home) as place:
        staff = sign_in(place, login)
        try:
            handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PERSONAL)
        except FileExistsError:
            raise refuse(f"{output} is there already", 2) from None
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            try:
                found = taking_out.export(place.database, now, staff, reason)
            except Refused as refused:
                output.unlink()
                raise refuse(str(refused)) from None
            out.writelines(taking_out.line(one) + "\n" for one in found)
    print(f"{output}: {len(found)} examples. It holds people's words: keep it safe, and remove it when you are done.")


def _labels(one: Example) -> dict[str, object]:
    said = one.said
    return {"behaviours": said.behaviours, "needs": said.needs, "target": said.target, "outcome": said.outcome}
