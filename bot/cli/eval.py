"""`doorstep eval`: how well do the detectors read labelled comments, and is one set of them better than another?"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.options import JsonOption, refuse, show
from bot.compose import pack
from bot.evaluation.compare import changes, worsened
from bot.evaluation.costs import costs
from bot.evaluation.errors import KINDS, errors
from bot.evaluation.figures import Figures, figures
from bot.evaluation.guard import BadBaseline, fallen, measured, written
from bot.evaluation.guard import read as read_baseline
from bot.evaluation.labelled import BadLabelled, read
from bot.evaluation.report import Against, Column, render
from bot.evaluation.sides import OURS, BadSide, guarded_sides, side
from bot.evaluation.slices import shipped
from rules.detect.rulebook import RuleError


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval")(evaluate)


def evaluate(  # long: every option is a line or two
    file: Annotated[
        Path, typer.Argument(help="Labelled comments: JSON lines, training comments, or a folder of them.")
    ],
    model: Annotated[
        str,
        typer.Option(
            "--model",
            help="ours, rules (ours without a model), a folder of rule data or of a model, or answers of `doorstep detect`.",
        ),
    ] = OURS,
    against: Annotated[
        str | None, typer.Option("--against", help="A second one to compare with, named like --model.")
    ] = None,
    policy: Annotated[str, typer.Option("--policy", help="The policy whose outcome is compared.")] = "house-rules",
    report: Annotated[Path | None, typer.Option("--report", help="Write a report as one HTML file.")] = None,
    guard: Annotated[
        Path | None, typer.Option("--guard", help="A baseline: exit code 1 when a slice (a file) is worse than it.")
    ] = None,
    accept: Annotated[
        str | None, typer.Option("--accept", help="With --guard: why the figures of today become the baseline.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Measure the detectors on comments that people have labelled; with --against, say what got better and worse.

    Labels are those of LandlordCheck (`doorstep detect --table` translates our words). Shares stand beside their counts.
    Exit code 1 when a group of comments fares worse than with --against, or a slice than its --guard. Examples:

    doorstep eval training/comments --report report.html

    doorstep eval labelled.jsonl --model new-rules/ --against ours --json

    doorstep eval guarded/ --guard guarded/baseline.json --accept "idioms are left alone; two veiled threats are lost"
    """
    try:
        if guard is not None:
            raise typer.Exit(_guarded(file, guard, accept, policy, json=json))
        columns, compared = _measured(file, [model] if against is None else [model, against], policy)
    except (BadLabelled, BadSide, BadBaseline, RuleError) as bad:
        raise refuse(str(bad), 2) from None
    if report:
        report.write_text(
            render(file.name, columns[0].figures.overall.comments, columns, compared),
            encoding="utf-8",
            errors="replace",
        )
    _print(columns, compared, json=json)
    if report and not json:
        print(f"\nReport: {report}")
    raise typer.Exit(1 if compared and compared.worsened else 0)


def _guarded(file: Path, baseline: Path, accept: str | None, policy: str, *, json: bool) -> int:
    """Compare with the baseline, or write it with the reason that was given; the exit code."""
    examples = read(file, shipped())
    now = {name: measured(list(side(name, policy).judge(examples))) for name in guarded_sides()}
    if accept is not None:
        baseline.write_text(written(accept, examples, now).json() + "\n", encoding="utf-8")
        print(f"{baseline}: {len(examples)} comments, {', '.join(now)}. Reason: {accept.strip()}")
        return 0
    before = read_baseline(baseline, examples)
    worse = [each for name, slices in now.items() for each in fallen(before, name, slices)]
    if json:
        show({"worse": list(map(str, worse)), "sides": now})
    else:
        print(*worse, sep="\n", end="\n" if worse else "")
        print(f"{len(worse)} figures are worse than the baseline" if worse else "No slice is worse than its baseline.")
    return 1 if worse else 0


def _measured(file: Path, names: Sequence[str], policy: str) -> tuple[list[Column], Against | None]:
    examples = read(file, shipped())
    sides = [side(name, policy) for name in names]
    judged = [list(one.judge(examples)) for one in sides]
    columns = [
        Column(one.name, one.digest, figures(answers), errors(answers), costs(answers, pack(policy)))
        for one, answers in zip(sides, judged, strict=True)
    ]
    if len(names) == 1:
        return columns, None
    return columns, Against(changes(judged[1], judged[0]), worsened(columns[1].figures, columns[0].figures))


def _print(columns: Sequence[Column], against: Against | None, *, json: bool) -> None:
    if json:
        show(_plain(columns, against))
        return
    for column in columns:
        print(f"{column.name} {column.digest[:12]}")
        for name, value in _lines(column.figures):
            print(f"  {name:<42} {value}")
        for kind in KINDS:
            if count := sum(wrong.kind == kind for wrong in column.wrong):
                print(f"  wrong: {kind:<35} {count}")
    if against is None:
        return
    worse = [change for change in against.changes if change.worse]
    print(f"\n{len(worse)} answers got worse, {len(against.changes) - len(worse)} better")
    for change in worse[:20]:
        print(f"  {change.new.example.id}: {change.before or 'right'} -> {change.after}")
    for group in against.worsened:
        print(f"worse: {group}")


def _lines(found: Figures) -> list[tuple[str, str]]:
    whole = found.overall
    return [
        ("comments", f"{whole.comments:,}"),
        ("lawful comments hidden", str(whole.wrongful_hide)),
        ("lawful comments named as a breach", str(whole.wrongly_named)),
        ("breaches caught", str(whole.caught)),
        ("breaches acted on", str(whole.acted_on)),
        ("urgent ones called", str(whole.urgent)),
        ("hazard, emergency, safeguarding found", str(found.critical_needs)),
        ("needs found", str(whole.needs)),
        ("needs found inside breaches", str(found.needs_inside_breaches)),
        ("behaviours, macro F1 in thousandths", "-" if found.macro_f1 is None else str(found.macro_f1)),
    ]


def _plain(columns: Sequence[Column], against: Against | None) -> dict[str, Any]:
    sides = [
        {
            "name": one.name,
            "digest": one.digest,
            **one.figures.plain(),
            "costs": {name: asdict(at) for name, at in one.costs.items()},
            "errors": _wrong(one),
        }
        for one in columns
    ]
    if against is None:
        return {"sides": sides}
    worse = [change.new.example.id for change in against.changes if change.worse]
    better = [change.new.example.id for change in against.changes if not change.worse]
    return {"sides": sides, "worse": worse, "better": better, "worsened": list(map(str, against.worsened))}


def _wrong(column: Column) -> dict[str, list[str]]:
    return {kind: [one.judged.example.id for one in column.wrong if one.kind == kind] for kind in KINDS}
