"""`doorstep policy list|show|check|diff|coverage|new|schema`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.options import JsonOption, refuse, show
from bot.clock import now
from bot.resources import coverage_text, pack_names, pack_texts, starter_texts
from rules.model.in_words import listed
from rules.policy import coverage as covering
from rules.policy.check import remarks
from rules.policy.diff import Change, differences
from rules.policy.parse import parse
from rules.policy.schema import Pack, schema

NameArgument = Annotated[str, typer.Argument(help="A built-in pack, or the folder of your own.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Look at policy packs, compare them, and make and check your own.", no_args_is_help=True)
    group.command("list")(list_packs)
    group.command("check")(check)
    group.command("show")(show_pack)
    group.command("diff")(diff)
    group.command("coverage")(coverage)
    group.command("new")(new)
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


def check(name: NameArgument, json: JsonOption = False) -> None:
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


def show_pack(name: NameArgument, json: JsonOption = False) -> None:
    """Print the clauses of a pack, each with the document's own number and a summary.

    Example: doorstep policy show derby-2024
    """
    pack = parse(pack_texts(name))
    if json:
        show(pack.model_dump(mode="json"))
        return
    for clause in pack.clauses:
        print(f"{clause.id}  ({clause.number})  {clause.summary}")


def diff(before: NameArgument, after: NameArgument, json: JsonOption = False) -> None:
    """Say what changes for a resident when the second policy takes the place of the first, in plain words.

    Example: doorstep policy diff derby-2020 derby-2024
    """
    old, new = parse(pack_texts(before)), parse(pack_texts(after))
    changes = differences(old, new)
    if json:
        show({"before": _named(old), "after": _named(new), "changes": [_plain(change) for change in changes]})
        return
    print(f"{old.id} {old.version} -> {new.id} {new.version}: {len(changes)} answers change for a resident")
    topic = ""
    for change in changes:
        if change.topic != topic:
            topic = change.topic
            print(f"\n{topic.capitalize()}")
        print(f"  {_asked(change)}")
        print(f"    before: {change.before.text}{_cited(change.before.clauses)}")
        print(f"    after:  {change.after.text}{_cited(change.after.clauses)}")


def _named(pack: Pack) -> dict[str, str]:
    return {"id": pack.id, "version": pack.version}


def _plain(change: Change) -> dict[str, Any]:
    sides = {"before": change.before, "after": change.after}
    said = {side: {"text": one.text, "clauses": list(one.clauses)} for side, one in sides.items()}
    return {"topic": change.topic, "about": list(change.about), "cases": list(change.cases), **said}


def _asked(change: Change) -> str:
    cases = f" ({'; '.join(change.cases)})" if change.cases else ""
    return f"{listed(change.about)}{cases}"


def _cited(clauses: tuple[str, ...]) -> str:
    return f" [{', '.join(dict.fromkeys(clauses))}]" if clauses else ""


def coverage(
    pack: Annotated[str | None, typer.Option("--pack", help="One pack, or a folder.", show_default=False)] = None,
    json: JsonOption = False,
) -> None:
    """List every requirement of the policies: how it is met, where, and what shows it.

    A requirement that is missing is said in one line each, and the exit code is 1. A pack without `coverage.yaml` is left
    out unless it is named.

    Example: doorstep policy coverage --pack watford
    """
    names = [pack] if pack else [name for name in pack_names() if coverage_text(name) is not None]
    found = {name: _covered(name) for name in names}
    if json:
        show({one.id: {clause: _entry(c) for clause, c in covered.items()} for one, covered in found.values()})
    else:
        _print_coverage(found)
    missing = [fault for one, covered in found.values() for fault in covering.faults(one, covered)]
    for fault in missing:
        typer.echo(f"doorstep: {fault}", err=True)
    if missing:
        raise typer.Exit(1)


def _covered(name: str) -> tuple[Pack, covering.Coverage]:
    text = coverage_text(name)
    if text is None:
        raise refuse(f"{name}: there is no {covering.FILE} beside the pack", code=2)
    return parse(pack_texts(name)), covering.read(text)


def _entry(covered: covering.Covered) -> dict[str, str]:
    return covered.model_dump(mode="json", exclude_none=True)


def _print_coverage(found: dict[str, tuple[Pack, covering.Coverage]]) -> None:
    for pack, covered in found.values():
        print(f"{pack.id}: {len(covered)} of {len(covering.requirements(pack))} requirements")
        for clause, one in covered.items():
            print(f"  {clause}  {one.status.value}  {one.by}\n      shown by {one.shown_by}")
            if one.reason:
                print(f"      {one.reason}")


def new(
    name: Annotated[str, typer.Argument(help="The id of your policy: small letters, numbers and hyphens.")],
    into: Annotated[Path, typer.Option("--into", help="The folder to make it in.")] = Path(),
) -> None:
    """Write a commented starter pack into a new folder of that name. It passes `policy check`; nothing is overwritten.

    Example: doorstep policy new our-homes
    """
    folder = into / name
    texts = {file: text.replace("id: my-policy", f"id: {name}") for file, text in starter_texts().items()}
    parse(texts)  # a name that no pack can have is refused before anything is written
    if folder.exists():
        raise refuse(f"{folder} is there already; nothing was written")
    folder.mkdir(parents=True)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    print(f"{folder}: {len(texts)} files. Change them, then: doorstep policy check {folder}")


def print_schema() -> None:
    """Print the JSON Schema of a policy pack, for an editor.

    Example: doorstep policy schema > pack.schema.json
    """
    show(schema())
