"""`doorstep scenarios`: does the policy answer written stories as it should?"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.cli.options import JsonOption, refuse, show
from bot.compose import pack
from bot.resources import pack_names
from bot.scenarios.compare import figures, results
from bot.scenarios.reading import read
from bot.scenarios.report import fails, report
from bot.scenarios.schema import Scenario
from bot.scenarios.tables import printed
from rules.policy.schema import Pack


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("scenarios")(scenarios)


def scenarios(
    file: Annotated[Path | None, typer.Argument(help="Scenarios, one JSON object a line.", show_default=False)] = None,
    json: JsonOption = False,
    policy: Annotated[
        list[Path] | None,
        typer.Option("--policy", help="The folder of a policy of your own that scenarios may name; may be repeated."),
    ] = None,
    tables: Annotated[
        bool, typer.Option("--tables", help="Print how the words of scenarios translate to ours, and stop.")
    ] = False,
) -> None:
    """Play written scenarios through the policies, with time travelling, and compare with what they expect.

    Nothing is sent anywhere or stored. Exit code 1 when an expectation that rests on a clause or a rule is unmet; the
    writer's own readings are scored apart. Exit code 2 when the file is not scenarios: one line says where and why.

    Examples:

    doorstep scenarios rules/packs/karbon/examples.jsonl

    doorstep scenarios stories.jsonl --json
    """
    if tables:
        print(printed())
        return
    if file is None:
        raise refuse("which file? Give one with scenarios, one JSON object a line", code=2)
    stories = read(file)
    packs = _packs(policy or [])
    with _progress(len(stories), quiet=json) as each:
        found = [result for story in each(stories) for result in results(story, packs)]
    if json:
        show(figures(len(stories), found))
    else:
        print(report(stories, found))
    raise typer.Exit(1 if fails(found) else 0)


def _packs(folders: Iterable[Path]) -> dict[str, Pack]:
    """Every built-in policy, and those in folders, by id."""
    read_in = [pack(name) for name in (*pack_names(), *map(str, folders))]
    return {one.id: one for one in read_in}


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator["_Each"]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        yield _Each(bar, total)


class _Each:
    """Goes through the stories and says which one is being played."""

    def __init__(self, bar: Progress, total: int) -> None:
        self._bar, self._task, self._total = bar, bar.add_task("Reading", total=total), total

    def __call__(self, stories: Iterable[Scenario]) -> Iterator[Scenario]:
        for number, story in enumerate(stories, 1):
            self._bar.update(
                self._task, completed=number, description=f"Playing {number:,} of {self._total:,}: {story.id}"
            )
            yield story
