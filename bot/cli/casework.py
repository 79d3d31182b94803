"""What the commands about cases and people share: signing in, saying what became of a deed, and every unmet condition."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cases.room import CaseRoom, Done
from bot.cases.telling import said
from bot.cases.words import why
from bot.cli.opening import office_of, opened
from bot.cli.options import refuse, show
from bot.cli.signing import sign_in
from bot.clock import now
from bot.staff.rights import Staff
from rules.model.plain import to_plain

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="The case's id, such as c_0123456789abcdef.")]
Post = Annotated[str, typer.Option("--post", help="The post you act in, if you hold several.", show_default=False)]
About = Annotated[
    list[str] | None, typer.Option("--about", help="A comment's id relied on; may be given more than once.")
]
Note = Annotated[str, typer.Option("--note", help="A note in your own words; it is kept as evidence.")]


@contextmanager
def at_work(home: Path | None, login: str) -> Iterator[tuple[CaseRoom, Staff]]:
    """Sign in and open the case room."""
    with opened(home) as place:
        yield CaseRoom(place.database, now, office_of(place)), sign_in(place, login)


def do(home: Path | None, login: str, json: bool, deed: Callable[[CaseRoom, Staff], Done]) -> None:
    """Do it as whoever signs in, and say what became of it; exit code 4 when refused, with every unmet condition."""
    with at_work(home, login) as (room, staff):
        done = deed(room, staff)
    if json:
        show(_plain(done))
    if not done.accepted:
        raise _refused(done, json)
    if not json:
        _say(done)


def _refused(done: Done, json: bool) -> typer.Exit:
    """One unmet condition a line."""
    if json:
        return typer.Exit(4)
    if done.why:
        return refuse(done.why)
    typer.echo("doorstep: refused, and nothing was written:", err=True)
    for one in done.refusals:
        clause = f" [{one.clause}]" if one.clause else ""
        typer.echo(f"  {one.why}{clause}", err=True)
    return typer.Exit(4)


def _say(done: Done) -> None:
    print(" ".join([*(["Done."] if done.wrote else []), done.why, *done.ids]).replace("  ", " ").strip())
    for fact in done.facts:
        print(f"  {said(fact)}")
    for order in done.orders:
        due = f" By {order.due:%d %B %Y}." if order.due else ""
        print(f"  Next: {why(order)}{due}")
    for letter in done.carried.letters:
        print(f"  Letter drafted: {letter}")


def _plain(done: Done) -> dict[str, Any]:
    return {
        "accepted": done.accepted,
        "case": done.case_id,
        "why": done.why,
        "refusals": [to_plain(one) for one in done.refusals],
        "facts": [{"kind": type(fact).__name__, "says": said(fact), "fact": to_plain(fact)} for fact in done.facts],
        "orders": [to_plain(order) for order in done.orders],
        "letters": done.carried.letters,
        "actions": done.carried.actions,
        "ids": list(done.ids),
        "post": done.post,
    }
