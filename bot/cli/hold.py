"""`doorstep hold set|lift|list`: legal holds. Nothing under one is erased, whoever asks."""

from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import As, Why, sign_in, signed_in
from bot.clock import now
from bot.desk import erasing
from bot.desk.sitting import Refused
from bot.show import london
from bot.staff.rights import Right

About = Annotated[str, typer.Argument(metavar="ID", help="A comment's, account's or case's id, or payload:N.")]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Legal holds: set, lift, list.", no_args_is_help=True)
    group.command("set")(set_hold)
    group.command("lift")(lift_hold)
    group.command("list")(list_holds)
    app.add_typer(group, name="hold")


def set_hold(about: About, login: As, reason: Why, home: HomeOption = None) -> None:
    """From now on nothing about it is erased: not by a person, not by the retention run.

    Example: doorstep hold set u_0123456789abcdef --reason "claim H12YX001" --as dee
    """
    with opened(home) as place:
        staff = sign_in(place, login)
        try:
            hold = erasing.hold(place.database, now, staff, about, reason)
        except Refused as refusal:
            raise refuse(str(refusal)) from None
    print(f"{about} is under legal hold ({hold}).")


def lift_hold(about: About, login: As, reason: Why, home: HomeOption = None) -> None:
    """Lift a hold, by its id or by what it is about.

    Example: doorstep hold lift u_0123456789abcdef --reason "claim settled" --as dee
    """
    with opened(home) as place:
        staff = sign_in(place, login)
        try:
            hold = erasing.lift(place.database, now, staff, about, reason)
        except Refused as refusal:
            raise refuse(str(refusal)) from None
    print(f"The hold {hold} is lifted.")


def list_holds(login: As, home: HomeOption = None, json: JsonOption = False) -> None:
    """Every hold that stands. Why it was set stands in the record. For whoever may see evidence.

    Example: doorstep hold list --as dee
    """
    with opened(home) as place:
        signed_in(place, login, Right.SEE_EVIDENCE)
        rows = erasing.holds(place.database)
    if json:
        show([{"id": row.id, "about": row.about, "set_at": row.set_at, "set_by": row.set_by} for row in rows])
        return
    for row in rows:
        print(f"{row.id}  {row.about}  since {london(row.set_at)}  by {row.set_by}")
    if not rows:
        print("No legal hold stands.")
