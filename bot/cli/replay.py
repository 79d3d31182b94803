"""`doorstep replay`: what would the policy have done?"""

import json as jsonlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from adapters.replay.columns import parse_map
from adapters.replay.files import read
from bot.cli.options import JsonOption, show
from bot.compose import judging
from bot.replay.run import Comparison, Difference, play
from bot.replay.tally import Tally
from bot.replay.words import plain

UNDATED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""The moment given to comments without a time: fixed, so that the same file gives the same answer on any day."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay")(replay)


def replay(
    file: Annotated[Path, typer.Argument(help="Recorded comments: JSON lines, CSV or Excel.")],
    policy: Annotated[
        str, typer.Option("--policy", help="A built-in policy pack or the folder of one.")
    ] = "house-rules",
    against: Annotated[
        str | None, typer.Option("--against", help="Another policy: show every comment on which they differ.")
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write a report as one HTML file.")] = None,
    differences: Annotated[
        Path | None, typer.Option("--differences", help="With --against: write every difference as JSON lines.")
    ] = None,
    columns: Annotated[str, typer.Option("--map", help="Columns by name, such as text=Comment,author=Posted by.")] = "",
    json: JsonOption = False,
) -> None:
    """Read recorded comments and say what the policy would have done. Nothing is sent anywhere or stored.

    Exit code 3 when some lines could not be read. Examples:

    doorstep replay comments.csv --policy derby-2024 --report report.html

    doorstep replay comments.jsonl --policy derby-2024 --against house-rules --json
    """
    one, other = judging(policy), judging(against) if against else None
    items = read(file, parse_map(columns), UNDATED)
    with _progress(file, quiet=json) as progress, _lines(differences) as each:
        tally, comparison = play(items, one, other, progress, each)
    if report:
        from bot.replay.report import render  # its page templates are needed by nobody who wants figures only

        page = render(tally, file.name, policy, comparison if against else None, against or "")
        report.write_text(page, encoding="utf-8", errors="replace")
    _print(tally, comparison if against else None, json=json)
    if report and not json:
        print(f"Report: {report}")
    raise typer.Exit(3 if tally.unreadable else 0)


def _print(tally: Tally, comparison: Comparison | None, *, json: bool) -> None:
    if json:
        extra = {} if comparison is None else {"differences": comparison.count, "kinds": dict(comparison.kinds)}
        show(tally.figures() | extra)
        return
    print(f"{tally.comments:,} comments, {tally.unreadable:,} lines that could not be read")
    for title, counts in (("Courses", tally.courses), ("Measures", tally.measures), ("Needs", tally.needs)):
        if counts:
            print(f"\n{title}")
            for word, count in counts.most_common():
                print(f"  {count:>8,}  {plain(word)}")
    for line, why in tally.bad_lines[:5]:
        print(f"line {line}: {why}", file=sys.stderr)
    if comparison is not None:
        _print_differences(comparison)


def _print_differences(comparison: Comparison) -> None:
    print(f"\nThe two differ on {comparison.count:,} comments")
    for difference in comparison.shown:
        print(f"  {difference.id}: {difference.one} → {difference.other}")
    if comparison.count > len(comparison.shown):
        print(f"  … {comparison.count - len(comparison.shown):,} more; --differences FILE writes every one")


@contextmanager
def _progress(file: Path, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(f"Reading {file.name}")
        yield lambda count: bar.update(task, description=f"Reading {file.name}: {count:,} comments")


@contextmanager
def _lines(path: Path | None) -> Iterator[Callable[[Difference], None]]:
    if path is None:
        yield lambda _difference: None
        return
    with path.open("w", encoding="utf-8", errors="replace") as file:
        yield lambda difference: print(jsonlib.dumps(asdict(difference), ensure_ascii=False), file=file)
