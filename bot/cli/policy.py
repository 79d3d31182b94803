"""`doorstep policy list|show|check|schema`."""

from typing import Annotated

import typer

from bot.cli.options import JsonOption, show
from bot.clock import now
from bot.resources import pack_names, pack_texts
from rules.policy.check import remarks
from rules.policy.parse import parse
from rules.policy.schema import schema


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Look at policy packs and check one of your own.", no_args_is_help=True)
    group.command("list")(list_packs)
    group.command("check")(check)
    group.command("show")(show_pack)
    group.command("schema")(print_schema)
    app.add_typer(group, name="policy")


def list_packs(json: JsonOption = False) -> None:
    """List the built-in packs.

    Example: doorstep policy list
    """
    packs = [parse(pack_texts(name)) for name in pack_names()]
    rows = [{"id": p.id, "version": p.version, "title": p.title, "clauses": len(p.clauses)} for p in packs]
    if json:
        show(rows)
        return
    for row in rows:
        print(f"{row['id']:<14} {row['version']:<12} {row['title']} ({row['clauses']} clauses)")


def check(
    name: Annotated[str, typer.Argument(help="A built-in pack, or the folder of your own.")], json: JsonOption = False
) -> None:
    """Check a pack. An error names file, clause and field in one line (exit code 2).

    Example: doorstep policy check ./our-policy
    """
    pack = parse(pack_texts(name))
    said = remarks(pack, {}, now().date())
    if json:
        show({"id": pack.id, "version": pack.version, "clauses": len(pack.clauses), "remarks": said})
        return
    print(f"{pack.id} {pack.version}: {len(pack.clauses)} clauses, no error")
    for remark in said:
        print(f"  {remark}")


def show_pack(
    name: Annotated[str, typer.Argument(help="A built-in pack or a folder.")], json: JsonOption = False
) -> None:
    """Print the clauses of a pack, each with the document's own number and a summary.

    Example: doorstep policy show derby-2024
    """
    pack = parse(pack_texts(name))
    if json:
        show(pack.model_dump(mode="json"))
        return
    for clause in pack.clauses:
        print(f"{clause.id}  ({clause.number})  {clause.summary}")


def print_schema() -> None:
    """Print the JSON Schema of a policy pack, for an editor.

    Example: doorstep policy schema > pack.schema.json
    """
    show(schema())
