"""`doorstep subject`: somebody asks what is held about them. A person weighs what concerns others; then it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot import compose
from bot.cli.explain import printable
from bot.cli.opening import Opened, office_of, opened
from bot.cli.options import HomeOption, JsonOption, day, refuse, show
from bot.cli.saving import NotEmpty, save_alone
from bot.cli.signing import As, Why, sign_in
from bot.clock import now
from bot.desk.sitting import Refused
from bot.rights.processing import processing
from bot.rights.subject.handing import Desk, Waiting
from bot.rights.subject.kinds import KIND_WORDS, Kind
from bot.rights.subject.requests import Outcome
from bot.show import london
from bot.staff.rights import Staff
from bot.store.rights_tables import Weighing
from rules.model.disclosure import GROUND_WORDS, Ground, Weighed

About = Annotated[
    str,
    typer.Argument(metavar="ACCOUNT|CUSTOMER", help="An account's id (u_...), or your own reference of a customer."),
]
RequestId = Annotated[str, typer.Argument(metavar="REQUEST", help="The request's id, such as sr_0123456789abcdef.")]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        help="What is held about somebody: open, list, look, weigh, access, lengthen, close.", no_args_is_help=True
    )
    group.command("open")(open_request)
    group.command("list")(list_requests)
    for command in (look, weigh, access, lengthen, close):
        group.command(command.__name__)(command)
    app.add_typer(group, name="subject")


def open_request(
    about: About,
    login: As,
    received: Annotated[
        datetime | None, typer.Option("--received", parser=day, metavar="YYYY-MM-DD", help="When it arrived (today).")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Write down that somebody asks for what is held about them: it is due within a month. Lists what must be weighed.

    Example: doorstep subject open T-1001 --received 2026-11-20 --as dee
    """
    with _desk(home, login) as (desk, staff, _):
        waiting = desk.open(staff, about, received.date() if received else None)
    _tell(waiting, json)


def list_requests(
    login: As,
    about: Annotated[
        str, typer.Argument(metavar="[ACCOUNT|CUSTOMER]", help="Whose list; without it, every request.")
    ] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """List the open requests with what is due when; or what a person must weigh in one of them.

    Example: doorstep subject list T-1001 --as dee
    """
    with _desk(home, login) as (desk, staff, _):
        if about:
            _tell(desk.listed(staff, about), json)
            return
        rows = desk.requests(staff)
    if json:
        show([{"id": row.id, "about": row.about, "due": row.due, "to_weigh": waiting} for row, waiting in rows])
        return
    for row, waiting in rows:
        print(f"{row.id}  {row.about}  received {row.received}, due {row.due}  {waiting} to weigh")
    if not rows:
        print("No request is open.")


def look(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The id that `subject list` printed (wg_...).")],
    login: As,
    home: HomeOption = None,
) -> None:
    """Read one thing in full before you weigh it. That you looked is kept as evidence.

    Example: doorstep subject look wg_0123456789abcdef --as dee
    """
    with _desk(home, login) as (desk, staff, _):
        row, words = desk.look(staff, item)
    print(f"{row.id}  {KIND_WORDS[Kind(row.kind)]}\n")
    print("\n".join(printable(line) for line in words.splitlines()) or "(a member of staff, or erased)")


def weigh(
    items: Annotated[list[str], typer.Argument(metavar="ITEM...", help="Ids that `subject list` printed (wg_...).")],
    login: As,
    reason: Why,
    give: Annotated[bool, typer.Option("--give", help="Hand it over whole.")] = False,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Hand it over without these exact words; may be repeated.")
    ] = None,
    withhold: Annotated[bool, typer.Option("--withhold", help="Do not hand it over.")] = False,
    ground: Annotated[
        Ground | None,
        typer.Option("--ground", help=f"Why not whole: {', '.join(Ground)}.", show_choices=False),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Decide about one thing that concerns others too, after reading it. May be decided anew until it is handed over.

    A member of staff is named unless you withhold them (--withhold --ground safety).
    Example: doorstep subject weigh wg_0123456789abcdef --without "Mrs J" --ground third_party --reason "neighbour" --as dee
    """
    outcome = _outcome(give=give, without=tuple(without or ()), withhold=withhold, ground=ground, reason=reason)
    with _desk(home, login) as (desk, staff, _):
        done = desk.weigh(staff, items, outcome)
    for row in done:
        print(f"{row.id}  {row.state}" + (f": {GROUND_WORDS[Ground(row.ground)]}" if row.ground else ""))


def access(
    about: About,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write, new or empty; only you can read it.")],
    login: As,
    checked: Annotated[str, typer.Option("--checked", help="How you know that it is they who ask.")],
    home: HomeOption = None,
) -> None:
    """Write what is held about them: index.html to read, data.json for a program, and every file. Refused (exit code 4)
    while anything is unweighed.

    Example: doorstep subject access T-1001 -o answer --checked "passport seen at the office on 20 November" --as dee
    """
    with _desk(home, login) as (desk, staff, place):
        told = processing(place.home, place.settings, compose.pack(place.settings.policy))
        row = desk.hand_over(staff, about, checked, told, partial(save_alone, out))
    print(f"Handed over ({row.id}). Send it so that nobody else can read it, then delete the folder.")


def lengthen(request: RequestId, login: As, reason: Why, home: HomeOption = None) -> None:
    """Take two more months because it is complex; tell the person within the first month, and why.

    Example: doorstep subject lengthen sr_0123456789abcdef --reason "three years of messages" --as dee
    """
    with _desk(home, login) as (desk, staff, _):
        row = desk.lengthen(staff, request, reason)
    print(f"{row.id} is due on {row.due}. Tell them by the first date, and why.")


def close(request: RequestId, login: As, reason: Why, home: HomeOption = None) -> None:
    """End a request without handing anything over: taken back by whoever asked, or refused.

    Example: doorstep subject close sr_0123456789abcdef --reason "taken back on the phone" --as dee
    """
    with _desk(home, login) as (desk, staff, _):
        row = desk.close(staff, request, reason)
    print(f"{row.id} is closed.")


@contextmanager
def _desk(home: Path | None, login: str) -> Iterator[tuple[Desk, Staff, Opened]]:
    with opened(home) as place:
        staff = sign_in(place, login)
        try:
            yield Desk(place.database, now, office_of(place).by_id), staff, place
        except (Refused, NotEmpty) as refusal:
            raise refuse(str(refusal)) from None


def _outcome(*, give: bool, without: tuple[str, ...], withhold: bool, ground: Ground | None, reason: str) -> Outcome:
    if give + bool(without) + withhold != 1:
        raise refuse("say one of --give, --without WORDS and --withhold", 2)
    state = Weighed.GIVEN if give else Weighed.SHORTENED if without else Weighed.WITHHELD
    return Outcome(state, ground, reason, without)


def _tell(waiting: Waiting, json: bool) -> None:
    row = waiting.request
    if json:
        items = [_plain(one, waiting) for one in waiting.weighings]
        show({"request": row.id, "about": row.about, "received": row.received, "due": row.due, "items": items})
        return
    print(f"{row.id}  {row.about}  received {row.received}, due {row.due}")
    for one in waiting.weighings:
        told = _plain(one, waiting)
        print(printable(f"  {one.id}  {one.state:<9} {told['what']}, {told['where']}: {told['begins']}".rstrip(": ")))
    print(f"{len(waiting.unweighed)} to weigh. `doorstep subject look ITEM` shows one in full.")


def _plain(one: Weighing, waiting: Waiting) -> dict[str, object]:
    piece = waiting.held.pieces.get((one.seq, one.field))
    entry = waiting.held.entries.get(one.seq) or waiting.held.elsewhere.get(one.seq)
    begins = " ".join(piece.value[:200].decode("utf-8", "replace").split())[:60] if piece else ""
    where = f"entry {one.seq} ({london(entry.at)}, {entry.kind}, {one.field or 'all of it'})" if entry else one.field
    told = {
        "id": one.id,
        "state": one.state,
        "kind": one.kind,
        "what": KIND_WORDS[Kind(one.kind)],
        "ground": one.ground,
    }
    return {**told, "where": where, "begins": begins}
